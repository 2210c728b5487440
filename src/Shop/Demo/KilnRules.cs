using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Demo;

/// <summary>The rules of “The Kiln”, the demo shop's club: data, as staff would enter it.</summary>
public static class KilnRules
{
    private const string Name = "The Kiln";

    /// <summary>The club with its first rules, published as it opens.</summary>
    public static (Programme Programme, RuleSet Rules) Open(string zone, DateTime now)
    {
        var programme = Loyalty.Programme.Open(Name, "point", "points", zone, 2, now);
        var rules = RuleSet.Draft(programme.Id, "First rules", First, now);
        rules.Publish(null, now, Actor.System, now);
        return (programme, rules);
    }

    public static ProgrammeRules First { get; } = new()
    {
        Earning = new EarningTerms
        {
            Points = new Rate(1, 100),
            Credits = new Rate(1, 100),
            Deeds =
            [
                new DeedTerms { Deed = Deed.Join, Points = 50, Ever = 1 },
                new DeedTerms { Deed = Deed.FirstOrder, Points = 25, Ever = 1 },
                new DeedTerms { Deed = Deed.ReviewApproved, Points = 10, PerDay = 2, PerMonth = 5 },
                new DeedTerms { Deed = Deed.Birthday, Points = 25, PerMonth = 1 },
                new DeedTerms { Deed = Deed.Anniversary, Points = 25, PerMonth = 1 },
            ],
        },
        Spending = new SpendingTerms { Value = new PointValue(100, 5_00), Minimum = 100, Step = 100, MaximumShareBasisPoints = 5_000 },
        Gifts = new GiftTerms { Minimum = 50, Step = 10, PerDay = 500 },
        Referral = new ReferralTerms { Points = 150, PerMonth = 5, Voucher = new Money(10_00) },
        Release = new ReleaseTerms { ReturnDays = 30 },
        Expiry = new ExpiryTerms { Months = 12, WarningDays = [60, 14] },
        Ladder = new LadderTerms
        {
            Window = QualificationWindow.Rolling12Months,
            GraceDays = 30,
            NoticeDays = [60, 14],
            Lifetime = new LifetimeTerms(Tier.Gold, 10_000),
            Tiers =
            [
                new TierTerms { Tier = Tier.Member, Name = "Member" },
                new TierTerms
                {
                    Tier = Tier.Silver, Name = "Silver", Entry = new Threshold { Credits = 300 }, Keep = new Threshold { Credits = 200 },
                    Benefits = new TierBenefits { MultiplierBasisPoints = 12_500, FreeDeliveryFrom = new Money(45_00), BirthdayPoints = 25 },
                },
                new TierTerms
                {
                    Tier = Tier.Gold, Name = "Gold", Entry = new Threshold { Credits = 850 }, Keep = new Threshold { Credits = 600 },
                    Benefits = new TierBenefits { MultiplierBasisPoints = 15_000, PercentOffBasisPoints = 300, FreeDeliveryFrom = new Money(25_00), EarlyAccessHours = 72, EarlyAccessQuota = 2, ReturnDays = 45, BirthdayPoints = 75, SupportPriority = 10, EventSeats = 1 },
                },
                new TierTerms
                {
                    Tier = Tier.Vip, Name = "VIP", Entry = new Threshold { Credits = 2_300 }, Keep = new Threshold { Credits = 1_700 },
                    Benefits = new TierBenefits { MultiplierBasisPoints = 20_000, PercentOffBasisPoints = 500, FreeDeliveryFrom = Money.Zero, EarlyAccessHours = 168, EarlyAccessQuota = 3, ReturnDays = 60, BirthdayPoints = 175, SupportPriority = 50, EventSeats = 2, Adviser = true },
                },
            ],
        },
    };
}
