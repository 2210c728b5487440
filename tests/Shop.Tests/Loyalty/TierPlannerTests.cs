using System.Globalization;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>The planner promises only what the ladder then does.</summary>
public sealed class TierPlannerTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    // Silver 300, kept with 200; Gold 900, kept with 600; 30 days of grace.
    private static readonly ProgrammeRules Rolling = FullRules.First with
    {
        Ladder = FullRules.First.Ladder with
        {
            Lifetime = null,
            Tiers = [FullRules.First.Ladder.Tiers[0], Of(Tier.Silver, 300, 200), Of(Tier.Gold, 900, 600)],
        },
    };

    private static readonly ProgrammeRules Calendar = Rolling with { Ladder = Rolling.Ladder with { Window = QualificationWindow.CalendarYear } };

    [Fact]
    public void Gold_is_sure_until_its_end_and_what_is_missing_is_said_in_credits_and_money()
    {
        var history = Member("2025-01-01", ("2026-01-10", 950));
        var plan = Plan(Rolling, history, "2026-12-01");
        Assert.Equal((Tier.Gold, Day("2027-02-10"), Tier.Silver), (plan.Now.Tier, plan.GuaranteedUntil, plan.Then)); // the 11th of January, and 30 days
        var keep = plan.ToKeep!;
        // Ordered now it counts on 4 February (5 days on its way, 60 days to send back), when the 950 of 10 January 2026 are gone.
        Assert.Equal((Tier.Gold, 600L, 1, new Money(600_00)), (keep.Tier, keep.Credits, keep.Orders, keep.Amount));
        Assert.Equal(Day("2027-02-10").AddDays(-65), keep.BuyBy);
        Assert.Equal(Day("2028-03-06"), keep.Until);
        Assert.Null(plan.ToRise); // there is no tier above
    }

    [Fact]
    public void While_the_old_order_still_counts_a_small_one_prolongs()
    {
        var plan = Plan(Rolling, Member("2025-01-01", ("2026-01-10", 950)), "2026-06-01");
        Assert.Equal(1, plan.ToKeep!.Credits);
    }

    [Fact]
    public void What_it_takes_now_and_what_it_takes_at_the_last_moment_are_both_said()
    {
        var keep = Plan(Rolling, Member("2025-01-01", ("2026-01-10", 350)), "2026-06-01").ToKeep!;
        Assert.Equal((1L, 200L, new Money(200_00)), (keep.Credits, keep.AtLast!.Credits, keep.AtLast.Amount)); // by then the 350 are gone
        Assert.Equal((Day("2027-02-10").AddDays(-50), keep.BuyBy), (keep.BuyBy, keep.AtLast.BuyBy));
        Assert.True(keep.AtLast.Until > keep.Until);
        Assert.Null(Plan(Rolling, Member("2025-01-01", ("2026-01-10", 350)), "2027-01-01").ToKeep?.AtLast); // the same now as then
    }

    [Fact]
    public void Too_late_is_said_by_saying_nothing()
    {
        var plan = Plan(Rolling, Member("2025-01-01", ("2026-01-10", 950)), "2027-01-15");
        Assert.Equal(Day("2027-02-10"), plan.GuaranteedUntil);
        Assert.Null(plan.ToKeep);
    }

    [Fact]
    public void Orders_on_their_way_say_what_they_will_do_and_when()
    {
        var history = Member("2025-01-01", ("2026-05-01", 350));
        var pending = new[] { Order("2026-07-20", 600), Order("2026-07-01", 100) };
        var plan = TierPlanner.Plan(history, pending, Rolling, Zone, Day("2026-06-10"));
        Assert.Equal([(Noon("2026-07-01"), Tier.Silver, false, true), (Noon("2026-07-20"), Tier.Gold, true, false)], plan.Pending.Select(p => (p.Order.ReleasedAt, p.Tier, p.Lifts, p.Prolongs)));
        Assert.Equal((Tier.Gold, Day("2027-08-20")), (plan.WithPending, plan.WithPendingUntil));
        Assert.Equal((Tier.Silver, Day("2027-06-01"), Tier.Member), (plan.Now.Tier, plan.GuaranteedUntil, plan.Then));
    }

    [Fact]
    public void What_is_overdue_comes_with_the_next_run()
    {
        var plan = TierPlanner.Plan(Member("2025-01-01"), [Order("2026-06-01", 300)], Rolling, Zone, Day("2026-06-10"));
        Assert.Equal((Tier.Member, Tier.Silver), (plan.Now.Tier, plan.WithPending));
        Assert.True(Assert.Single(plan.Pending).Lifts);
    }

    [Theory]
    [InlineData("2026-03-01", 550, 550)]
    [InlineData("2026-12-20", 550, 900)] // it counts in January only, and the year begins anew
    public void Rising_asks_for_what_is_missing_when_it_would_count(string day, long credits, long missing)
    {
        credits = 900 - credits;
        var plan = Plan(Calendar, Member("2025-01-01", ("2026-02-01", credits)), day);
        Assert.Equal((Tier.Gold, missing), (plan.ToRise!.Tier, plan.ToRise.Credits));
        Assert.Null(plan.ToRise.BuyBy);
    }

    [Fact]
    public void A_tier_for_life_needs_no_plan()
    {
        var rules = Rolling with { Ladder = Rolling.Ladder with { Lifetime = new LifetimeTerms(Tier.Gold, 1000) } };
        var plan = Plan(rules, Member("2020-01-01", ("2020-02-01", 1000)), "2026-01-01");
        Assert.Equal((null, Tier.Gold, null, null), (plan.GuaranteedUntil, plan.Then, plan.ToKeep, plan.WithPendingUntil));
    }

    [Fact]
    public void Where_orders_count_it_says_how_many()
    {
        var silver = Of(Tier.Silver, 0, 0) with { Entry = new Threshold { Orders = 3 }, Keep = null };
        var rules = Calendar with { Ladder = Calendar.Ladder with { Tiers = [Calendar.Ladder.Tiers[0], silver] } };
        var rise = Plan(rules, Member("2025-01-01", ("2026-02-01", 40)), "2026-03-01").ToRise!;
        Assert.Equal((2, 2L), (rise.Orders, rise.Credits));
    }

    [Fact]
    public void What_it_says_holds_whenever_it_is_asked()
    {
        var dice = new Random(20261122);
        for (var run = 0; run < 300; run++)
        {
            var rules = dice.Next(2) == 0 ? Rolling : Calendar;
            var orders = Enumerable.Range(0, dice.Next(1, 10)).Select(_ => new CreditedOrder(NewId.Next(), Day("2025-01-01").AddHours(dice.Next(24 * 600)), dice.Next(20, 500))).ToArray();
            var at = Day("2026-01-01").AddHours(dice.Next(24 * 300));
            var history = new TierHistory(Noon("2025-01-01"), [.. orders.Where(o => o.ReleasedAt <= at)], []);
            var pending = orders.Where(o => o.ReleasedAt > at).ToList();
            var plan = TierPlanner.Plan(history, pending, rules, Zone, at);

            if (plan.GuaranteedUntil is { } until)
            {
                Assert.Equal(plan.Now.Tier, Tier(history, until.AddTicks(-1)));
                Assert.Equal(plan.Then, Tier(history, until));
            }
            var all = history with { Orders = orders };
            foreach (var planned in plan.Pending) Assert.Equal(planned.Tier, Tier(all, planned.Order.ReleasedAt));
            if (plan.WithPendingUntil is { } end) Assert.True(Tier(all, end) < plan.WithPending);

            foreach (var effort in new[] { plan.ToKeep, plan.ToRise }.OfType<Effort>())
            {
                Assert.Equal(effort.Credits, rules.Earning.Credits.For(effort.Amount));
                var bought = at.AddDays(TierPlanner.DeliveryDays + rules.ReturnDays(plan.WithPending));
                Assert.True(effort.Until is null || Tier(With(all, bought, effort.Credits), effort.Until.Value.AddTicks(-1)) >= effort.Tier);
                if (effort == plan.ToKeep) Assert.True(Tier(With(all, bought, effort.Credits), plan.WithPendingUntil!.Value) >= effort.Tier);
                if (effort.AtLast is { } late)
                {
                    var last = plan.WithPendingUntil!.Value;
                    Assert.True(Tier(With(all, last.AddTicks(-1), late.Credits), last) >= effort.Tier);
                    Assert.True(late.Credits == 1 || Tier(With(all, last.AddTicks(-1), late.Credits - 1), last) < effort.Tier);
                }
                if (effort.Credits > 1 && effort == plan.ToKeep) Assert.True(Tier(With(all, bought, effort.Credits - 1), plan.WithPendingUntil!.Value) < effort.Tier);
            }

            Tier Tier(TierHistory known, DateTime when) => TierLadder.Evaluate(known, rules, Zone, when).Tier;
        }
    }

    private static TierHistory With(TierHistory history, DateTime at, long credits) => history with { Orders = [.. history.Orders, new CreditedOrder(NewId.Next(), at, credits)] };

    private static TierPlan Plan(ProgrammeRules rules, TierHistory history, string day) => TierPlanner.Plan(history, [], rules, Zone, Day(day));

    private static TierHistory Member(string joined, params (string Released, long Credits)[] orders) => new(Noon(joined), [.. orders.Select(o => Order(o.Released, o.Credits))], []);

    private static CreditedOrder Order(string released, long credits) => new(NewId.Next(), Noon(released), credits);

    private static DateTime Day(string day) => Period.StartOf(DateOnly.Parse(day, CultureInfo.InvariantCulture), Zone);

    private static DateTime Noon(string day) => Day(day).AddHours(12);

    private static TierTerms Of(Tier tier, int entry, int keep) => FullRules.First.Ladder.Of(tier)! with { Entry = new Threshold { Credits = entry }, Keep = new Threshold { Credits = keep } };
}
