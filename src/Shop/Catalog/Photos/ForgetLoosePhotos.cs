using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Catalog.Photos;

/// <summary>Every day: throws away photos that came with a form that was never finished, or whose review or product is gone; what an order shows stays with it.</summary>
public sealed class ForgetLoosePhotos(ShopDb db, PhotoShelf shelf, IPurchases purchases, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromDays(2);

    public async Task Run(CancellationToken ct)
    {
        foreach (var names in shelf.Before(clock.GetUtcNow().UtcDateTime - Patience).Chunk(200))
        {
            var used = await db.Reviews.AsNoTracking().SelectMany(r => r.Photos).Where(p => names.Contains(p.File)).Select(p => p.File).ToListAsync(ct);
            used.AddRange(await db.Products.AsNoTracking().SelectMany(p => p.Pictures).Where(p => names.Contains(p.File)).Select(p => p.File).ToListAsync(ct));
            used.AddRange(await purchases.Pictured(names, ct));
            foreach (var name in names.Except(used))
            {
                shelf.Remove(name);
                shelf.RemovePart(name);
            }
        }
    }
}
