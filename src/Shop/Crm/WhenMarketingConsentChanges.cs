using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Crm;

/// <summary>What somebody says in their account holds for the newsletter to their address, and the other way round once the address is shown to be theirs.</summary>
internal sealed class WhenMarketingConsentChanges(ShopDb db, TimeProvider clock) : IWhen<MarketingConsentChanged>, IWhen<EmailConfirmed>
{
    public async Task Handle(MarketingConsentChanged happened, CancellationToken ct)
    {
        var customer = await db.Customers.AsNoTracking().SingleAsync(c => c.Id == happened.CustomerId, ct);
        var subscriber = await db.NewsletterSubscribers.SingleOrDefaultAsync(s => s.Email == happened.Email, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        // News may come late: what counts is what the customer says now, and an address that is no longer theirs gets nothing.
        if (customer.TakesMarketing && customer.Email == happened.Email)
        {
            if (subscriber is null) db.NewsletterSubscribers.Add(subscriber = NewsletterSubscriber.Of(happened.Email));
            subscriber.Confirm("account", now);
        }
        else subscriber?.End(now);
        await db.SaveChangesAsync(ct);
    }

    public async Task Handle(EmailConfirmed happened, CancellationToken ct)
    {
        var reads = await db.NewsletterSubscribers.AnyAsync(s => s.Email == happened.Email && s.State == NewsletterState.Confirmed, ct);
        if (!reads) return;
        (await db.Customers.SingleAsync(c => c.Id == happened.CustomerId, ct)).AgreeToMarketing(clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(ct);
    }
}
