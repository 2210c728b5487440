using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Puts what was ordered once into the cart again, as far as it can be had, and says what cannot.</summary>
public sealed class OrderAgain(ShopDb db, IEntitlements entitlements, EarlyGoods early, TimeProvider clock)
{
    /// <summary>The cart, how many articles went in, and the names of those that could not.</summary>
    public sealed record Outcome(Guid? CartId, int Added, IReadOnlyList<string> Missing);

    public Task<Outcome> Run(Guid orderId, Guid? cartId, Guid? customerId, CancellationToken ct) => db.Retrying(async () =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == orderId, ct);
        var ids = order.Lines.Select(l => l.VariantId).OfType<Guid>().ToList();
        var carts = db.Carts;
        var cart = customerId is not null ? await carts.SingleOrDefaultAsync(c => c.CustomerId == customerId, ct) : await carts.SingleOrDefaultAsync(c => c.Id == cartId, ct);
        var left = await db.StockLevels.AsNoTracking().Where(l => ids.Contains(l.VariantId)).ToDictionaryAsync(l => l.VariantId, l => l.Available, ct);
        var prices = await db.Variants.AsNoTracking().Where(v => ids.Contains(v.Id)).Join(db.Products.Where(p => p.Status == ProductStatus.Active), v => v.ProductId, p => p.Id, (v, p) => new { v.Id, v.Price, p.PublicFrom, ProductId = p.Id, p.EarlyQuota, p.EarlySold })
            .ToDictionaryAsync(v => v.Id, ct);
        var coming = prices.Values.Where(v => v.PublicFrom > now).Select(v => new ComingProduct(v.ProductId, v.PublicFrom!.Value, v.EarlyQuota, v.EarlySold)).DistinctBy(p => p.Id).ToList();
        var standings = coming.Count == 0 ? null : await early.Of(coming, (await entitlements.Of(customerId, ct)).Early, customerId, cart?.Id, ct);

        var missing = new List<string>();
        var added = 0;
        foreach (var line in order.Lines)
        {
            var there = cart?.Items.FirstOrDefault(i => i.VariantId == line.VariantId)?.Quantity ?? 0;
            if (line.VariantId is not { } id || !prices.TryGetValue(id, out var article))
            {
                missing.Add($"{line.Name} (no longer sold)");
                continue;
            }
            if (standings?.GetValueOrDefault(article.ProductId) is { Left: { } early } standing && InCart(cart, article.ProductId) + line.Quantity > early)
            {
                missing.Add($"{line.Name} (it {standing.Reason.TrimEnd('.')})");
                continue;
            }
            var wanted = Math.Min(line.Quantity, Math.Min(left.GetValueOrDefault(id), Cart.MaxQuantity) - there);
            if (wanted < line.Quantity) missing.Add(wanted > 0 ? $"{line.Name} (only {wanted} of {line.Quantity} are left)" : there > 0 ? $"{line.Name} (no more than the {there} in your cart are left)" : $"{line.Name} (sold out)");
            if (wanted < 1 || cart?.Items.Count >= Cart.MaxLines && there == 0) continue;
            if (cart is null)
            {
                db.Add(cart = Cart.Open(customerId, now));
                if (customerId is { } customer) await KnownCustomer.FillIn(db, cart, customer, ct);
            }
            cart.Add(id, wanted, article.Price, now);
            added++;
        }
        await db.SaveChangesAsync(ct);
        return new Outcome(cart?.Id, added, missing);

        int InCart(Cart? cart, Guid productId) => cart?.Items.Where(i => prices.TryGetValue(i.VariantId, out var there) && there.ProductId == productId).Sum(i => i.Quantity) ?? 0;
    }, ct);
}
