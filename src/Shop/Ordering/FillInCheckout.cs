using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Ordering;

/// <summary>Keeps what a customer filled in at checkout with the cart, and that they have seen today's prices.</summary>
public sealed class FillInCheckout(ShopDb db, CartPrices prices, TimeProvider clock)
{
    /// <returns>The cart as it stands afterwards; null when it is gone.</returns>
    public async Task<PricedCart?> Run(Guid cartId, Action<CheckoutDraft> change, CancellationToken ct)
    {
        var seen = await prices.Read(cartId, ct);
        if (seen is null) return null;
        await db.Retrying(async () =>
        {
            var cart = await db.Carts.SingleAsync(c => c.Id == cartId, ct);
            cart.FillIn(change, clock.GetUtcNow().UtcDateTime);
            foreach (var line in seen.Lines) cart.SawPrice(line.VariantId, line.Price);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return await prices.Read(cartId, ct);
    }
}
