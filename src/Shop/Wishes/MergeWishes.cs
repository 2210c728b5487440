using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Wishes;

/// <summary>At sign-in: what the visitor had collected joins the customer's first list, each thing once. Twice, or from twenty windows at once, comes to the same.</summary>
public sealed class MergeWishes(ShopDb db, TimeProvider clock)
{
    public Task Run(string print, Guid customerId, CancellationToken ct) => db.Retrying(() => Once(print, customerId, ct), ct);

    private async Task<bool> Once(string print, Guid customerId, CancellationToken ct)
    {
        if (await db.Wishlists.SingleOrDefaultAsync(l => l.Print == print, ct) is not { } visitors) return false; // merged before
        var own = await db.Wishlists.Where(l => l.CustomerId == customerId).OrderBy(l => l.Id).ToListAsync(ct);
        if (own.Count == 0) visitors.BelongTo(customerId, visitors.Name);
        // Its address shows to others what stood on it and nothing more, so a shared list stays one by itself.
        else if (visitors is { ShareToken: not null, Items.Count: > 0 } && own.Count < Wishlist.MaxLists) visitors.BelongTo(customerId, FreeName(visitors.Name, own));
        else
        {
            own[0].TakeOver(visitors, clock.GetUtcNow().UtcDateTime);
            db.Remove(visitors);
        }
        await db.SaveChangesAsync(ct);
        return true;
    }

    private static string FreeName(string name, List<Wishlist> own)
    {
        var taken = own.Select(l => l.NameKey).ToHashSet();
        return Enumerable.Range(1, own.Count + 1).Select(n => n == 1 ? name : $"{name[..Math.Min(name.Length, Wishlist.NameMaxLength - 3)]} {n}").First(n => !taken.Contains(n.ToLowerInvariant()));
    }
}
