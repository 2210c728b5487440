using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Ordering;

/// <summary>How a promotion stands with a cart.</summary>
public enum OfferStanding { Counts, Unknown, NotYet, Over, UsedUp, UsedByYou, NeedsAccount, FirstOrderOnly, NotForThese, MinimumNotMet, Outdone, NothingToGain, MakesDearer }

/// <summary>A promotion weighed against a cart; what is missing for its minimum, if that is the reason.</summary>
public sealed record WeighedOffer(Offer Offer, OfferStanding Standing, Money Missing)
{
    /// <summary>What the order would cost more with it, if that is the reason.</summary>
    public Money Dearer { get; init; }
}

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
/// Decides which promotions count: those with which the order comes to the lowest total, delivery and gift wrap included, and of these no more than it takes.
/// One that is exclusive stands alone, all others may count together. What would leave the total as it is, or raise it because delivery is no longer free, does not count.
/// At a tie the combined ones, then the fewest, then the higher priority, then the older. The order in which promotions are given or codes are entered does not matter.
/// Up to <see cref="Exact"/> that can be combined, every set of them is tried; of more the best set that adding or leaving out one does not better, never worse than none or any one of them.
/// What the request reduces already, by a right of the customer, counts beside each of them.
/// Pure: the same input gives the same deal.
/// </summary>
public static class Deals
{
    /// <summary>Of how many promotions every set is tried.</summary>
    public const int Exact = 8;

    /// <param name="hasBought">Whether this customer has bought here before; null as long as nobody is signed in, for what is typed at checkout proves nothing.</param>
    /// <param name="delivery">What delivery costs for goods that come to so much after reductions.</param>
    public static Deal Choose(QuoteRequest request, IReadOnlyList<DealItem> items, IReadOnlyList<Offer> offers, bool? hasBought, Func<Money, DeliveryTerms> delivery)
    {
        var worth = items.Aggregate(Money.Zero, (sum, i) => sum + i.Item.UnitPrice * i.Item.Quantity);
        var weighed = offers.Select(o => Weigh(o, items, worth, hasBought)).ToList();
        var able = weighed.Where(w => w.Standing == OfferStanding.Counts).Select(w => w.Offer)
            .OrderByDescending(o => o.Priority).ThenBy(o => o.CreatedAt).ThenBy(o => o.Id).ThenBy(o => o.Code, StringComparer.Ordinal)
            .DistinctBy(o => o.Id).ToList(); // two codes of one promotion are still one promotion
        var reductions = able.Select(o => ReductionOf(o, items)).ToList();
        var together = Enumerable.Range(0, able.Count).Where(i => !able[i].IsExclusive).ToList();

        var none = Quoted([]);
        var (chosen, best) = together.Count <= Exact ? BestOfAll(together) : BestNearby(together);
        foreach (var alone in Enumerable.Range(0, able.Count).Where(i => able[i].IsExclusive))
        {
            var quote = Quoted([alone]);
            if (quote.Total < best.Total) (chosen, best) = ([alone], quote);
        }
        return new Deal(best, [.. weighed.Select(w => w.Standing == OfferStanding.Counts ? Judge(w, able.IndexOf(w.Offer)) : w)]);

        WeighedOffer Judge(WeighedOffer offer, int index)
        {
            if (chosen.Contains(index)) return offer;
            if (index < 0) return offer with { Standing = OfferStanding.NothingToGain };
            var beside = !offer.Offer.IsExclusive && chosen.All(i => !able[i].IsExclusive);
            var (without, with) = beside ? (best.Total, Quoted([.. chosen.Append(index).Order()]).Total) : (none.Total, Quoted([index]).Total);
            if (with > without) return offer with { Standing = OfferStanding.MakesDearer, Dearer = with - without };
            return offer with { Standing = with < without ? OfferStanding.Outdone : OfferStanding.NothingToGain };
        }

        (IReadOnlyList<int> Set, Quote Quote) BestOfAll(List<int> from)
        {
            IReadOnlyList<int> set = [];
            var quote = none;
            for (var mask = (1 << from.Count) - 1; mask > 0; mask--) // downwards: at a tie those that come first in rank
            {
                var tried = from.Where((_, at) => (mask >> (from.Count - 1 - at) & 1) == 1).ToList();
                var found = Quoted(tried);
                if (Beats(found, tried, quote, set)) (set, quote) = (tried, found);
            }
            return (set, quote);
        }

        (IReadOnlyList<int> Set, Quote Quote) BestNearby(List<int> from)
        {
            var single = from.MinBy(i => Quoted([i]).Total);
            return new IReadOnlyList<int>[] { from, [single], [] }.Select(Climb).Aggregate((a, b) => Beats(b.Quote, b.Set, a.Quote, a.Set) ? b : a);

            (IReadOnlyList<int> Set, Quote Quote) Climb(IReadOnlyList<int> start)
            {
                var (set, quote) = (start, Quoted(start));
                while (true)
                {
                    var next = from.Select(i => (IReadOnlyList<int>)(set.Contains(i) ? [.. set.Where(x => x != i)] : [.. set.Append(i).Order()]))
                        .Select(s => (Set: s, Quote: Quoted(s))).Aggregate((a, b) => Beats(b.Quote, b.Set, a.Quote, a.Set) ? b : a);
                    if (!Beats(next.Quote, next.Set, quote, set)) return (set, quote);
                    (set, quote) = next;
                }
            }
        }

        static bool Beats(Quote quote, IReadOnlyList<int> set, Quote than, IReadOnlyList<int> thanSet) => quote.Total < than.Total || quote.Total == than.Total && set.Count < thanSet.Count;

        Quote Quoted(IReadOnlyList<int> counting)
        {
            var counted = counting.Where(i => able[i].Kind != PromotionKind.FreeDelivery).Select(i => reductions[i]).ToList();
            var terms = delivery(Quote.Of(request with { Reductions = [.. request.Reductions, .. counted] }).Goods);
            if (terms.CanBeFree) counted.AddRange(counting.Where(i => able[i].Kind == PromotionKind.FreeDelivery).Select(i => reductions[i]));
            return Quote.Of(request with { Reductions = [.. request.Reductions, .. counted], DeliveryPrice = terms.Price });
        }
    }

    private static WeighedOffer Weigh(Offer offer, IReadOnlyList<DealItem> items, Money worth, bool? hasBought)
    {
        var trouble = offer.Trouble switch
        {
            OfferTrouble.Unknown => OfferStanding.Unknown,
            OfferTrouble.NotYet => OfferStanding.NotYet,
            OfferTrouble.Over => OfferStanding.Over,
            OfferTrouble.UsedUp => OfferStanding.UsedUp,
            OfferTrouble.UsedByYou => OfferStanding.UsedByYou,
            _ when offer.AsksWho && hasBought is null => OfferStanding.NeedsAccount,
            _ when offer.FirstOrderOnly && hasBought == true => OfferStanding.FirstOrderOnly,
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
            PromotionKind.PieceFree => new PieceFree(offer.Name, only),
            PromotionKind.BuyXGetY => new OnTop(offer.Name, offer.Buy, offer.Get, offer.BasisPoints, only),
            _ => new FreeDelivery(offer.Name),
        };
        return reduction with { PromotionId = offer.Id, Code = offer.Code };
    }
}
