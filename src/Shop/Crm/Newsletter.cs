using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Mail;

namespace Shop.Crm;

/// <summary>Puts addresses on the newsletter and takes them off. Only who reads an address's mail can put it on; the customer with that address sees the same in their account.</summary>
public sealed class Newsletter(ShopDb db, MailWriter mails, ShopAddress shop, TimeProvider clock)
{
    /// <summary>Asks by mail whether its reader meant it. Answers alike whether the address is on the list already.</summary>
    /// <exception cref="RuleBroken">It is not an e-mail address.</exception>
    public async Task Ask(string email, string source, CancellationToken ct)
    {
        try
        {
            await AskOnce(email, source, ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            db.ChangeTracker.Clear(); // the same address was entered twice at once
            await AskOnce(email, source, ct);
        }
    }

    /// <summary>The address a link would confirm; null when it was used, is too old or never was.</summary>
    public async Task<string?> AddressOf(string? secret, CancellationToken ct) => (await Asked(secret, ct))?.Email;

    /// <summary>Returns false when the link was used, is too old or never was.</summary>
    public async Task<bool> Confirm(string? secret, CancellationToken ct)
    {
        if (await Asked(secret, ct) is not { } subscriber) return false;
        subscriber.Confirm(subscriber.Source, Now);
        if (await CustomerOf(subscriber.Email, ct) is { } customer) customer.AgreeToMarketing(Now);
        await mails.Write("newsletter-welcome", subscriber.Email, new() { { "end", EndLink(subscriber) } }, $"newsletter-welcome:{subscriber.Id:N}:{Now.Ticks}", Now, ct, EndLink(subscriber));
        await db.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>The address that a letter's link would take off; null when there is none.</summary>
    public Task<string?> AddressToEnd(string? key, CancellationToken ct) => db.NewsletterSubscribers.Where(s => s.EndKey == key).Select(s => s.Email).SingleOrDefaultAsync(ct);

    /// <summary>Takes an address off at once. Being told twice changes nothing; returns false for a key that never was.</summary>
    public async Task<bool> End(string? key, CancellationToken ct)
    {
        if (await db.NewsletterSubscribers.SingleOrDefaultAsync(s => s.EndKey == key, ct) is not { } subscriber) return false;
        subscriber.End(Now);
        if (await CustomerOf(subscriber.Email, ct) is { } customer) customer.RefuseMarketing();
        await db.SaveChangesAsync(ct);
        return true;
    }

    private async Task AskOnce(string email, string source, CancellationToken ct)
    {
        var address = EmailAddress.Normalise(email);
        var subscriber = await db.NewsletterSubscribers.SingleOrDefaultAsync(s => s.Email == address, ct);
        if (subscriber is null) db.NewsletterSubscribers.Add(subscriber = NewsletterSubscriber.Of(address));
        if (subscriber.Ask(source, Now) is not { } secret) return;
        await mails.Write("newsletter-confirm", address, new() { { "link", shop.Of($"newsletter/confirm?token={secret}") } }, $"newsletter-confirm:{subscriber.Id:N}:{Now.Ticks}", Now, ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task<NewsletterSubscriber?> Asked(string? secret, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(secret)) return null;
        var print = Secret.PrintOf(secret);
        return await db.NewsletterSubscribers.SingleOrDefaultAsync(s => s.ConfirmPrint == print, ct) is { } found && found.MayConfirm(secret, Now) ? found : null;
    }

    private Task<Customer?> CustomerOf(string email, CancellationToken ct) => db.Customers.SingleOrDefaultAsync(c => c.Email == email, ct);

    /// <summary>Where the reader of this address ends all letters with one click; null for who said yes to none.</summary>
    public async Task<string?> EndLinkOf(string email, CancellationToken ct) =>
        await db.NewsletterSubscribers.AsNoTracking().SingleOrDefaultAsync(s => s.Email == email && s.State == NewsletterState.Confirmed, ct) is { } subscriber ? EndLink(subscriber) : null;

    private string EndLink(NewsletterSubscriber subscriber) => shop.Of($"newsletter/end?key={subscriber.EndKey}");

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}
