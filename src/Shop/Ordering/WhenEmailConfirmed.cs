using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>What a guest bought joins the account of whoever proves that the e-mail address is theirs. Twice is as good as once.</summary>
internal sealed class WhenEmailConfirmed(ShopDb db) : IWhen<EmailConfirmed>
{
    public async Task Handle(EmailConfirmed happened, CancellationToken ct)
    {
        foreach (var order in await db.Orders.Where(o => o.Email == happened.Email && o.CustomerId == null).ToListAsync(ct)) order.Join(happened.CustomerId);
        await db.SaveChangesAsync(ct);
    }
}
