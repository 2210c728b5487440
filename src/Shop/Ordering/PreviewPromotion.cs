using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Ordering;

/// <summary>Says what a promotion would do, before anybody can use it: how many articles it touches, and what one of them, or a cart of it, would cost. Changes nothing.</summary>
public sealed class PreviewPromotion(ShopDb db, DeliveryMethods delivery, IOptions<OrderingOptions> options, CurrentShop shop, TimeProvider clock)
{
    private const int MostPieces = 99;

    /// <param name="id">The promotion that is changed; null for a new one.</param>
    public async Task<PromotionPreview> Of(Guid? id, PromotionTerms terms, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var promotion = Promotion.Of(terms, now);
        var offer = Offer.Of(promotion, terms.NeedsCode ? "CODE" : null, OfferTrouble.None);
        var shelves = await CategoryPaths.Read(db, ct);
        var tags = await (from v in db.Variants.AsNoTracking()
                          join p in db.Products on v.ProductId equals p.Id
                          where p.Status == ProductStatus.Active
                          select new Tag(v.Id, p.Id, p.Name, p.CategoryId, p.TaxClass, p.SoldLately, v.Price, v.CompareAt, v.ReducedBy, v.ListPrice, v.ListCompareAt)).ToListAsync(ct);
        var covered = tags.Where(t => offer.Covers(t.ProductId, shelves.Around(t.CategoryId), promotion.LowersPrices ? t.IsReducedItself : t.CompareAt is not null))
            .OrderByDescending(t => t.SoldLately).ThenBy(t => t.Name, StringComparer.Ordinal).ThenBy(t => t.Id).ToList();
        var preview = new PromotionPreview(promotion.LowersPrices, offer.Targets.Count == 0, covered.Count, covered.Select(t => t.ProductId).Distinct().Count());
        if (promotion.LowersPrices)
        {
            var lowered = covered.Select(t => (Tag: t, After: offer.Lower(t.Own))).Where(t => t.After < t.Tag.Own && (t.Tag.ReducedBy == id || t.After < t.Tag.Price)).ToList();
            return preview with
            {
                Articles = lowered.Count,
                Products = lowered.Select(t => t.Tag.ProductId).Distinct().Count(),
                Steep = lowered.Count(t => t.After * 2 < t.Tag.Own),
                Example = lowered.Count == 0 ? null : new PromotionExample(lowered[0].Tag.Name, 1, lowered[0].Tag.Own, lowered[0].After),
            };
        }
        return preview with { Steep = terms.Kind == PromotionKind.PercentOff && terms.BasisPoints > 5_000 ? covered.Count : 0, Example = ExampleOf(offer, covered, shelves, now) };
    }

    // As many of what sells best as the promotion asks for, brought to the door at home.
    private PromotionExample? ExampleOf(Offer offer, List<Tag> covered, CategoryPaths shelves, DateTime now)
    {
        if (covered.FirstOrDefault(t => t.Price > Money.Zero) is not { } tag) return null;
        var needed = offer.Minimum is { } minimum ? (minimum.Minor + tag.Price.Minor - 1) / tag.Price.Minor : 1;
        var quantity = (int)Math.Clamp(Math.Max(needed, offer.Kind == PromotionKind.BuyXGetY ? offer.Buy + offer.Get : 1), 1, MostPieces);
        var home = shop.Profile.Country;
        var item = new DealItem(new QuoteItem(tag.Id, quantity, tag.Price, tag.TaxClass), tag.ProductId, shelves.Around(tag.CategoryId), tag.CompareAt is not null);
        var request = new QuoteRequest([item.Item], VatRates.For(home, home, options.Value.VatRegisteredIn));
        return new PromotionExample(tag.Name, quantity, TotalOf([]), TotalOf([offer]));

        Money TotalOf(IReadOnlyList<Offer> offers) => Deals.Choose(request, [item], offers, false, goods =>
            delivery.Choose(null, home, goods, now) is { } chosen ? new DeliveryTerms(chosen.Price, chosen.CanBeFree) : new DeliveryTerms(Money.Zero, false)).Quote.Total;
    }

    private sealed record Tag(Guid Id, Guid ProductId, string Name, Guid? CategoryId, TaxClass TaxClass, int SoldLately, Money Price, Money? CompareAt, Guid? ReducedBy, Money? ListPrice, Money? ListCompareAt)
    {
        public Money Own => ListPrice ?? Price;
        public bool IsReducedItself => (ReducedBy is null ? CompareAt : ListCompareAt) is not null;
    }
}

/// <summary>What a promotion would touch.</summary>
/// <param name="WholeShop">Whether nothing is left out.</param>
/// <param name="Articles">Of a promotion on the price tags: how many tags it lowers; of any other: how many articles it is for.</param>
public sealed record PromotionPreview(bool LowersPrices, bool WholeShop, int Articles, int Products)
{
    /// <summary>How many of them would cost less than half.</summary>
    public int Steep { get; init; }
    public PromotionExample? Example { get; init; }
}

/// <summary>One price tag, or a cart of so many of one article with delivery, before and after.</summary>
public sealed record PromotionExample(string Name, int Quantity, Money Before, Money After);
