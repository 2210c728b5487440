using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Wishes;

/// <summary>Every night: forgets visitors' lists that nobody touched for as long as their cookie lives, and notices that ran out or were never confirmed.</summary>
public sealed class ForgetOldWishes(ShopDb db, TimeProvider clock)
{
    public async Task Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var before = now - Wishlist.KeptFor - TimeSpan.FromDays(1);
        var lists = db.Wishlists;
        await lists.Where(l => l.CustomerId == null && l.ChangedAt < before).ExecuteDeleteAsync(ct);
        await db.StockNotices.Where(n => n.ExpiresAt < now).ExecuteDeleteAsync(ct);
    }
}
