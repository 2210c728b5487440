using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Ordering;

/// <summary>Reads a cart with everything that makes its price today. Cart page, checkout and order all ask here, so that they say the same.</summary>
public sealed class CartPrices(ShopDb db, ReadOffers offers, DeliveryMethods delivery, ITender points, IEntitlements entitlements, EarlyGoods early, IOptions<OrderingOptions> options, CurrentShop shop, TimeProvider clock)
{
    // Asked for every page of who has a cart: compiled once.
    private static readonly Func<ShopDb, Guid, CancellationToken, Task<int>> Things = EF.CompileAsyncQuery((ShopDb db, Guid cart, CancellationToken _) =>
        db.Set<Cart>().Where(c => c.Id == cart).SelectMany(c => c.Items).Sum(i => i.Quantity));

    /// <summary>Null when there is no such cart.</summary>
    public Task<PricedCart?> Read(Guid cartId, CancellationToken ct) => Read(cartId, null, ct);

    /// <param name="another">A code that is not in the cart yet: how it would be with it.</param>
    public async Task<PricedCart?> Read(Guid cartId, string? another, CancellationToken ct)
    {
        if (await db.Carts.AsNoTracking().SingleOrDefaultAsync(c => c.Id == cartId, ct) is not { } cart) return null;
        var entitled = await entitlements.Of(cart.BuyerId, ct);
        var lines = await Lines(cart, entitled.Early, ct);
        List<string> codes = [.. cart.Codes.OrderBy(c => c.EnteredAt).ThenBy(c => c.Id).Select(c => c.Code)];
        if (another is not null && !codes.Contains(another)) codes.Add(another);
        return await WithPoints(Price(cart, lines, codes, await Known(cart, lines, codes, ct), entitled), cart.Draft.PointsWanted ?? 0, ct);
    }

    /// <summary>How many things are in it: what the header shows.</summary>
    public Task<int> Count(Guid cartId, CancellationToken ct) => Things(db, cartId, ct);

    /// <summary>The offers for the same cart if it went to another country.</summary>
    public IReadOnlyList<DeliveryOffer> OffersTo(PricedCart cart, string country) => Shown(delivery.For(country, cart.Quote.Goods, clock.GetUtcNow().UtcDateTime, cart.Entitled.FreeDeliveryFrom), cart.HasFreeDelivery);

    private async Task<PricedCart> WithPoints(PricedCart cart, long wanted, CancellationToken ct)
    {
        if (cart.CustomerId is not { } customer || cart.IsEmpty) return cart;
        var sums = cart.Quote.Lines.ToDictionary(l => l.VariantId, l => l.Total);
        var question = new TenderQuestion(customer, wanted, [.. cart.Lines.Where(l => sums.ContainsKey(l.VariantId)).Select(l => new TenderLine(l.ProductId, l.CategoryId, sums[l.VariantId]))], cart.Quote.Total);
        if (await points.Terms(question, ct) is not { } terms) return cart;
        return cart with { Points = terms, Tender = question, Quote = cart.Quote.PaidWith([new TenderOffer(TenderOffer.Points, terms.Amount)]) };
    }

    private PricedCart Price(Cart cart, IReadOnlyList<CartLine> lines, IReadOnlyList<string> codes, KnownOffers known, Entitlements entitled)
    {
        var draft = cart.Draft;
        var country = draft.Delivery.Country.Length > 0 ? draft.Delivery.Country : shop.Profile.Country;
        var vat = VatRates.For(shop.Profile.Country, country, options.Value.VatRegisteredIn);
        var items = lines.Where(l => l.Counts).Select(l => new DealItem(new QuoteItem(l.VariantId, l.Quantity, l.Price, l.TaxClass), l.ProductId, known.Shelves.Around(l.CategoryId), l.CompareAt is not null)).ToList();
        var now = clock.GetUtcNow().UtcDateTime;
        var wrap = draft.GiftWrap == true && items.Count > 0 ? delivery.GiftWrap : null;
        var request = new QuoteRequest([.. items.Select(i => i.Item)], vat) { GiftWrap = wrap ?? Money.Zero, Reductions = entitled.Reductions };
        var deal = Deals.Choose(request, items, known.Offers, known.HasBought, goods => // what delivery costs depends on the goods
            items.Count == 0 || delivery.Choose(draft.DeliveryMethod, country, goods, now, entitled.FreeDeliveryFrom) is not { } chosen ? new DeliveryTerms(Money.Zero, false) : new DeliveryTerms(chosen.Price, chosen.CanBeFree));
        var quote = deal.Quote;
        var free = deal.Offers.Any(o => o.Offer.Kind == PromotionKind.FreeDelivery && o.Standing is OfferStanding.Counts or OfferStanding.NothingToGain);
        var offers = Shown(delivery.For(country, quote.Goods, now, entitled.FreeDeliveryFrom), free);
        var offer = delivery.Choose(draft.DeliveryMethod, country, quote.Goods, now, entitled.FreeDeliveryFrom);

        var point = offer?.Method.HasPickUpPoints == true && PickUpPoints.Find(draft.PickUpPointId) is { } chosen && chosen.Country == country ? chosen : null;
        var said = new CartDraft(draft.Email, draft.Phone, draft.Delivery, draft.Billing, draft.DeliveryMethod, point, draft.Note, draft.PaymentSeen)
        {
            GiftWrap = wrap is not null, GiftMessage = draft.GiftMessage,
        };
        return new PricedCart(cart.Id, cart.Version, cart.BuyerId, cart.OrderId, lines, said, country, offers, offer, vat, quote, delivery.FreeFromFor(entitled.FreeDeliveryFrom))
        {
            Entitled = entitled, Deals = deal.Offers, HasFreeDelivery = free, GiftWrapPrice = delivery.GiftWrap,
            Codes = [.. codes.Select(code => deal.Offers.First(o => o.Offer.Code == code)).Select(o => new AppliedCode(o.Offer.Code!, o.Offer.Name, CodeWords.Of(o, shop.Currency, shop.Zone)) { NeedsAccount = o.Standing == OfferStanding.NeedsAccount })],
            ProvenEmail = known.Email, Desk = cart.Desk is { } desk ? new CartAtDesk(desk.StaffId, desk.StaffName, desk.Channel, desk.PointsConsent) : null,
        };
    }

    private static IReadOnlyList<DeliveryOffer> Shown(IReadOnlyList<DeliveryOffer> offers, bool free) =>
        free ? [.. offers.Select(o => o.CanBeFree ? o with { Price = Money.Zero } : o).OrderBy(o => o.Price).ThenBy(o => o.Dates.To)] : offers;

    private async Task<KnownOffers> Known(Cart cart, IReadOnlyList<CartLine> lines, List<string> codes, CancellationToken ct)
    {
        // What somebody typed at checkout is no proof: an answer that depended on it would tell strangers who has bought here.
        var (orders, customer) = (db.Orders, cart.BuyerId);
        var email = customer is null ? null : await db.Set<Customers.Customer>().Where(c => c.Id == customer).Select(c => c.Email).SingleOrDefaultAsync(ct);
        var open = await orders.Where(o => o.CartId == cart.Id && o.State == OrderState.Placed).Select(o => o.Id).ToListAsync(ct);
        var found = await offers.For(codes, new OfferAsker(customer, email, open), clock.GetUtcNow().UtcDateTime, ct);
        bool? hasBought = customer is null ? null
            : found.Any(o => o.FirstOrderOnly) && await orders.AnyAsync(o => o.State == OrderState.Confirmed && (o.CustomerId == customer || email != null && o.Email == email), ct);
        var asksShelves = lines.Count > 0 && found.Any(o => o.Targets.Any(t => t.Kind == PromotionTargetKind.Category));
        return new KnownOffers(found, hasBought, email, asksShelves ? await CategoryPaths.Read(db, ct) : new CategoryPaths());
    }

    private sealed record KnownOffers(IReadOnlyList<Offer> Offers, bool? HasBought, string? Email, CategoryPaths Shelves);

    private async Task<IReadOnlyList<CartLine>> Lines(Cart cart, EarlyRight right, CancellationToken ct)
    {
        var ids = cart.Items.Select(i => i.VariantId).ToList();
        if (ids.Count == 0) return [];
        var variants = await db.Variants.AsNoTracking().Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, ct);
        var productIds = variants.Values.Select(v => v.ProductId).Distinct().ToList();
        var products = await db.Products.AsNoTracking().Where(p => productIds.Contains(p.Id))
            .Select(p => new { p.Id, p.Slug, p.Name, p.Status, p.TaxClass, p.CategoryId, p.PublicFrom, p.EarlyQuota, p.EarlySold, Several = p.Variants.Count > 1, Pictures = p.Pictures.OrderBy(x => x.Position).ToList() }).ToDictionaryAsync(p => p.Id, ct);
        var available = await Available(cart.Id, ids, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var coming = products.Values.Where(p => p.PublicFrom > now).Select(p => new ComingProduct(p.Id, p.PublicFrom!.Value, p.EarlyQuota, p.EarlySold)).ToList();
        var standings = coming.Count == 0 ? null : await early.Of(coming, right, cart.BuyerId, cart.Id, ct);
        var had = new Dictionary<Guid, int>(); // several forms of a product share what one may have of it

        return [.. cart.Items.OrderBy(i => i.AddedAt).ThenBy(i => i.Id).Select(item =>
        {
            if (!variants.TryGetValue(item.VariantId, out var variant) || !products.TryGetValue(variant.ProductId, out var product))
                return new CartLine(item.VariantId, default, "", "An article we no longer have", "", "", null, item.Quantity, item.PriceSeen, item.PriceSeen, null, TaxClass.Standard, 0, false);
            var standing = standings?.GetValueOrDefault(product.Id);
            if (standing?.Left is { } left)
            {
                left -= had.GetValueOrDefault(product.Id);
                had[product.Id] = had.GetValueOrDefault(product.Id) + Math.Min(item.Quantity, Math.Max(0, left));
                available[variant.Id] = Math.Clamp(left, 0, Math.Max(0, available.GetValueOrDefault(variant.Id)));
            }
            return new CartLine(variant.Id, product.Id, product.Slug, product.Name, product.Several ? variant.Name : "", variant.Sku, PictureOf(product.Pictures, variant),
                item.Quantity, variant.Price, item.PriceSeen, variant.CompareAt, product.TaxClass, available.GetValueOrDefault(variant.Id), product.Status == ProductStatus.Active) { CategoryId = product.CategoryId, Early = standing };
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
