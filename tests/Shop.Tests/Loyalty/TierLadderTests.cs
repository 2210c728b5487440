using System.Diagnostics;
using System.Globalization;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>The ladder, case by case: what lifts, what keeps, when it ends and what is left then.</summary>
public sealed class TierLadderTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    // Silver 300, kept with 200; Gold 900, kept with 600; VIP 1800, kept with 1400; 30 days of grace.
    private static readonly ProgrammeRules Rolling = FullRules.First with { Ladder = FullRules.First.Ladder with { Lifetime = null, Tiers = Tiers() } };
    private static readonly ProgrammeRules Calendar = Rolling with { Ladder = Rolling.Ladder with { Window = QualificationWindow.CalendarYear } };
    private static readonly ProgrammeRules Membership = Rolling with { Ladder = Rolling.Ladder with { Window = QualificationWindow.MembershipYear } };

    [Fact]
    public void Whoever_buys_nothing_is_a_member_for_ever()
    {
        var verdict = At(Rolling, "2030-01-01", Member("2026-01-01"));
        Assert.Equal((Tier.Member, null, null), (verdict.Tier, verdict.ValidUntil, verdict.Because));
        Assert.Equal((Tier.Silver, 300L), (verdict.Next!.Value, verdict.MissingToNext));
        Assert.Equal(Day("2026-01-01").AddHours(12), verdict.Since);
    }

    [Fact]
    public void A_tier_comes_with_the_release_that_reaches_it_and_says_why()
    {
        var history = Member("2026-01-01", ("2026-03-10", 500), ("2026-05-05", 399), ("2026-06-20", 1));
        Assert.Equal((Tier.Silver, 1L), At(Rolling, "2026-06-20", history) is var before ? (before.Tier, before.MissingToNext) : default);
        var gold = At(Rolling, "2026-06-21", history);
        Assert.Equal((Tier.Gold, Noon("2026-06-20"), Day("2027-06-21")), (gold.Tier, gold.Since, gold.ValidUntil));
        Assert.Equal((900L, 3), (gold.Credits, gold.Orders));
        Assert.Equal(history.Orders, gold.Behind);
        Assert.Equal([Tier.Silver, Tier.Gold], gold.Steps.Select(s => s.To));
        Assert.Equal((Tier.Silver, TierReason.Reached, 900L), (gold.Because!.From, gold.Because.Reason, gold.Because.Credits));
        Assert.Equal(new Period(Day("2025-06-21"), Day("2026-06-21")), gold.Because.Window);
        Assert.Equal((Tier.Vip, 900L), (gold.Next!.Value, gold.MissingToNext));
        Assert.Equal(600, gold.MissingToKeep); // within the year that ends with it
        Assert.Equal(new Period(Day("2026-06-21"), Day("2027-06-21")), gold.KeepWindow);
        Assert.Equal((Tier.Silver, Day("2027-07-21")), (gold.Below, gold.EndsAt));
    }

    [Fact]
    public void Several_steps_up_are_one()
    {
        var vip = At(Calendar, "2026-02-02", Member("2026-01-01", ("2026-02-01", 5000)));
        Assert.Equal((Tier.Member, Tier.Vip), (Assert.Single(vip.Steps).From, vip.Tier));
        Assert.Null(vip.Next);
    }

    [Theory]
    [InlineData("2026-12-31", "Gold")] // a whole year more
    [InlineData("2027-12-31", "Gold")]
    [InlineData("2028-01-30", "Gold")] // the grace
    [InlineData("2028-01-31", "Silver")]
    [InlineData("2029-01-30", "Silver")] // one step, for a year, and a grace again
    [InlineData("2029-01-31", "Member")]
    public void In_calendar_years_a_tier_lasts_to_the_end_of_the_next_and_goes_step_by_step(string day, string tier)
    {
        var verdict = At(Calendar, day, Member("2026-01-01", ("2026-11-11", 900)));
        Assert.Equal(tier, verdict.Tier.ToString());
        if (day == "2026-12-31") Assert.Equal((Day("2028-01-01"), Day("2028-01-31")), (verdict.ValidUntil, verdict.EndsAt));
    }

    [Theory]
    [InlineData("2027-11-11", "Gold")]
    [InlineData("2027-12-11", "Gold")] // the grace
    [InlineData("2027-12-12", "Silver")]
    [InlineData("2029-01-10", "Silver")]
    [InlineData("2029-01-11", "Member")]
    public void In_a_rolling_window_it_lasts_twelve_months_from_the_last_day_on_which_enough_was_there(string day, string tier) =>
        // 900 on 11 November 2025; one more on 11 November 2026 still finds them within its twelve months.
        Assert.Equal(tier, At(Rolling, day, Member("2025-01-01", ("2025-11-12", 900), ("2026-11-11", 1))).Tier.ToString());

    [Theory]
    [InlineData("2024-02-29", "2025-03-01", "2027-02-28")] // joined on 29 February: years begin on the 28th
    [InlineData("2024-02-29", "2026-02-28", "2028-02-29")] // …and on the 29th where there is one
    [InlineData("2025-08-31", "2026-08-31", "2028-08-31")]
    [InlineData("2025-08-31", "2026-08-30", "2027-08-31")]
    public void Membership_years_begin_on_the_day_of_joining(string joined, string released, string until) =>
        Assert.Equal(Day(until), At(Membership, Later(released), Member(joined, (released, 300))).ValidUntil);

    [Theory]
    [InlineData("2027-02-28", "2028-03-01")] // the twelve months from 1 March 2027 on end with 29 February
    [InlineData("2028-02-28", "2029-02-28")]
    [InlineData("2028-02-29", "2029-03-01")]
    public void A_rolling_year_from_the_end_of_February_touches_the_next(string released, string until) =>
        Assert.Equal(Day(until), At(Rolling, Later(released), Member("2025-01-01", (released, 300))).ValidUntil);

    [Theory]
    [InlineData(200, "Silver", "2029-01-01")]
    [InlineData(199, "Member", null)]
    public void Keeping_asks_for_less_than_reaching(int credits, string tier, string? until)
    {
        var history = Member("2026-01-01", ("2026-05-01", 300), ("2027-05-01", credits));
        var verdict = At(Calendar, "2028-03-01", history);
        Assert.Equal((tier, until is null ? null : Day(until)), (verdict.Tier.ToString(), verdict.ValidUntil));
        Assert.Equal(until is null ? 1 : 200, At(Calendar, "2027-06-01", history).MissingToKeep); // for the next year, once this one is enough
    }

    [Fact]
    public void What_comes_in_the_grace_makes_up_for_what_the_year_lacked()
    {
        var history = Member("2026-01-01", ("2026-05-01", 300), ("2027-05-01", 150), ("2028-01-20", 50));
        var graced = At(Calendar, "2028-01-15", history);
        Assert.Equal((Tier.Silver, 50L, new Period(Day("2027-01-01"), Day("2028-01-31"))), (graced.Tier, graced.MissingToKeep, graced.KeepWindow!.Value));
        Assert.Equal((Tier.Silver, Day("2029-01-01")), At(Calendar, "2028-06-01", history) is var kept ? (kept.Tier, kept.ValidUntil) : default);

        var late = Member("2026-01-01", ("2026-05-01", 300), ("2027-05-01", 150), ("2028-01-31", 50));
        Assert.Equal(Tier.Member, At(Calendar, "2028-06-01", late).Tier);
    }

    [Theory]
    [InlineData(1000, 900, 600)]
    [InlineData(1000, 1100, 400)] // 200 over 900
    [InlineData(150, 1100, 450)] // no more than the cap
    [InlineData(1000, 1350, 150)]
    public void Surplus_carries_over_up_to_the_cap(int cap, int credits, int missing)
    {
        var rules = Calendar with { Ladder = Calendar.Ladder with { CarryOverCap = cap } };
        var history = Member("2026-01-01", ("2026-05-01", credits));
        Assert.Equal(missing, At(rules, "2027-06-01", history).MissingToKeep);
        Assert.Equal(At(rules, "2026-06-01", history).MissingToKeep, At(rules, "2027-06-01", history).MissingToKeep); // said in advance, too
        Assert.Equal(0, At(Calendar, "2027-06-01", history).CarriedOver);
    }

    [Fact]
    public void Surplus_is_used_once()
    {
        var rules = Calendar with { Ladder = Calendar.Ladder with { CarryOverCap = 1000 } };
        // 400 over in 2026 keep Gold with 200 of 2027; nothing of them is left for 2028.
        var history = Member("2026-01-01", ("2026-05-01", 1300), ("2027-05-01", 200));
        Assert.Equal((Tier.Gold, Day("2029-01-01")), At(rules, "2028-06-01", history) is var v ? (v.Tier, v.ValidUntil) : default);
        Assert.Equal((0L, 600L), At(rules, "2028-06-01", history) is var w ? (w.CarriedOver, w.MissingToKeep) : default);
    }

    [Fact]
    public void A_tier_that_is_lent_lasts_its_time_is_kept_by_what_is_bought_and_ends_by_a_step()
    {
        var match = new TierGrant(Tier.Gold, Noon("2026-02-01"), Day("2026-05-01"), GrantKind.StatusMatch, "Gold elsewhere");
        var nothing = Member("2026-01-01") with { Grants = [match] };
        var lent = At(Rolling, "2026-02-02", nothing);
        Assert.Equal((Tier.Gold, match.From, match.Until), (lent.Tier, lent.Since, lent.ValidUntil));
        Assert.Equal((TierReason.Granted, match, 600L), (lent.Because!.Reason, lent.Because.Grant, lent.MissingToKeep));
        Assert.Equal(Tier.Gold, At(Rolling, "2026-05-30", nothing).Tier);
        var after = At(Rolling, "2026-06-01", nothing);
        Assert.Equal((Tier.Silver, Day("2027-05-31")), (after.Tier, after.ValidUntil));

        var challenge = Member("2026-01-01", ("2026-04-15", 600)) with { Grants = [match] };
        Assert.Equal((Tier.Gold, Day("2027-04-16")), At(Rolling, "2026-07-01", challenge) is var kept ? (kept.Tier, kept.ValidUntil) : default);
    }

    [Fact]
    public void A_life_event_prolongs_the_tier_that_is_there_and_touching_grants_leave_no_gap()
    {
        var parents = new TierGrant(Tier.Silver, Noon("2027-01-01"), Day("2028-01-01"), GrantKind.LifeEvent, "A child was born");
        var more = parents with { From = Day("2028-01-31"), Until = Day("2028-06-01") }; // begins where the grace ends
        var verdict = At(Rolling, "2028-03-01", Member("2026-01-01", ("2026-05-01", 300)) with { Grants = [more, parents] });
        Assert.Equal((Tier.Silver, Noon("2026-05-01"), Day("2028-06-01")), (verdict.Tier, verdict.Since, verdict.ValidUntil));
        Assert.Single(verdict.Steps);
    }

    [Fact]
    public void A_life_of_credits_is_for_ever()
    {
        var rules = Calendar with { Ladder = Calendar.Ladder with { Lifetime = new LifetimeTerms(Tier.Gold, 1000) } };
        var history = Member("2020-01-01", ("2020-05-01", 250), ("2021-05-01", 250), ("2022-05-01", 250), ("2023-05-01", 250));
        var verdict = At(rules, "2040-01-01", history);
        Assert.Equal((Tier.Gold, null, null, TierReason.Lifetime), (verdict.Tier, verdict.ValidUntil, verdict.EndsAt, verdict.Because!.Reason));
        Assert.Equal((1000L, 0L, null), (verdict.Lifetime, verdict.MissingToKeep, verdict.KeepWindow));
    }

    [Fact]
    public void What_is_sent_back_later_counts_no_more_but_takes_no_tier_before_its_end()
    {
        var order = new CreditedOrder(NewId.Next(), Noon("2026-05-01"), 300) { Revocations = [new(Noon("2026-04-20"), 5), new(Noon("2026-08-01"), 200)] };
        var history = new TierHistory(Noon("2026-01-01"), [order, new(null, Noon("2026-05-02"), 10)], []);
        Assert.Equal(Tier.Silver, At(Calendar, "2026-05-03", history).Tier);
        var after = At(Calendar, "2026-09-01", history);
        Assert.Equal((Tier.Silver, Day("2028-01-01"), 105L, 1), (after.Tier, after.ValidUntil, after.Credits, after.Orders));
        Assert.Equal([95L, 10], after.Behind.Select(o => o.Credits));
        Assert.Equal([295L, 10], after.Because!.Behind.Select(o => o.Credits)); // as it counted then
        Assert.Equal(105, after.Lifetime);
    }

    [Fact]
    public void Orders_may_count_instead_of_credits_or_with_them()
    {
        var silver = new Threshold { Credits = 300, Orders = 3 };
        ProgrammeRules With(Threshold threshold) => Calendar with { Ladder = Calendar.Ladder with { Tiers = [Calendar.Ladder.Tiers[0], Calendar.Ladder.Tiers[1] with { Entry = threshold, Keep = null }] } };
        var three = Member("2026-01-01", ("2026-02-01", 10), ("2026-03-01", 10), ("2026-04-01", 10));
        Assert.Equal(Tier.Silver, At(With(silver), "2026-05-01", three).Tier);
        var both = At(With(silver with { Both = true }), "2026-05-01", three);
        Assert.Equal((Tier.Member, new Missing(270, 0, true)), (both.Tier, both.Rise));
        var deeds = three with { Orders = [.. three.Orders.Select(o => o with { OrderId = null })] };
        Assert.Equal(Tier.Member, At(With(silver), "2026-05-01", deeds).Tier);
    }

    [Fact]
    public void Who_is_invited_needs_no_credits_and_cannot_buy_it()
    {
        var rules = Calendar with { Ladder = Calendar.Ladder with { Tiers = [.. Calendar.Ladder.Tiers.Select(t => t.Tier == Tier.Vip ? t with { Entry = null, Keep = null } : t)] } };
        Assert.Empty(RuleCheck.Problems(rules));
        var gold = At(rules, "2026-06-01", Member("2026-01-01", ("2026-05-01", 9000)));
        Assert.Equal((Tier.Gold, null), (gold.Tier, gold.Next));
        var invited = At(rules, "2026-06-01", Member("2026-01-01") with { Grants = [new TierGrant(Tier.Vip, Noon("2026-05-01"), Day("2028-01-01"), GrantKind.Invitation, "A potter")] });
        Assert.Equal((Tier.Vip, Missing.Nothing), (invited.Tier, invited.Keep));
    }

    [Fact]
    public void A_hundred_thousand_members_take_seconds()
    {
        var dice = new Random(7);
        var histories = Enumerable.Range(0, 20_000).Select(_ => new TierHistory(Noon("2023-01-01"),
            [.. Enumerable.Range(0, 10).Select(_ => new CreditedOrder(NewId.Next(), Day("2024-01-01").AddMinutes(dice.Next(60 * 24 * 900)), dice.Next(20, 400)))], [])).ToList();
        var (at, watch) = (Day("2026-06-02"), Stopwatch.StartNew());
        var tiers = histories.GroupBy(h => TierLadder.Evaluate(h, Rolling, Zone, at).Tier).ToDictionary(g => g.Key, g => g.Count());
        Assert.True(tiers.Count >= 3);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(8), $"A fifth of them took {watch.Elapsed}."); // a fifth, in a build without optimisation, on a busy machine
    }

    private static TierVerdict At(ProgrammeRules rules, string day, TierHistory history) => TierLadder.Evaluate(history, rules, Zone, Day(day));

    private static TierHistory Member(string joined, params (string Released, long Credits)[] orders) =>
        new(Noon(joined), [.. orders.Select(o => new CreditedOrder(NewId.Next(), Noon(o.Released), o.Credits))], []);

    private static DateTime Day(string day) => Period.StartOf(DateOnly.Parse(day, CultureInfo.InvariantCulture), Zone);

    private static DateTime Noon(string day) => Day(day).AddHours(12);

    private static string Later(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture).AddDays(1).ToString("O", CultureInfo.InvariantCulture);

    private static IReadOnlyList<TierTerms> Tiers()
    {
        TierTerms Of(Tier tier, int entry, int keep) => FullRules.First.Ladder.Of(tier)! with { Entry = new Threshold { Credits = entry }, Keep = new Threshold { Credits = keep } };
        return [FullRules.First.Ladder.Tiers[0], Of(Tier.Silver, 300, 200), Of(Tier.Gold, 900, 600), Of(Tier.Vip, 1800, 1400)];
    }
}
