using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Reads a cart with everything that makes its price today. Cart page, checkout and order all ask here, so that they say the same.</summary>
public sealed class CartPrices(ShopDb db, DeliveryMethods delivery, IOptions<OrderingOptions> options, CurrentShop shop, TimeProvider clock)
{
    /// <summary>Null when there is no such cart.</summary>
    public async Task<PricedCart?> Read(Guid cartId, CancellationToken ct)
    {
        var cart = await db.Carts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == cartId, ct);
        return cart is null ? null : Price(cart, await Lines(cart, ct));
    }

    /// <summary>How many things are in it: what the header shows.</summary>
    public Task<int> Count(Guid cartId, CancellationToken ct) =>
        db.Carts.Where(c => c.Id == cartId).SelectMany(c => c.Items).SumAsync(i => i.Quantity, ct);

    /// <summary>The offers for the same cart if it went to another country.</summary>
    public IReadOnlyList<DeliveryOffer> OffersTo(PricedCart cart, string country) => delivery.For(country, cart.Quote.Goods, clock.GetUtcNow().UtcDateTime);

    private PricedCart Price(Cart cart, IReadOnlyList<CartLine> lines)
    {
        var draft = cart.Draft;
        var country = draft.Delivery.Country.Length > 0 ? draft.Delivery.Country : shop.Profile.Country;
        var vat = VatRates.For(shop.Profile.Country, country, options.Value.VatRegisteredIn);
        var items = lines.Where(l => l.Counts).Select(l => new QuoteItem(l.VariantId, l.Quantity, l.Price, l.TaxClass)).ToList();

        var goods = Quote.Of(new QuoteRequest(items, vat)).Goods; // what delivery costs depends on it
        var now = clock.GetUtcNow().UtcDateTime;
        var offers = delivery.For(country, goods, now);
        var offer = delivery.Choose(draft.DeliveryMethod, country, goods, now);
        var quote = Quote.Of(new QuoteRequest(items, vat) { DeliveryPrice = items.Count == 0 || offer is null ? Money.Zero : offer.Price });

        var point = offer?.Method.HasPickUpPoints == true && PickUpPoints.Find(draft.PickUpPointId) is { } chosen && chosen.Country == country ? chosen : null;
        var said = new CartDraft(draft.Email, draft.Phone, draft.Delivery, draft.Billing, draft.DeliveryMethod, point, draft.Note, draft.PaymentSeen);
        return new PricedCart(cart.Id, cart.Version, cart.CustomerId, cart.OrderId, lines, said, country, offers, offer, vat, quote, delivery.FreeFrom);
    }

    private async Task<IReadOnlyList<CartLine>> Lines(Cart cart, CancellationToken ct)
    {
        var ids = cart.Items.Select(i => i.VariantId).ToList();
        if (ids.Count == 0) return [];
        var variants = await db.Variants.AsNoTracking().Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
        var productIds = variants.Values.Select(v => v.ProductId).Distinct().ToList();
        var products = await db.Products.AsNoTracking().Where(p => productIds.Contains(p.Id))
            .Select(p => new { p.Id, p.Slug, p.Name, p.Status, p.TaxClass, Pictures = p.Pictures.OrderBy(x => x.Position).ToList() }).ToDictionaryAsync(p => p.Id, ct);
        var available = await Available(cart.Id, ids, ct);

        return [.. cart.Items.OrderBy(i => i.AddedAt).ThenBy(i => i.Id).Select(item =>
        {
            if (!variants.TryGetValue(item.VariantId, out var variant) || !products.TryGetValue(variant.ProductId, out var product))
                return new CartLine(item.VariantId, default, "", "An article we no longer have", "", "", null, item.Quantity, item.PriceSeen, item.PriceSeen, null, TaxClass.Standard, 0, false);
            return new CartLine(variant.Id, product.Id, product.Slug, product.Name, variant.Name, variant.Sku, PictureOf(product.Pictures, variant),
                item.Quantity, variant.Price, item.PriceSeen, variant.CompareAt, product.TaxClass, available.GetValueOrDefault(variant.Id), product.Status == ProductStatus.Active);
        })];
    }

    // What an unpaid order made of this very cart holds is this customer's own: it must not look sold out to them.
    private async Task<Dictionary<Guid, int>> Available(Guid cartId, List<Guid> ids, CancellationToken ct)
    {
        var levels = await db.StockLevels.AsNoTracking().Where(l => ids.Contains(l.VariantId)).ToDictionaryAsync(l => l.VariantId, l => l.Available, ct);
        var orders = db.Orders.Where(o => o.CartId == cartId && o.State == OrderState.Placed).Select(o => o.Id);
        var own = await db.StockReservations.Where(r => ids.Contains(r.VariantId) && r.State == ReservationState.Open && orders.Contains(r.HeldFor))
            .Select(r => new { r.VariantId, r.Quantity }).ToListAsync(ct);
        foreach (var held in own) levels[held.VariantId] = levels.GetValueOrDefault(held.VariantId) + held.Quantity;
        return levels;
    }

    internal static CartPicture? PictureOf(IReadOnlyList<ProductPicture> pictures, Variant variant)
    {
        var picture = pictures.FirstOrDefault(p => p.Colour is { } colour && variant.Options.Any(o => o.Value == colour)) ?? (pictures.Count > 0 ? pictures[0] : null);
        return picture is null ? null : new CartPicture(picture.File, picture.Alt, picture.Width, picture.Height);
    }
}
