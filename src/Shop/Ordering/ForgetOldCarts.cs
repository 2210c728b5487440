using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Ordering;

/// <summary>Every night: forgets visitors' carts, and what was filled in with them, when nobody has touched them for as long as their cookie lives.</summary>
public sealed class ForgetOldCarts(ShopDb db, TimeProvider clock)
{
    public async Task Run(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime - Cart.KeptFor - TimeSpan.FromDays(1);
        var carts = db.Carts;
        await carts.Where(c => c.CustomerId == null && c.ChangedAt < before).ExecuteDeleteAsync(ct);
    }
}
