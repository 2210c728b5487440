using Shop.Catalog;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>
/// What a cart costs: from prices, reductions, delivery, VAT and tenders to totals, to the smallest unit. Pure: the same input gives the same quote.
/// Reductions count in this order, each on what the ones before have left: articles that come on top and single free pieces, then those on some lines, then those on all,
/// and among these percentages before amounts for each article before amounts; equals as given; free delivery at last. No line, and so no total, goes below zero. VAT is taken out of the sum of each rate and shared over its lines, so that parts and whole agree.
/// </summary>
public sealed record Quote
{
    private Quote() { }

    public IReadOnlyList<QuoteLine> Lines { get; private init; } = [];
    public IReadOnlyList<ReductionShare> Reductions { get; private init; } = [];

    /// <summary>The lines before reductions.</summary>
    public Money Subtotal { get; private init; }
    public Money Discount { get; private init; }

    /// <summary>The lines after reductions.</summary>
    public Money Goods { get; private init; }

    /// <summary>What delivery costs before a promotion makes it free, and after.</summary>
    public Money DeliveryBefore { get; private init; }
    public Money Delivery { get; private init; }
    public Money GiftWrap { get; private init; }
    public int DeliveryVatBasisPoints { get; private init; }

    /// <summary>The VAT in delivery and gift wrap.</summary>
    public Money DeliveryVat { get; private init; }
    public Money Vat { get; private init; }
    public IReadOnlyList<VatShare> VatByRate { get; private init; } = [];
    public Money Total { get; private init; }
    public IReadOnlyList<TenderShare> Tenders { get; private init; } = [];

    /// <summary>What is left to pay after the tenders.</summary>
    public Money Due { get; private init; }

    public static Quote Of(QuoteRequest request)
    {
        var before = request.Items.Select(i => i.UnitPrice * Positive(i.Quantity)).ToArray();
        var left = before.ToArray();
        var delivery = request.DeliveryPrice;
        var reductions = InOrder(request.Reductions).Select(r => r is FreeDelivery ? Free(r, ref delivery) : Reduce(r, request.Items, left)).ToList();
        var goods = Sum(left);

        var rates = request.Items.Select(i => request.Vat.BasisPointsFor(i.TaxClass)).ToArray();
        var deliveryRate = rates.Length == 0 ? 0 : rates.Max(); // delivery shares the fate of the goods; with several rates it bears the highest
        var (vat, byRate) = Tax([.. left, delivery, request.GiftWrap], [.. rates, deliveryRate, deliveryRate]);

        var total = goods + delivery + request.GiftWrap;
        return new Quote
        {
            Lines = [.. request.Items.Select((item, i) => new QuoteLine(item.VariantId, item.Quantity, item.UnitPrice, before[i] - left[i], left[i], rates[i], vat[i]))],
            Reductions = reductions, Subtotal = Sum(before), Discount = Sum(before) - goods, Goods = goods,
            DeliveryBefore = request.DeliveryPrice, Delivery = delivery, GiftWrap = request.GiftWrap, DeliveryVatBasisPoints = deliveryRate, DeliveryVat = vat[^2] + vat[^1], Vat = Sum(vat), VatByRate = byRate,
            Total = total, Due = total,
        }.PaidWith(request.Tenders);
    }

    /// <summary>The same quote, of which these pay as much as they can, one after the other; the rest is due.</summary>
    public Quote PaidWith(IReadOnlyList<TenderOffer> offers)
    {
        var tenders = new List<TenderShare>();
        var due = Total;
        foreach (var offer in offers)
        {
            var share = Money.Min(offer.UpTo, due);
            if (share <= Money.Zero) continue;
            tenders.Add(new TenderShare(offer.Kind, share));
            due -= share;
        }
        return this with { Tenders = tenders, Due = due };
    }

    private static int Positive(int quantity) => quantity > 0 ? quantity : throw new RuleBroken("A quantity is at least one.");

    private static IEnumerable<Reduction> InOrder(IReadOnlyList<Reduction> reductions) =>
        reductions.OrderBy(r => r is FreeDelivery).ThenBy(r => r is not (OnTop or PieceFree)).ThenBy(r => r.Only is null).ThenBy(r => r switch { AmountOff => 2, AmountOffEach => 1, _ => 0 }); // OrderBy keeps equals as given

    private static ReductionShare Free(Reduction reduction, ref Money delivery)
    {
        var amount = delivery;
        delivery = Money.Zero;
        return ShareOf(reduction, amount) with { OnDelivery = true };
    }

    private static ReductionShare Reduce(Reduction reduction, IReadOnlyList<QuoteItem> items, Money[] left)
    {
        var touched = Enumerable.Range(0, items.Count).Where(i => reduction.Only?.Contains(items[i].VariantId) != false).ToArray();
        if (reduction is OnTop or PieceFree or AmountOffEach) return ReduceEach(reduction, items, left, touched);
        var basis = Sum(touched.Select(i => left[i]));
        var amount = Money.Min(basis, reduction switch
        {
            PercentOff percent => Percent(basis, percent.BasisPoints),
            AmountOff fixedAmount when fixedAmount.Amount >= Money.Zero => fixedAmount.Amount,
            _ => throw new RuleBroken($"“{reduction.Name}” does not reduce anything."),
        });
        var shares = amount.IsZero ? [] : amount.Allocate([.. touched.Select(i => left[i].Minor)]);
        for (var n = 0; n < shares.Count; n++) left[touched[n]] -= shares[n];
        return ShareOf(reduction, amount);
    }

    private static ReductionShare ReduceEach(Reduction reduction, IReadOnlyList<QuoteItem> items, Money[] left, int[] touched)
    {
        var off = reduction switch
        {
            OnTop onTop => OffOnTop(onTop, items, left, touched),
            PieceFree => OffOnePiece(items, left, touched),
            AmountOffEach each when each.Amount >= Money.Zero => touched.ToDictionary(i => i, i => Money.Min(each.Amount * items[i].Quantity, left[i])),
            _ => throw new RuleBroken($"“{reduction.Name}” does not reduce anything."),
        };
        foreach (var (i, amount) in off) left[i] -= amount;
        return ShareOf(reduction, Sum(off.Values));
    }

    // The dearest of them.
    private static Dictionary<int, Money> OffOnePiece(IReadOnlyList<QuoteItem> items, Money[] left, int[] touched) =>
        touched.OrderByDescending(i => items[i].UnitPrice).ThenBy(i => i).Take(1).ToDictionary(i => i, i => new Money((left[i].Minor * 2 + items[i].Quantity) / (items[i].Quantity * 2L)));

    // All pieces in a row, the dearest first: of each round the last, cheapest ones come on top.
    private static Dictionary<int, Money> OffOnTop(OnTop onTop, IReadOnlyList<QuoteItem> items, Money[] left, int[] touched)
    {
        if (onTop.Buy < 1 || onTop.Get < 1) throw new RuleBroken($"“{onTop.Name}” does not say how many are bought and how many come on top.");
        var off = new Dictionary<int, Money>();
        long before = 0;
        foreach (var i in touched.OrderByDescending(i => items[i].UnitPrice).ThenBy(i => i))
        {
            var after = before + items[i].Quantity;
            var pieces = Free(after) - Free(before);
            before = after;
            if (pieces > 0) off[i] = Percent(new Money((long)(((Int128)left[i].Minor * pieces * 2 + items[i].Quantity) / (items[i].Quantity * 2))), onTop.BasisPoints);
        }
        return off;

        long Free(long count) => count / (onTop.Buy + onTop.Get) * onTop.Get + Math.Max(0, count % (onTop.Buy + onTop.Get) - onTop.Buy);
    }

    private static ReductionShare ShareOf(Reduction reduction, Money amount) => new(reduction.Name, amount) { PromotionId = reduction.PromotionId, Code = reduction.Code };

    private static Money Percent(Money of, int basisPoints)
    {
        if (basisPoints is < 0 or > 10_000) throw new RuleBroken("A percentage lies between 0 and 100.");
        return of.Share(basisPoints);
    }

    // Rounded once for each rate, as tax returns count it; the parts get their share by the largest remainder.
    private static (Money[] Parts, IReadOnlyList<VatShare> ByRate) Tax(Money[] gross, int[] rates)
    {
        var parts = new Money[gross.Length];
        var shares = new List<VatShare>();
        foreach (var group in Enumerable.Range(0, gross.Length).GroupBy(i => rates[i]).OrderByDescending(g => g.Key))
        {
            var indices = group.ToArray();
            var sum = Sum(indices.Select(i => gross[i]));
            var vat = VatRule.Inside(sum, group.Key);
            var split = vat.IsZero ? [.. indices.Select(_ => Money.Zero)] : vat.Allocate([.. indices.Select(i => gross[i].Minor)]);
            for (var n = 0; n < indices.Length; n++) parts[indices[n]] = split[n];
            if (!sum.IsZero) shares.Add(new VatShare(group.Key, sum, vat));
        }
        return (parts, shares);
    }

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, m) => sum + m);
}

/// <summary>Everything a quote is computed from.</summary>
public sealed record QuoteRequest(IReadOnlyList<QuoteItem> Items, VatRule Vat)
{
    public Money DeliveryPrice { get; init; }

    /// <summary>What wrapping it as a gift costs; it bears the VAT that delivery does.</summary>
    public Money GiftWrap { get; init; }
    public IReadOnlyList<Reduction> Reductions { get; init; } = [];
    public IReadOnlyList<TenderOffer> Tenders { get; init; } = [];
}

/// <summary>One article that is quoted; an article is there once.</summary>
public sealed record QuoteItem(Guid VariantId, int Quantity, Money UnitPrice, TaxClass TaxClass);

/// <summary>Something that makes a cart cheaper: all of it, or only some of its articles.</summary>
public abstract record Reduction(string Name, IReadOnlySet<Guid>? Only)
{
    /// <summary>Where it comes from: a promotion, by itself or by a code.</summary>
    public Guid? PromotionId { get; init; }
    public string? Code { get; init; }
}

/// <summary>So many hundredths of a per cent off, rounded half up on the sum of what it touches.</summary>
public sealed record PercentOff(string Name, int BasisPoints, IReadOnlySet<Guid>? Only = null) : Reduction(Name, Only);

/// <summary>A fixed amount off, shared over what it touches; never more than that costs.</summary>
public sealed record AmountOff(string Name, Money Amount, IReadOnlySet<Guid>? Only = null) : Reduction(Name, Only);

/// <summary>A fixed amount off each piece of what it touches; never more than a piece costs.</summary>
public sealed record AmountOffEach(string Name, Money Amount, IReadOnlySet<Guid>? Only = null) : Reduction(Name, Only);

/// <summary>One piece of what it touches for nothing, the dearest.</summary>
public sealed record PieceFree(string Name, IReadOnlySet<Guid>? Only = null) : Reduction(Name, Only);

/// <summary>Who buys some gets more on top: of each round of pieces, the dearest first, the cheapest cost less by so many hundredths of a per cent.</summary>
public sealed record OnTop(string Name, int Buy, int Get, int BasisPoints = 10_000, IReadOnlySet<Guid>? Only = null) : Reduction(Name, Only);

/// <summary>Delivery costs nothing.</summary>
public sealed record FreeDelivery(string Name) : Reduction(Name, null);

/// <summary>Something that can pay a part before the card does: a gift card, store credit, points. It does not change the VAT.</summary>
public sealed record TenderOffer(string Kind, Money UpTo)
{
    public const string Points = "points";
}

/// <summary>One article as it was quoted; <see cref="Total"/> is what it costs after its share of all reductions, VAT included.</summary>
public sealed record QuoteLine(Guid VariantId, int Quantity, Money UnitPrice, Money Discount, Money Total, int VatBasisPoints, Money Vat);

/// <summary>What one reduction came to.</summary>
public sealed record ReductionShare(string Name, Money Amount)
{
    public Guid? PromotionId { get; init; }
    public string? Code { get; init; }

    /// <summary>Whether it is taken off delivery, not off the goods.</summary>
    public bool OnDelivery { get; init; }

    /// <summary>“Welcome (WELCOME10)”.</summary>
    public string Title => Code is null ? Name : $"{Name} ({Code})";
}

/// <summary>How much of the total bears one VAT rate, and how much VAT that is.</summary>
public sealed record VatShare(int BasisPoints, Money Gross, Money Vat)
{
    public Money Net => Gross - Vat;
}

/// <summary>How much one tender pays.</summary>
public sealed record TenderShare(string Kind, Money Amount);
