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

/// <summary>What an order earns by line. Whole points of each line at the rate, times the tier's multiplier and the bonuses' shares, plus points by piece; the lines' parts of a point are added up to the order's whole points and given by the largest remainder.</summary>
public static class EarningRules
{
    private const int Whole = 10_000;

    public static OrderPoints For(EarningOrder order, ProgrammeRules rules, Tier tier)
    {
        var terms = rules.Earning;
        var bonuses = terms.Bonuses.Concat(terms.Campaigns.Where(c => c.Runs(order.PlacedAt, tier)).SelectMany(c => c.Bonuses)).ToList();
        var multiplier = rules.Ladder.Of(tier)?.Benefits.MultiplierBasisPoints ?? Whole;
        var paid = Paid(order, terms.TaxEarns);
        var points = new Int128[paid.Length];
        var credits = new Int128[paid.Length];
        for (var i = 0; i < paid.Length; i++)
        {
            var line = order.Lines[i];
            if (paid[i] <= Money.Zero || Excludes(terms, line)) continue;
            var (ofPoints, ofCredits) = (terms.Points.For(paid[i]), terms.Credits.For(paid[i]));
            (points[i], credits[i]) = ((Int128)ofPoints * multiplier, (Int128)ofCredits * Whole);
            foreach (var bonus in bonuses)
            {
                if (!Covers(bonus, line)) continue;
                var each = (Int128)bonus.PointsEach * line.Quantity * Whole;
                points[i] += (Int128)ofPoints * bonus.ExtraBasisPoints + each;
                if (bonus.Credits) credits[i] += (Int128)ofCredits * bonus.ExtraBasisPoints + each;
            }
        }
        var (wholePoints, wholeCredits) = (Share(points), Share(credits));
        return new OrderPoints([.. order.Lines.Select((line, i) => new LinePoints(line.LineId, line.Quantity, wholePoints[i], wholeCredits[i]))]);
    }

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
