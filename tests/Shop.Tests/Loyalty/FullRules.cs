using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>A rule set that says something of everything there is to say.</summary>
internal static class FullRules
{
    public static ProgrammeRules First { get; } = new()
    {
        Earning = new EarningTerms
        {
            Points = new Rate(1, 100),
            Credits = new Rate(1, 100),
            Deeds =
            [
                new DeedTerms { Deed = Deed.Join, Points = 50, Ever = 1 },
                new DeedTerms { Deed = Deed.ProfileCompleted, Points = 25, Ever = 1 },
                new DeedTerms { Deed = Deed.FirstOrder, Points = 50, Ever = 1 },
                new DeedTerms { Deed = Deed.Birthday, Points = 50, PerMonth = 1 },
                new DeedTerms { Deed = Deed.Anniversary, Points = 25, PerMonth = 1 },
                new DeedTerms { Deed = Deed.ReviewApproved, Points = 20, PerDay = 2, PerMonth = 5 },
                new DeedTerms { Deed = Deed.SurveyAnswered, Points = 15, PerMonth = 2 },
                new DeedTerms { Deed = Deed.EventAttended, Points = 40, PerDay = 1 },
            ],
        },
        Spending = new SpendingTerms { Value = new PointValue(100, 5_00), Minimum = 100, Step = 100, MaximumShareBasisPoints = 5_000 },
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
                    Benefits = new TierBenefits { MultiplierBasisPoints = 12_500, FreeDeliveryFrom = new Money(40_00), EarlyAccessHours = 24, EarlyAccessQuota = 1, ReturnDays = 45, WarrantyMonths = 6, SupportPriority = 1, BirthdayPoints = 50 },
                },
                new TierTerms
                {
                    Tier = Tier.Gold, Name = "Gold", Entry = new Threshold { Credits = 850 }, Keep = new Threshold { Credits = 600 },
                    Benefits = new TierBenefits { MultiplierBasisPoints = 15_000, PercentOffBasisPoints = 300, FreeDeliveryFrom = Money.Zero, EarlyAccessHours = 48, EarlyAccessQuota = 2, ReturnDays = 60, WarrantyMonths = 12, SupportPriority = 2, EventSeats = 1, BirthdayPoints = 100 },
                },
                new TierTerms
                {
                    Tier = Tier.Vip, Name = "VIP", Entry = new Threshold { Credits = 2_300 }, Keep = new Threshold { Credits = 1_700 }, ByInvitation = true,
                    Benefits = new TierBenefits { MultiplierBasisPoints = 20_000, PercentOffBasisPoints = 500, FreeDeliveryFrom = Money.Zero, EarlyAccessHours = 72, EarlyAccessQuota = 3, ReturnDays = 90, WarrantyMonths = 24, SupportPriority = 3, EventSeats = 2, BirthdayPoints = 200, Adviser = true },
                },
            ],
        },
        Referral = new ReferralTerms { Points = 200, PerMonth = 5, Voucher = new Money(10_00) },
    };
}
