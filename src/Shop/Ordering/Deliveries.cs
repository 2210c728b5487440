using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;

namespace Shop.Ordering;

/// <summary>Tells the catalogue who has a product, as the orders know it.</summary>
internal sealed class Deliveries(ShopDb db) : IPurchases
{
    public Task<bool> Delivered(Guid customerId, Guid productId, CancellationToken ct) =>
        db.Orders.AnyAsync(o => o.CustomerId == customerId && o.DeliveredAt != null && o.Lines.Any(l => l.ProductId == productId), ct);

    public async Task<IReadOnlyList<DeliveredProduct>> DeliveredTo(Guid customerId, CancellationToken ct)
    {
        var lines = await db.Orders.AsNoTracking().Where(o => o.CustomerId == customerId && o.DeliveredAt != null)
            .SelectMany(o => o.Lines, (o, l) => new { l.ProductId, At = o.DeliveredAt!.Value }).Where(l => l.ProductId != null).ToListAsync(ct);
        return [.. lines.GroupBy(l => l.ProductId!.Value).Select(g => new DeliveredProduct(g.Key, g.Max(l => l.At))).OrderByDescending(p => p.At)];
    }

    public async Task<IReadOnlyList<string>> Pictured(IReadOnlyList<string> files, CancellationToken ct) =>
        await db.Orders.AsNoTracking().SelectMany(o => o.Lines).Where(l => l.PictureFile != null && files.Contains(l.PictureFile)).Select(l => l.PictureFile!).Distinct().ToListAsync(ct);
}
