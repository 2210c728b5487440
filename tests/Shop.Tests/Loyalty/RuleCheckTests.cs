using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

public sealed class RuleCheckTests
{
    private static readonly ProgrammeRules Good = FullRules.First;

    private static readonly Dictionary<string, ProgrammeRules> Faults = new()
    {
        { "earning.points.perMinor", Good with { Earning = Good.Earning with { Points = new Rate(1, 0) } } },
        { "earning.credits.points", Good with { Earning = Good.Earning with { Credits = new Rate(-1, 100) } } },
        { "earning.bonuses[0].id", Good with { Earning = Good.Earning with { Bonuses = [new BonusTerms { On = BonusOn.Brand, PointsEach = 1 }] } } },
        { "earning.bonuses[0].extraBasisPoints", Good with { Earning = Good.Earning with { Bonuses = [new BonusTerms()] } } },
        { "earning.campaigns[0].until", Campaign(c => c with { Until = c.From }) },
        { "earning.campaigns[0].from", Campaign(c => c with { From = DateTime.SpecifyKind(c.From, DateTimeKind.Local) }) },
        { "earning.campaigns[0].bonuses", Campaign(c => c with { Bonuses = [] }) },
        { "earning.campaigns[0].bonuses[0].pointsEach", Campaign(c => c with { Bonuses = [new BonusTerms { PointsEach = -1 }] }) },
        { "earning.campaigns[0].name", Campaign(c => c with { Name = " " }) },
        { "earning.deeds[1].deed", Good with { Earning = Good.Earning with { Deeds = [new DeedTerms { Points = 5 }, new DeedTerms { Points = 6 }] } } },
        { "earning.deeds[0].perDay", Good with { Earning = Good.Earning with { Deeds = [new DeedTerms { Points = 5, PerDay = 0 }] } } },
        { "earning.deeds[0].points", Good with { Earning = Good.Earning with { Deeds = [new DeedTerms()] } } },
        { "spending.step", Good with { Spending = Good.Spending with { Value = new PointValue(300, 100), Step = 100 } } },
        { "spending.minimum", Good with { Spending = Good.Spending with { Minimum = 150 } } },
        { "spending.maximumShareBasisPoints", Good with { Spending = Good.Spending with { MaximumShareBasisPoints = 10_001 } } },
        { "spending.value.minor", Good with { Spending = Good.Spending with { Value = new PointValue(100, 0) } } },
        { "release.returnDays", Good with { Release = new ReleaseTerms { ReturnDays = -1 } } },
        { "expiry.months", Good with { Expiry = Good.Expiry with { Months = 0 } } },
        { "expiry.warningDays[1]", Good with { Expiry = Good.Expiry with { WarningDays = [14, 60] } } },
        { "referral.voucher", Good with { Referral = new ReferralTerms { Voucher = new Money(-1) } } },
        { "liability.points", Good with { Liability = new PointValue(0, 5) } },
        { "ladder.graceDays", Ladder(l => l with { GraceDays = -1 }) },
        { "ladder.noticeDays[0]", Ladder(l => l with { NoticeDays = [0] }) },
        { "ladder.carryOverCap", Ladder(l => l with { CarryOverCap = 100 }) }, // the window rolls
        { "ladder.lifetime.tier", Ladder(l => l with { Lifetime = new LifetimeTerms(Tier.Member, 1) }) },
        { "ladder.tiers", Ladder(l => l with { Tiers = [], Lifetime = null }) },
        { "ladder.tiers[1].tier", Ladder(l => l with { Tiers = [l.Tiers[0], l.Tiers[0]], Lifetime = null }) },
        { "ladder.tiers[0].entry", OfTier(0, t => t with { Entry = new Threshold { Credits = 1 } }) },
        { "ladder.tiers[1].entry", OfTier(1, t => t with { Entry = null }) },
        { "ladder.tiers[1].entry.credits", OfTier(1, t => t with { Entry = new Threshold { Credits = 0 }, Keep = null }) },
        { "ladder.tiers[2].entry", OfTier(2, t => t with { Entry = new Threshold { Credits = 300 }, Keep = null }) },
        { "ladder.tiers[1].keep", OfTier(1, t => t with { Keep = new Threshold { Credits = 301 } }) },
        { "ladder.tiers[2].keep", OfTier(2, t => t with { Keep = new Threshold { Credits = 100 } }) },
        { "ladder.tiers[1].benefits.percentOffBasisPoints", OfTier(1, t => t with { Benefits = new TierBenefits { PercentOffBasisPoints = 10_001 } }) },
        { "ladder.tiers[1].benefits.multiplierBasisPoints", OfTier(1, t => t with { Benefits = new TierBenefits { MultiplierBasisPoints = -1 } }) },
        { "ladder.tiers[3].benefits.earlyAccessQuota", OfTier(3, t => t with { Benefits = new TierBenefits { EarlyAccessQuota = 0 } }) },
        { "earning.bonuses[1].id", Good with { Earning = Good.Earning with { Bonuses = [new BonusTerms { PointsEach = 1 }, new BonusTerms { Id = NewId.Next(), PointsEach = 1 }] } } },
        { "earning.bonuses[1].extraBasisPoints", Good with { Earning = Good.Earning with { Bonuses = [new BonusTerms { PointsEach = 1 }, new BonusTerms { PointsEach = 1, ExtraBasisPoints = -1 }] } } },
        { "earning.deeds[0].credits", Good with { Earning = Good.Earning with { Deeds = [new DeedTerms { Points = 5, Credits = -1 }] } } },
        { "earning.deeds[0].perMonth", Good with { Earning = Good.Earning with { Deeds = [new DeedTerms { Points = 5, PerMonth = 0 }] } } },
        { "earning.deeds[0].ever", Good with { Earning = Good.Earning with { Deeds = [new DeedTerms { Points = 5, Ever = 0 }] } } },
        { "earning.deeds[0].deed", Good with { Earning = Good.Earning with { Deeds = [new DeedTerms { Deed = Deed.ReferralKept, Points = 5 }] } } },
        { "expiry.daysWhenGivenBack", Good with { Expiry = Good.Expiry with { DaysWhenGivenBack = -1 } } },
        { "referral.points", Good with { Referral = new ReferralTerms { Points = -1 } } },
        { "referral.perMonth", Good with { Referral = new ReferralTerms { PerMonth = 1001 } } },
        { "ladder.tiers[0].byInvitation", OfTier(0, t => t with { ByInvitation = true }) },
        { "ladder.tiers[1].entry.orders", OfTier(1, t => t with { Entry = new Threshold { Credits = 300, Orders = 0, Both = true }, Keep = null }) },
        { "ladder.tiers[1].benefits.freeDeliveryFrom", OfTier(1, t => t with { Benefits = new TierBenefits { FreeDeliveryFrom = new Money(-1) } }) },
        { "ladder.tiers[1].benefits.earlyAccessHours", OfTier(1, t => t with { Benefits = new TierBenefits { EarlyAccessHours = -1 } }) },
        { "ladder.tiers[1].benefits.returnDays", OfTier(1, t => t with { Benefits = new TierBenefits { ReturnDays = 366 } }) },
        { "ladder.tiers[1].benefits.warrantyMonths", OfTier(1, t => t with { Benefits = new TierBenefits { WarrantyMonths = -1 } }) },
        { "ladder.tiers[1].benefits.supportPriority", OfTier(1, t => t with { Benefits = new TierBenefits { SupportPriority = 101 } }) },
        { "ladder.tiers[1].benefits.eventSeats", OfTier(1, t => t with { Benefits = new TierBenefits { EventSeats = -1 } }) },
        { "ladder.tiers[1].benefits.birthdayPoints", OfTier(1, t => t with { Benefits = new TierBenefits { BirthdayPoints = -1 } }) },
        { "ladder.tiers[2].name", OfTier(2, t => t with { Name = new string('x', TierTerms.NameMaxLength + 1) }) },
    };

    public static TheoryData<string> Places => [.. Faults.Keys];

    [Fact]
    public void The_rules_of_the_demo_are_sound() => Assert.Empty(RuleCheck.Problems(Good));

    [Theory, MemberData(nameof(Places))]
    public void A_fault_is_told_with_its_place(string path)
    {
        var problem = Assert.Single(RuleCheck.Problems(Faults[path]));
        Assert.Equal(path, problem.Path);
        Assert.NotEmpty(problem.Text);
    }

    [Theory]
    [InlineData(300, null, false, 300, 3, false)] // 300 credits, or now 3 orders instead: that is no harder
    [InlineData(300, 3, true, 300, null, false)]
    public void Keeping_may_be_easier_in_kind(int entryCredits, int? entryOrders, bool entryBoth, int keepCredits, int? keepOrders, bool keepBoth) =>
        Assert.DoesNotContain(RuleCheck.Problems(OfTier(1, t => t with
        {
            Entry = new Threshold { Credits = entryCredits, Orders = entryOrders, Both = entryBoth },
            Keep = new Threshold { Credits = keepCredits, Orders = keepOrders, Both = keepBoth },
        })), p => p.Path == "ladder.tiers[1].keep");

    [Fact]
    public void Rules_come_back_from_their_text_as_they_were()
    {
        var rules = Campaign(c => c) with { Liability = new PointValue(100, 333) };
        var text = rules.ToJson();
        Assert.Equal(text, ProgrammeRules.FromJson(text).ToJson());
        Assert.Contains("\"window\":\"Rolling12Months\"", text, StringComparison.Ordinal);
        Assert.Contains("\"freeDeliveryFrom\":4000", text, StringComparison.Ordinal);
        Assert.Equal(DateTimeKind.Utc, ProgrammeRules.FromJson(text).Earning.Campaigns[0].From.Kind);
    }

    [Theory]
    [InlineData("""{"earning":{"pints":1}}""", "pints")]
    [InlineData("""{"ladder":{"tiers":null}}""", "ladder.tiers")]
    [InlineData("""{"ladder":{"window":"Fortnight"}}""", "ladder.window")]
    [InlineData("""{"ladder":{"window":1}}""", "ladder.window")]
    [InlineData("""{"expiry":{"months":"12"}}""", "expiry.months")]
    [InlineData("null", "no rules")]
    [InlineData("", "start")]
    public void What_is_not_understood_is_refused_with_its_place(string text, string place) =>
        Assert.Contains(place, Assert.Throws<RuleBroken>(() => ProgrammeRules.FromJson(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(100, null, false, 100, 0, true)]
    [InlineData(100, null, false, 99, 50, false)]
    [InlineData(null, 3, false, 0, 3, true)]
    [InlineData(100, 3, false, 0, 3, true)]
    [InlineData(100, 3, true, 100, 2, false)]
    [InlineData(100, 3, true, 100, 3, true)]
    [InlineData(100, null, true, 100, 0, true)]
    [InlineData(null, null, true, 100, 10, false)]
    public void A_threshold_asks_for_credits_orders_or_both(int? credits, int? orders, bool both, long had, int ordered, bool met) =>
        Assert.Equal(met, new Threshold { Credits = credits, Orders = orders, Both = both }.IsMet(had, ordered));

    private static ProgrammeRules Ladder(Func<LadderTerms, LadderTerms> change) => Good with { Ladder = change(Good.Ladder) };

    private static ProgrammeRules OfTier(int index, Func<TierTerms, TierTerms> change) =>
        Ladder(l => l with { Tiers = [.. l.Tiers.Select((t, i) => i == index ? change(t) : t)] });

    private static ProgrammeRules Campaign(Func<CampaignTerms, CampaignTerms> change)
    {
        var from = new DateTime(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);
        var campaign = new CampaignTerms { Name = "June", From = from, Until = from.AddDays(7), Bonuses = [new BonusTerms { PointsEach = 5 }] };
        return Good with { Earning = Good.Earning with { Campaigns = [change(campaign)] } };
    }
}
