using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>An order as far as it earns.</summary>
/// <param name="PaidByOtherTenders">What points and gift cards paid of the goods: that part earns nothing.</param>
public sealed record EarningOrder(DateTime PlacedAt, IReadOnlyList<EarningLine> Lines, Money PaidByOtherTenders);

/// <summary>A line as far as it earns.</summary>
/// <param name="Total">After every discount, with tax.</param>
/// <param name="Vat">The tax in that.</param>
public sealed record EarningLine(Guid LineId, Guid? ProductId, IReadOnlySet<Guid> Categories, Guid? BrandId, int Quantity, Money Total, Money Vat);

/// <summary>What an order earns; its lines add up to it.</summary>
public sealed record OrderPoints(IReadOnlyList<LinePoints> Lines)
{
    public long Points => Lines.Sum(l => l.Points);
    public long Credits => Lines.Sum(l => l.Credits);
}

/// <summary>What a line earns.</summary>
public sealed record LinePoints(Guid LineId, int Quantity, long Points, long Credits);

/// <summary>What an order earns, and of what each line's points are made.</summary>
public sealed record ExplainedPoints(OrderPoints Earned, IReadOnlyList<LineReasons> Why);

/// <summary>Of what a line's points are made, before the parts of a point are shared out.</summary>
public sealed class LineReasons
{
    /// <summary>What was paid of it with money, as far as it earns.</summary>
    public Money Paid { get; internal set; }
    public bool IsExcluded { get; internal set; }

    /// <summary>Whole points at the rate, before the tier's multiplier.</summary>
    public long AtRate { get; internal set; }
    public long CreditsAtRate { get; internal set; }
    public int MultiplierBasisPoints { get; internal set; } = 10_000;
    public List<ExtraPoints> Extras { get; } = [];
}

/// <summary>What bonuses add to a line: those that are always there, or a campaign's.</summary>
/// <param name="IsCapped">Whether the campaign reached the most that it adds to an order.</param>
public sealed record ExtraPoints(string? Campaign, decimal Points, decimal Credits, bool IsCapped);

/// <summary>What an order earns by line. Whole points of each line at the rate, times the tier's multiplier and the bonuses' shares, plus points by piece; the lines' parts of a point are added up to the order's whole points and given by the largest remainder.</summary>
public static class EarningRules
{
    private const int Whole = 10_000;

    public static OrderPoints For(EarningOrder order, ProgrammeRules rules, Tier tier) => Work(order, rules, tier, null);

    /// <summary>The same, with what each line's points are made of.</summary>
    public static ExplainedPoints Explain(EarningOrder order, ProgrammeRules rules, Tier tier)
    {
        var lines = order.Lines.Select(_ => new LineReasons()).ToList();
        return new ExplainedPoints(Work(order, rules, tier, lines), lines);
    }

    private static OrderPoints Work(EarningOrder order, ProgrammeRules rules, Tier tier, List<LineReasons>? why)
    {
        var terms = rules.Earning;
        var multiplier = rules.Ladder.Of(tier)?.Benefits.MultiplierBasisPoints ?? Whole;
        var paid = Paid(order, terms.TaxEarns);
        var (points, credits) = (new Int128[paid.Length], new Int128[paid.Length]);
        var (ofPoints, ofCredits, earns) = (new long[paid.Length], new long[paid.Length], new bool[paid.Length]);
        var taken = new bool[paid.Length]; // by a campaign that stands alone
        for (var i = 0; i < paid.Length; i++)
        {
            var isExcluded = Excludes(terms, order.Lines[i]);
            earns[i] = paid[i] > Money.Zero && !isExcluded;
            if (why is not null) (why[i].Paid, why[i].IsExcluded) = (paid[i], isExcluded);
            if (!earns[i]) continue;
            (ofPoints[i], ofCredits[i]) = (terms.Points.For(paid[i]), terms.Credits.For(paid[i]));
            (points[i], credits[i]) = ((Int128)ofPoints[i] * multiplier, (Int128)ofCredits[i] * Whole);
            if (why is not null) (why[i].AtRate, why[i].CreditsAtRate, why[i].MultiplierBasisPoints) = (ofPoints[i], ofCredits[i], multiplier);
        }
        Add(new Extra(null, terms.Bonuses, null), null);
        foreach (var campaign in terms.Campaigns.Where(c => c.Runs(order.PlacedAt, tier)).OrderByDescending(c => c.Priority)) Add(new Extra(campaign.Name, campaign.Bonuses, campaign.MostPoints), campaign.Alone ? taken : null);
        var (wholePoints, wholeCredits) = (Share(points), Share(credits));
        return new OrderPoints([.. order.Lines.Select((line, i) => new LinePoints(line.LineId, line.Quantity, wholePoints[i], wholeCredits[i]))]);

        void Add(Extra extra, bool[]? takes)
        {
            if (extra.Bonuses.Count == 0) return;
            var (morePoints, moreCredits) = (new Int128[paid.Length], new Int128[paid.Length]);
            for (var i = 0; i < paid.Length; i++)
            {
                if (!earns[i] || extra.Campaign is not null && taken[i]) continue;
                foreach (var bonus in extra.Bonuses)
                {
                    if (!Covers(bonus, order.Lines[i])) continue;
                    var each = (Int128)bonus.PointsEach * order.Lines[i].Quantity * Whole;
                    morePoints[i] += (Int128)ofPoints[i] * bonus.ExtraBasisPoints + each;
                    if (bonus.Credits) moreCredits[i] += (Int128)ofCredits[i] * bonus.ExtraBasisPoints + each;
                    if (takes is not null) takes[i] = true;
                }
            }
            var isCapped = Cap(morePoints, extra.Most) | Cap(moreCredits, extra.Most);
            for (var i = 0; i < paid.Length; i++)
            {
                (points[i], credits[i]) = (points[i] + morePoints[i], credits[i] + moreCredits[i]);
                if (morePoints[i] > 0 || moreCredits[i] > 0) why?[i].Extras.Add(new ExtraPoints(extra.Campaign, (decimal)morePoints[i] / Whole, (decimal)moreCredits[i] / Whole, isCapped));
            }
        }
    }

    // Everything above the cap is left out, of each line in proportion; the lines still add up to the cap exactly.
    private static bool Cap(Int128[] more, long? most)
    {
        var all = more.Aggregate(Int128.Zero, (sum, part) => sum + part);
        if (most is not { } points || all <= (Int128)points * Whole) return false;
        Int128 seen = 0, given = 0;
        for (var i = 0; i < more.Length; i++)
        {
            seen += more[i];
            more[i] = (Int128)points * Whole * seen / all - given;
            given += more[i];
        }
        return true;
    }

    private readonly record struct Extra(string? Campaign, IReadOnlyList<BonusTerms> Bonuses, long? Most);

    // What was paid of each line with money, with or without the tax in it.
    private static Money[] Paid(EarningOrder order, bool withTax)
    {
        var totals = order.Lines.Select(l => Math.Max(0, l.Total.Minor)).ToList();
        var other = Money.Max(Money.Zero, Money.Min(order.PaidByOtherTenders, new Money(totals.Sum()))); // what is more paid for delivery
        var parts = other.Allocate(totals);
        return [.. order.Lines.Select((line, i) =>
        {
            var rest = new Money(totals[i]) - parts[i];
            return withTax || rest.IsZero ? rest : new Money((long)((Int128)rest.Minor * (line.Total - line.Vat).Minor / line.Total.Minor));
        })];
    }

    private static bool Excludes(EarningTerms terms, EarningLine line) =>
        line.ProductId is { } product && terms.ExcludedProducts.Contains(product) || terms.ExcludedCategories.Any(line.Categories.Contains);

    private static bool Covers(BonusTerms bonus, EarningLine line) => bonus.On switch
    {
        BonusOn.Everything => true,
        BonusOn.Product => line.ProductId is not null && line.ProductId == bonus.Id,
        BonusOn.Category => bonus.Id is { } category && line.Categories.Contains(category),
        _ => line.BrandId is not null && line.BrandId == bonus.Id,
    };

    // Ten-thousandths of points by line become whole points that add up to the whole of their sum.
    private static long[] Share(Int128[] parts)
    {
        var whole = new long[parts.Length];
        Int128 sum = 0, given = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            whole[i] = checked((long)(parts[i] / Whole));
            (sum, given) = (sum + parts[i], given + whole[i]);
        }
        var left = (int)(sum / Whole - given);
        if (left == 0) return whole;
        foreach (var i in Enumerable.Range(0, parts.Length).OrderByDescending(i => parts[i] % Whole).ThenBy(i => i).Take(left)) whole[i]++;
        return whole;
    }
}
