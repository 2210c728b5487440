using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>A draft over real histories: who moves, why, and what it costs.</summary>
public sealed class SimulateRulesTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
    private static readonly DateTime At = new(2026, 6, 1, 10, 0, 0, DateTimeKind.Utc);
    private static readonly ProgrammeRules Kiln = FullRules.First with
    {
        Ladder = FullRules.First.Ladder with { Tiers = [FullRules.First.Ladder.Tiers[0], Of(Tier.Silver, 300, 200), Of(Tier.Gold, 900, 600), Of(Tier.Vip, 1800, 1400)] },
    };

    [Fact]
    public void The_same_rules_move_nobody_and_cost_the_same()
    {
        var result = SimulateRules.Run(Crowd(300), Kiln, Kiln, Zone, At);
        Assert.Equal((300, 0), (result.Members, result.Moved));
        Assert.Equal(300, result.Moves.Sum(m => m.Members));
        Assert.All(result.Moves, m => Assert.Equal(m.Before, m.After));
        Assert.True(result.Moves.Count >= 3); // the crowd is not all alike
        Assert.All(result.Years, y => Assert.Equal((y.Issued.Before, y.Issued.CostBefore), (y.Issued.After, y.Issued.CostAfter)));
        Assert.Equal(result.Outstanding.Before, result.Outstanding.After);
        Assert.Empty(result.Examples);
    }

    [Fact]
    public void Higher_thresholds_move_members_down_and_say_why()
    {
        var draft = Kiln with { Ladder = Kiln.Ladder with { Tiers = [.. Kiln.Ladder.Tiers.Select(t => t.Tier == Tier.Gold ? t with { Entry = new Threshold { Credits = 1_500 }, Keep = new Threshold { Credits = 1_200 } } : t)] } };
        var result = SimulateRules.Run(Crowd(300), Kiln, draft, Zone, At, mostNames: 5);
        Assert.True(result.Count(Tier.Gold, Tier.Silver) > 5);
        Assert.Equal(0, result.Count(Tier.Silver, Tier.Gold));
        Assert.Equal(result.Moved, result.Moves.Where(m => m.Before != m.After).Sum(m => m.Members));
        Assert.Equal(5, result.MovedMembers.Count);
        Assert.Equal(10, result.Examples.Count);
        var example = result.Examples[0];
        Assert.True(example.Before.Tier > example.After.Tier);
        Assert.Contains("Under the draft", example.Reason, StringComparison.Ordinal);
        Assert.All(result.Years, y => Assert.True(y.Issued.After <= y.Issued.Before)); // a lower multiplier
        Assert.True(result.Years.Sum(y => y.Issued.After) < result.Years.Sum(y => y.Issued.Before));
    }

    [Fact]
    public void Points_are_counted_by_year_at_the_tier_of_their_moment_without_what_came_back()
    {
        var lines = new[] { Line(400_00, 4), Line(400_00, 1), Line(100_00, 1) };
        var member = new PastMember(NewId.Next(), "Kari", At.AddYears(-2),
        [
            Order(new DateTime(2025, 3, 1, 9, 0, 0, DateTimeKind.Utc), lines[0]) with { Returns = [new PastReturn(new DateTime(2025, 3, 20, 0, 0, 0, DateTimeKind.Utc), lines[0].LineId, 1)] },
            Order(new DateTime(2025, 12, 31, 23, 30, 0, DateTimeKind.Utc), lines[1]), // it is 2026 in Oslo
            Order(At.AddDays(-1), lines[2]) with { DeliveredAt = null },
        ])
        { Spent = [new PastSpending(At.AddDays(-30), 200)] };
        var result = SimulateRules.Run([member], Kiln, Kiln with { Spending = Kiln.Spending with { Value = new PointValue(100, 10_00), Step = 100 } }, Zone, At);

        // 300 of the first order, which lifts to Silver; 1.25 times 400 and 100 after it.
        Assert.Equal([(2025, 300L), (2026, 625L)], result.Years.Select(y => (y.Year, y.Issued.Before)));
        Assert.Equal((new Money(15_00), new Money(30_00)), (result.Years[0].Issued.CostBefore, result.Years[0].Issued.CostAfter));
        // The first lot expired in April 2026 (unspent), 200 of the second were spent, the third waits.
        Assert.Equal((425L, new Money(21_25), new Money(42_50)), (result.Outstanding.Before, result.Outstanding.CostBefore, result.Outstanding.CostAfter));
    }

    [Fact]
    public void A_cancelled_order_earns_nothing_and_lifts_nobody()
    {
        var line = Line(2_000_00, 2);
        var paid = At.AddDays(-200);
        var member = new PastMember(NewId.Next(), "Ola", At.AddYears(-1), [Order(paid, line) with { Returns = [new PastReturn(paid.AddHours(1), line.LineId, 2)] }]);
        var result = SimulateRules.Run([member], Kiln, Kiln, Zone, At);
        Assert.Equal((1, 0L, 0L), (result.Count(Tier.Member, Tier.Member), result.Years[0].Issued.Before, result.Outstanding.Before));
    }

    [Fact]
    public void Only_what_had_come_by_then_counts_and_spending_takes_what_ends_first()
    {
        DateTime paid = At.AddDays(-300), later = At.AddDays(-250);
        var (first, second) = (Line(100_00, 2), Line(60_00, 1));
        var waits = Line(40_00, 2);
        var member = new PastMember(NewId.Next(), "Liv", At.AddYears(-1),
        [
            Order(paid, first) with { DeliveredAt = paid.AddDays(-1) }, // noted before the payment was
            Order(later, second),
            Order(At.AddDays(-5), waits) with { Returns = [new PastReturn(At.AddDays(-1), waits.LineId, 1), new PastReturn(At.AddDays(1), waits.LineId, 1)] },
            Order(At.AddDays(1), Line(500_00, 1)), // not yet
        ])
        { Spent = [new PastSpending(At.AddDays(-200), 70), new PastSpending(At.AddDays(-100), 50), new PastSpending(At.AddDays(2), 40)] };
        var year = SimulateRules.Run([member], Kiln, Kiln, Zone, At);
        Assert.Equal(60L, year.Outstanding.Before); // 160 released less 120, and one piece of 40 that waits
        Assert.Equal(180L, year.Years.Sum(y => y.Issued.Before));
        // The first lot ends sooner: 300 days later only what was left of the second is there, and what waited has come.
        var muchLater = SimulateRules.Run([member with { Orders = [.. member.Orders.Take(2)] }], Kiln, Kiln, Zone, paid.AddDays(30).AddYears(1).AddDays(2));
        Assert.Equal(0L, muchLater.Outstanding.Before); // 70 and 50 emptied the first, 20 of the second; then 40 went
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    [InlineData(1, 34)]
    [InlineData(3, 100)]
    [InlineData(4, 134)]
    public void The_smallest_amount_that_earns_is_known(long points, long minor)
    {
        var rate = new Rate(3, 100);
        Assert.Equal(new Money(minor), rate.AmountFor(points));
        if (points <= 0) return;
        Assert.Equal(points, rate.For(new Money(minor)));
        Assert.Equal(points - 1, rate.For(new Money(minor - 1)));
    }

    [Fact]
    public void The_books_may_say_that_a_point_owes_less_than_it_pays()
    {
        Assert.Equal(new Money(5_00), Kiln.Owed(100));
        Assert.Equal(new Money(3_00), (Kiln with { Liability = new PointValue(100, 3_00) }).Owed(100));
    }

    private static IEnumerable<PastMember> Crowd(int count)
    {
        var dice = new Random(11);
        for (var i = 0; i < count; i++)
        {
            var wealth = dice.Next(10, 300);
            yield return new PastMember(NewId.Next(), $"Member {i}", At.AddYears(-3),
                [.. Enumerable.Range(0, dice.Next(0, 12)).Select(_ => Order(At.AddHours(-dice.Next(24, 24 * 900)), Line(wealth * dice.Next(50, 200), dice.Next(1, 4))))]);
        }
    }

    private static PastOrder Order(DateTime paid, EarningLine line) => new(NewId.Next(), paid, new EarningOrder(paid, [line], Money.Zero), paid.AddDays(4));

    private static EarningLine Line(long total, int quantity) => new(NewId.Next(), null, new HashSet<Guid>(), null, quantity, new Money(total), Money.Zero);

    private static TierTerms Of(Tier tier, int entry, int keep) => FullRules.First.Ladder.Of(tier)! with { Entry = new Threshold { Credits = entry }, Keep = new Threshold { Credits = keep } };
}
