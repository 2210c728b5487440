using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Two records turned out to be one person: orders, returns and what is in the cart are kept under the one that stays.</summary>
internal sealed class WhenCustomersMerged(ShopDb db, TimeProvider clock) : IWhen<CustomersMerged>
{
    public async Task Handle(CustomersMerged happened, CancellationToken ct)
    {
        var (orders, returns, carts) = (db.Orders, db.Returns, db.Carts);
        await orders.Where(o => o.CustomerId == happened.FromId).ExecuteUpdateAsync(o => o.SetProperty(x => x.CustomerId, happened.IntoId).SetProperty(x => x.Version, x => x.Version + 1), ct);
        await returns.Where(r => r.CustomerId == happened.FromId).ExecuteUpdateAsync(r => r.SetProperty(x => x.CustomerId, happened.IntoId).SetProperty(x => x.Version, x => x.Version + 1), ct);
        var requests = db.ReturnRequests;
        await requests.Where(r => r.CustomerId == happened.FromId).ExecuteUpdateAsync(r => r.SetProperty(x => x.CustomerId, happened.IntoId).SetProperty(x => x.Version, x => x.Version + 1), ct);

        await db.EarlySales.Where(s => s.CustomerId == happened.FromId).ExecuteUpdateAsync(s => s.SetProperty(x => x.CustomerId, happened.IntoId), ct);

        if (await carts.SingleOrDefaultAsync(c => c.CustomerId == happened.FromId, ct) is not { } theirs) return;
        if (await carts.SingleOrDefaultAsync(c => c.CustomerId == happened.IntoId, ct) is { } own) own.TakeOver(theirs, clock.GetUtcNow().UtcDateTime);
        else theirs.BelongTo(happened.IntoId);
        await db.SaveChangesAsync(ct);
    }
}
