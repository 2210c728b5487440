using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;

namespace Shop.Ordering;

/// <summary>Every day: counts what was sold of each product in the last 90 days, which “bestselling” sorts by. What came back or was called off does not count.</summary>
public sealed class CountSoldLately(ShopDb db, TimeProvider clock)
{
    private static readonly TimeSpan Lately = TimeSpan.FromDays(90);

    public async Task Run(CancellationToken ct)
    {
        // A shop that was brought from elsewhere may have sold nothing for long: there, lately is the end of what is known.
        var now = clock.GetUtcNow().UtcDateTime;
        var last = await db.Orders.MaxAsync(o => (DateTime?)o.PlacedAt, ct);
        await Run(last < now - Lately ? last.Value : now, ct);
    }

    public async Task Run(DateTime until, CancellationToken ct)
    {
        var since = until - Lately;
        var sold = await db.Orders.AsNoTracking().Where(o => o.PlacedAt >= since && o.PlacedAt <= until && o.State != OrderState.Cancelled)
            .SelectMany(o => o.Lines).Where(l => l.ProductId != null).GroupBy(l => l.ProductId!.Value)
            .Select(g => new { Product = g.Key, Sold = g.Sum(l => l.Quantity - l.Returned) }).ToDictionaryAsync(g => g.Product, g => Math.Max(0, g.Sold), ct);
        var known = await db.Products.AsNoTracking().Select(p => new { p.Id, p.SoldLately }).ToListAsync(ct);
        foreach (var change in known.Where(k => k.SoldLately != sold.GetValueOrDefault(k.Id)))
        {
            var now = sold.GetValueOrDefault(change.Id);
            await db.Products.Where(p => p.Id == change.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.SoldLately, now), ct);
            db.SavedEvents.Add(SavedEvent.From(new ProductChanged(change.Id)));
        }
        await db.SaveChangesAsync(ct);
    }
}
