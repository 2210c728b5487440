using FsCheck;
using FsCheck.Fluent;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>What holds of the ladder whatever a member does and whatever the rules are.</summary>
public sealed class TierPropertyTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2_000);
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Africa/Cairo"); // one day a year has no midnight
    private static readonly DateTime Joined = Period.StartOf(new DateOnly(2024, 2, 29), Zone).AddHours(10);
    private static readonly IReadOnlyList<CreditedOrder> None = [];
    private static readonly IReadOnlyList<TierStep> Nowhere = [];
    private const int Hours = 24 * 365 * 4;

    private static readonly Gen<DateTime> Instant = Gen.OneOf(
        Gen.Choose(0, Hours).Select(h => Joined.AddHours(h)),
        Gen.Choose(0, 365 * 4).Select(d => Period.StartOf(new DateOnly(2024, 3, 1).AddDays(d), Zone))); // exactly at midnight, where ends lie

    private static readonly Gen<CreditedOrder> Order =
        from released in Instant
        from credits in Gen.OneOf(Gen.Choose(0, 60), Gen.Choose(50, 400))
        from isDeed in Gen.Frequency((1, Gen.Constant(true)), (5, Gen.Constant(false)))
        from back in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(1, 200)))
        from days in Gen.Choose(-10, 200)
        select new CreditedOrder(isDeed ? null : NewId.Next(), released, credits) { Revocations = back == 0 ? [] : [new Revocation(released.AddDays(days), Math.Min(back, credits))] };

    private static readonly Gen<TierGrant> Grant =
        from tier in Gen.Elements(Tier.Silver, Tier.Gold, Tier.Vip)
        from starts in Instant
        from days in Gen.Choose(0, 400)
        select new TierGrant(tier, starts, starts.AddDays(days), GrantKind.Override, "Because");

    private static readonly Gen<TierHistory> History =
        from orders in Gen.Choose(0, 14).SelectMany(n => Gen.ArrayOf(Order, n))
        from grants in Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 2))).SelectMany(n => Gen.ArrayOf(Grant, n))
        select new TierHistory(Joined, orders, grants);

    private static readonly Gen<ProgrammeRules> Rules =
        from window in Gen.Elements(Enum.GetValues<QualificationWindow>())
        from grace in Gen.Elements(0, 1, 30)
        from cap in Gen.Elements(0, 0, 100, 1000)
        from keeps in Gen.Elements(30, 70, 100)
        from orders in Gen.Elements(0, 0, 3)
        from both in Gen.Elements(true, false)
        from lifetime in Gen.Elements(0, 0, 1500)
        select new ProgrammeRules
        {
            Ladder = new LadderTerms
            {
                Window = window, GraceDays = grace, CarryOverCap = window == QualificationWindow.Rolling12Months ? 0 : cap,
                Lifetime = lifetime == 0 ? null : new LifetimeTerms(Tier.Silver, lifetime),
                Tiers =
                [
                    new TierTerms { Tier = Tier.Member, Name = "M" },
                    Of(Tier.Silver, 200, keeps, orders, both), Of(Tier.Gold, 500, keeps, orders * 2, both), Of(Tier.Vip, 900, keeps, orders * 3, both),
                ],
            },
        };

    private static readonly Gen<(TierHistory History, ProgrammeRules Rules, DateTime First, DateTime Second)> Case =
        from history in History
        from rules in Rules
        from a in Instant
        from b in Instant
        select (history, rules, a < b ? a : b, a < b ? b : a);

    [Fact]
    public void The_rules_of_these_tests_are_sound() => Prop.ForAll(Rules.ToArbitrary(), r => RuleCheck.Problems(r).Count == 0).Check(Many);

    [Fact]
    public void Nobody_goes_down_two_steps_at_once() => Always((history, rules, _, at) =>
    {
        var falls = At(history, rules, at).Steps.Where(s => s.To < s.From).ToList();
        return falls.All(s => s.Reason == TierReason.Ended && s.From - s.To == 1) && falls.Zip(falls.Skip(1)).All(p => p.First.At < p.Second.At);
    });

    [Fact]
    public void A_tier_is_sure_until_the_day_it_says_and_through_the_grace() => Always((history, rules, first, second) =>
    {
        var said = At(history, rules, first);
        if (said.ValidUntil > said.EndsAt) return false;
        var until = said.EndsAt is { } end && end <= second ? end.AddTicks(-1) : second; // nothing of what comes can take it before
        return until < first || At(history, rules, until).Tier >= said.Tier;
    });

    [Fact]
    public void Without_anything_coming_it_ends_just_when_it_says() => Always((history, rules, at, _) =>
    {
        var known = Until(history, at) with { Grants = [] };
        if (rules.Ladder.CarryOverCap > 0) return true; // what is carried over may keep it once more
        var said = At(known, rules, at);
        return said.EndsAt is not { } end || end <= at
            ? said.EndsAt is null
            : At(known, rules, end.AddTicks(-1)).Tier == said.Tier && At(known, rules, end).Tier == said.Below;
    });

    [Fact]
    public void What_is_missing_to_keep_or_to_rise_is_just_enough() => Always((history, rules, at, _) =>
    {
        var known = Until(history, at) with { Grants = [] };
        var said = At(known, rules, at);
        var ok = true;
        if (said.Next is { } next && said.Rise is { Credits: > 0 and var rise, Orders: null or 0 or 1 })
        {
            ok &= At(With(known, at, rise), rules, at).Tier >= next || said.Rise.Orders > 1;
            ok &= rise == 1 || said.Rise.Orders == 1 || At(With(known, at, rise - 1, deed: true), rules, at).Tier < next;
        }
        // At the last moment, too: the figure is what a letter says sixty days before.
        if (said.EndsAt is { } end && rules.Ladder.CarryOverCap == 0 && said.Keep is { Credits: > 0 and var keep, Orders: null or 0 or 1 })
        {
            var last = (at < said.ValidUntil ? said.ValidUntil.Value : end).AddTicks(-1);
            ok &= At(With(known, last, keep), rules, end).Tier >= said.Tier;
        }
        return ok;
    });

    [Fact]
    public void The_same_history_has_the_same_verdict_in_whatever_order_it_is_told() => Always((history, rules, _, at) =>
    {
        var (one, two) = (At(history, rules, at), At(history with { Orders = [.. history.Orders.Reverse()], Grants = [.. history.Grants.Reverse()] }, rules, at));
        return Same(one, At(history, rules, at)) && (Same(one, two) || history.Orders.DistinctBy(o => o.ReleasedAt).Count() < history.Orders.Count || history.Grants.Count > 1);
    });

    [Fact]
    public void Nothing_that_lies_ahead_is_looked_at() => Always((history, rules, at, _) => Same(At(history, rules, at), At(Until(history, at), rules, at)));

    [Fact]
    public void Walking_on_from_a_moment_leads_where_walking_from_the_start_does() => Always((history, rules, first, second) =>
    {
        var walk = new TierWalk(history, rules, Zone).To(first);
        var halfway = walk.Verdict();
        if (!Same(walk.To(second).Verdict(), At(history, rules, second)) || !Same(halfway, At(history, rules, first))) return false;
        // Told only then of what comes.
        var told = new TierWalk(Until(history, first, revoked: false), rules, Zone).To(first);
        foreach (var order in history.Orders.Where(o => o.ReleasedAt > first)) told.Add(order);
        return history.Grants.Count > 0 || Same(told.To(second).Verdict(), At(history, rules, second));
    });

    [Fact]
    public void More_credits_are_never_worse() => Prop.ForAll((from c in Case from more in Order select (c, more)).ToArbitrary(), pair =>
    {
        var ((history, rules, first, second), more) = pair;
        more = more with { Revocations = [] };
        var richer = history with { Orders = [.. history.Orders, more] };
        var raised = history with { Orders = [.. history.Orders.Select((o, i) => i == 0 ? o with { Credits = o.Credits + more.Credits } : o)] };
        return new[] { richer, raised }.All(better => new[] { first, second, second.AddDays(200), second.AddDays(400) }.All(at =>
        {
            var (less, most) = (At(history, rules, at), At(better, rules, at));
            return most.Tier > less.Tier || most.Tier == less.Tier && (most.ValidUntil ?? DateTime.MaxValue) >= (less.ValidUntil ?? DateTime.MaxValue);
        }));
    }).Check(Many);

    [Fact]
    public void What_counts_is_what_lies_behind_it() => Always((history, rules, at, _) =>
    {
        var verdict = At(history, rules, at);
        return verdict.Behind.Sum(o => o.Credits) == verdict.Credits && verdict.Behind.Count(o => o.OrderId is not null) == verdict.Orders
            && verdict.Behind.All(o => verdict.Window.Contains(o.ReleasedAt) && o.ReleasedAt <= at)
            && verdict.Steps.All(s => s.Behind.Sum(o => o.Credits) == s.Credits && s.Behind.All(o => s.Window.Contains(o.ReleasedAt)))
            && verdict.Steps.Select(s => s.To).LastOrDefault() == verdict.Tier
            && verdict.Steps.Zip(verdict.Steps.Skip(1)).All(p => p.First.To == p.Second.From && p.First.At <= p.Second.At);
    });

    private static TierTerms Of(Tier tier, int credits, int keeps, int orders, bool both)
    {
        var entry = new Threshold { Credits = credits, Orders = orders == 0 ? null : orders, Both = both };
        return new TierTerms { Tier = tier, Name = tier.ToString(), Entry = entry, Keep = entry with { Credits = credits * keeps / 100 } };
    }

    private static TierVerdict At(TierHistory history, ProgrammeRules rules, DateTime at) => TierLadder.Evaluate(history, rules, Zone, at);

    private static TierHistory Until(TierHistory history, DateTime at, bool revoked = true) => history with
    {
        Orders = [.. history.Orders.Where(o => o.ReleasedAt <= at).Select(o => revoked ? o with { Revocations = [.. o.Revocations.Where(r => r.At <= at)] } : o)],
        Grants = [.. history.Grants.Where(g => g.From <= at)],
    };

    private static TierHistory With(TierHistory history, DateTime at, long credits, bool deed = false) =>
        history with { Orders = [.. history.Orders, new CreditedOrder(deed ? null : NewId.Next(), at, credits)] };

    private static bool Same(TierVerdict a, TierVerdict b) =>
        a with { Behind = None, Steps = Nowhere } == b with { Behind = None, Steps = Nowhere } && a.Behind.Select(o => (o.OrderId, o.Credits)).SequenceEqual(b.Behind.Select(o => (o.OrderId, o.Credits)))
        && a.Steps.Select(s => (s.At, s.From, s.To, s.Reason, s.ValidUntil, s.Credits, s.Orders)).SequenceEqual(b.Steps.Select(s => (s.At, s.From, s.To, s.Reason, s.ValidUntil, s.Credits, s.Orders)));

    private static void Always(Func<TierHistory, ProgrammeRules, DateTime, DateTime, bool> holds) =>
        Prop.ForAll(Case.ToArbitrary(), c => holds(c.History, c.Rules, c.First, c.Second)).Check(Many);
}
