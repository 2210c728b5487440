using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Ordering;

/// <summary>How a promotion stands with a cart.</summary>
public enum OfferStanding { Counts, Unknown, NotYet, Over, UsedUp, UsedByYou, FirstOrderOnly, NotForThese, MinimumNotMet, Outdone, NothingToGain }

/// <summary>A promotion weighed against a cart; what is missing for its minimum, if that is the reason.</summary>
public sealed record WeighedOffer(Offer Offer, OfferStanding Standing, Money Missing);

/// <summary>An article that is quoted, and what promotions ask about it.</summary>
/// <param name="Shelves">Its shelf and those around it.</param>
public sealed record DealItem(QuoteItem Item, Guid ProductId, IReadOnlySet<Guid> Shelves, bool IsReduced);

/// <summary>What delivery costs for goods of some worth, and whether a promotion may make it free.</summary>
public sealed record DeliveryTerms(Money Price, bool CanBeFree);

/// <summary>The quote with the promotions that count, and how all of them stand.</summary>
public sealed record Deal(Quote Quote, IReadOnlyList<WeighedOffer> Offers)
{
    public OfferStanding StandingOf(string code) => Offers.First(o => o.Offer.Code == code).Standing;
}

/// <summary>
/// Decides which promotions count. Those that can be combined count together; one that is exclusive stands alone. Whichever comes to the lowest total is taken:
/// at a tie the combined ones, then the higher priority, then the older. The order in which promotions are given or codes are entered does not matter.
/// Pure: the same input gives the same deal.
/// </summary>
public static class Deals
{
    /// <param name="hasBought">Whether this customer has bought here before.</param>
    public static Deal Choose(QuoteRequest request, IReadOnlyList<DealItem> items, IReadOnlyList<Offer> offers, bool hasBought, Func<Money, DeliveryTerms> delivery)
    {
        var worth = items.Aggregate(Money.Zero, (sum, i) => sum + i.Item.UnitPrice * i.Item.Quantity);
        var weighed = offers.Select(o => Weigh(o, items, worth, hasBought)).ToList();
        var able = weighed.Where(w => w.Standing == OfferStanding.Counts).Select(w => w.Offer)
            .OrderByDescending(o => o.Priority).ThenBy(o => o.CreatedAt).ThenBy(o => o.Id).ToList();

        List<Offer> chosen = [.. able.Where(o => !o.IsExclusive)];
        var best = Quoted(chosen);
        foreach (var alone in able.Where(o => o.IsExclusive))
        {
            var quote = Quoted([alone]);
            if (quote.Total < best.Total) (best, chosen) = (quote, [alone]);
        }
        var gain = best.Reductions.Where(r => !r.Amount.IsZero).Select(r => r.PromotionId).ToHashSet();
        var together = chosen.Select(o => o.Id).ToHashSet();
        chosen.RemoveAll(o => !gain.Contains(o.Id));
        return new Deal(Quoted(chosen), [.. weighed.Select(w => w.Standing != OfferStanding.Counts || gain.Contains(w.Offer.Id) ? w
            : w with { Standing = together.Contains(w.Offer.Id) ? OfferStanding.NothingToGain : OfferStanding.Outdone })]);

        Quote Quoted(List<Offer> counting)
        {
            var reductions = counting.Where(o => o.Kind != PromotionKind.FreeDelivery).Select(o => ReductionOf(o, items)).ToList();
            var terms = delivery(Quote.Of(request with { Reductions = reductions }).Goods);
            if (terms.CanBeFree) reductions.AddRange(counting.Where(o => o.Kind == PromotionKind.FreeDelivery).Select(o => ReductionOf(o, items)));
            return Quote.Of(request with { Reductions = reductions, DeliveryPrice = terms.Price });
        }
    }

    private static WeighedOffer Weigh(Offer offer, IReadOnlyList<DealItem> items, Money worth, bool hasBought)
    {
        var trouble = offer.Trouble switch
        {
            OfferTrouble.Unknown => OfferStanding.Unknown,
            OfferTrouble.NotYet => OfferStanding.NotYet,
            OfferTrouble.Over => OfferStanding.Over,
            OfferTrouble.UsedUp => OfferStanding.UsedUp,
            OfferTrouble.UsedByYou => OfferStanding.UsedByYou,
            _ when offer.FirstOrderOnly && hasBought => OfferStanding.FirstOrderOnly,
            _ when !items.Any(i => Covers(offer, i)) => OfferStanding.NotForThese,
            _ when worth < offer.Minimum => OfferStanding.MinimumNotMet,
            _ => OfferStanding.Counts,
        };
        return new WeighedOffer(offer, trouble, trouble == OfferStanding.MinimumNotMet ? offer.Minimum!.Value - worth : Money.Zero);
    }

    private static bool Covers(Offer offer, DealItem item) => offer.Covers(item.ProductId, item.Shelves, item.IsReduced);

    private static Reduction ReductionOf(Offer offer, IReadOnlyList<DealItem> items)
    {
        var only = offer.Targets.Count == 0 && !offer.NotOnReduced ? null : items.Where(i => Covers(offer, i)).Select(i => i.Item.VariantId).ToHashSet();
        Reduction reduction = offer.Kind switch
        {
            PromotionKind.PercentOff => new PercentOff(offer.Name, offer.BasisPoints, only),
            PromotionKind.AmountOff => new AmountOff(offer.Name, offer.Amount, only),
            PromotionKind.AmountOffEach => new AmountOffEach(offer.Name, offer.Amount, only),
            PromotionKind.BuyXGetY => new OnTop(offer.Name, offer.Buy, offer.Get, offer.BasisPoints, only),
            _ => new FreeDelivery(offer.Name),
        };
        return reduction with { PromotionId = offer.Id, Code = offer.Code };
    }
}
