using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Puts articles into a cart and changes how many, as far as they can be had. What is refused leaves the cart as it was.</summary>
public sealed class ChangeCart(ShopDb db, IEntitlements entitlements, EarlyGoods early, TimeProvider clock)
{
    /// <summary>Done, or refused with the reason as a sentence for the customer.</summary>
    public abstract record Outcome;
    public sealed record Done(Guid CartId, string Article, int Quantity) : Outcome;
    public sealed record Refused(Guid VariantId, string Reason) : Outcome;

    /// <summary>Adds to the cart, opening one when there is none yet.</summary>
    public Task<Outcome> Add(Guid? cartId, Guid? customerId, Guid variantId, int quantity, CancellationToken ct) =>
        db.Retrying(() => AddOnce(cartId, customerId, variantId, quantity, ct), ct);

    /// <summary>Sets how many there shall be; zero removes the article.</summary>
    public Task<Outcome> SetQuantity(Guid cartId, Guid variantId, int quantity, CancellationToken ct) =>
        db.Retrying(() => SetOnce(cartId, variantId, quantity, ct), ct);

    private async Task<Outcome> AddOnce(Guid? cartId, Guid? customerId, Guid variantId, int quantity, CancellationToken ct)
    {
        if (await Find(variantId, ct) is not { ForSale: true } article) return new Refused(variantId, "This article is not for sale any more.");
        var now = clock.GetUtcNow().UtcDateTime;
        var cart = await Load(cartId, customerId, ct);
        var there = cart?.Items.FirstOrDefault(i => i.VariantId == variantId)?.Quantity ?? 0;
        if (quantity is < 1 or > Cart.MaxQuantity || there + quantity > Cart.MaxQuantity) return new Refused(variantId, $"Choose a quantity from 1 to {Cart.MaxQuantity}.");
        if (await TooEarly(cart, cart?.BuyerId ?? customerId, article, there + quantity, ct) is { } notYet) return new Refused(variantId, notYet);
        if (await Short(cart?.Id, article, there + quantity, there, ct) is { } reason) return new Refused(variantId, reason);
        if (cart is null)
        {
            db.Add(cart = Cart.Open(customerId, now));
            if (customerId is { } customer) await KnownCustomer.FillIn(db, cart, customer, ct);
        }
        if (there == 0 && cart.Items.Count >= Cart.MaxLines) return new Refused(variantId, $"A cart holds at most {Cart.MaxLines} different things.");

        cart.Add(variantId, quantity, article.Price, now);
        await db.SaveChangesAsync(ct);
        return new Done(cart.Id, article.Name, there + quantity);
    }

    private async Task<Outcome> SetOnce(Guid cartId, Guid variantId, int quantity, CancellationToken ct)
    {
        var cart = await db.Carts.SingleOrDefaultAsync(c => c.Id == cartId, ct);
        var article = await Find(variantId, ct) ?? new Article(variantId, "The article", Money.Zero, false, null);
        if (quantity is < 0 or > Cart.MaxQuantity) return new Refused(variantId, $"Choose a quantity from 0 to {Cart.MaxQuantity}.");
        if (cart?.Items.FirstOrDefault(i => i.VariantId == variantId) is not { } item) return new Done(cartId, article.Name, 0); // removed in another window
        if (quantity > item.Quantity && await TooEarly(cart, cart.BuyerId, article, quantity, ct) is { } notYet) return new Refused(variantId, notYet);
        if (quantity > item.Quantity && await Short(cartId, article, quantity, 0, ct) is { } reason) return new Refused(variantId, reason);

        cart.SetQuantity(variantId, quantity, clock.GetUtcNow().UtcDateTime);
        cart.SawPrice(variantId, article.Price);
        await db.SaveChangesAsync(ct);
        return new Done(cartId, article.Name, quantity);
    }

    private async Task<Cart?> Load(Guid? cartId, Guid? customerId, CancellationToken ct)
    {
        var carts = db.Carts;
        if (customerId is not null) return await carts.SingleOrDefaultAsync(c => c.CustomerId == customerId, ct);
        return cartId is null ? null : await carts.SingleOrDefaultAsync(c => c.Id == cartId, ct);
    }

    private async Task<Article?> Find(Guid variantId, CancellationToken ct)
    {
        var found = await db.Variants.AsNoTracking().Where(v => v.Id == variantId)
            .Join(db.Products, v => v.ProductId, p => p.Id, (v, p) => new { Variant = v, p.Name, p.Status, p.PublicFrom, p.EarlyQuota, p.EarlySold, Several = p.Variants.Count > 1 }).SingleOrDefaultAsync(ct);
        if (found is null) return null;
        var name = found.Several && found.Variant.Name.Length > 0 ? $"{found.Name} ({found.Variant.Name})" : found.Name;
        return new Article(variantId, name, found.Variant.Price, found.Status == ProductStatus.Active,
            found.PublicFrom > clock.GetUtcNow().UtcDateTime ? new ComingProduct(found.Variant.ProductId, found.PublicFrom.Value, found.EarlyQuota, found.EarlySold) : null);
    }

    // What is not for everybody yet: who may have it, and how many of all its forms together.
    private async Task<string?> TooEarly(Cart? cart, Guid? customerId, Article article, int wanted, CancellationToken ct)
    {
        if (article.Coming is not { } product) return null;
        var right = (await entitlements.Of(customerId, ct)).Early;
        var standing = (await early.Of([product], right, customerId, cart?.Id, ct))[product.Id];
        if (standing.Left is not { } left) return null;
        var inCart = cart?.Items.Where(i => i.VariantId != article.VariantId).Select(i => i.VariantId).ToList() ?? [];
        var forms = inCart.Count == 0 || left == 0 ? [] : await db.Variants.Where(v => v.ProductId == product.Id && inCart.Contains(v.Id)).Select(v => v.Id).ToListAsync(ct);
        return wanted + (cart?.Items.Where(i => forms.Contains(i.VariantId)).Sum(i => i.Quantity) ?? 0) <= left ? null : $"{article.Name} {standing.Reason}";
    }

    // Only a promise of the page: what counts is the reservation when the order is placed.
    private async Task<string?> Short(Guid? cartId, Article article, int wanted, int there, CancellationToken ct)
    {
        var left = await db.StockLevels.Where(l => l.VariantId == article.VariantId).Select(l => l.OnHand - l.Reserved).FirstOrDefaultAsync(ct);
        if (cartId is not null)
        {
            var orders = db.Orders.Where(o => o.CartId == cartId && o.State == OrderState.Placed).Select(o => o.Id);
            left += await db.StockReservations.Where(r => r.VariantId == article.VariantId && r.State == ReservationState.Open && orders.Contains(r.HeldFor)).SumAsync(r => r.Quantity, ct);
        }
        if (wanted <= left) return null;
        if (left <= 0) return $"{article.Name} is sold out.";
        return there == 0 ? $"Only {left} of {article.Name} are left." : $"Only {left} of {article.Name} are left, and {there} of them are in your cart already.";
    }

    private sealed record Article(Guid VariantId, string Name, Money Price, bool ForSale, ComingProduct? Coming);
}
