using System.Globalization;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Something wrong with a rule, where it stands and as a sentence.</summary>
/// <param name="Path">As in the JSON: “ladder.tiers[1].entry.credits”.</param>
public sealed record RuleProblem(string Path, string Text);

/// <summary>Tells everything that is wrong with rules before they are published.</summary>
public static class RuleCheck
{
    private const int Whole = 10_000;
    private const int MostTimes = 1_000_000; // a hundredfold
    private const long MostPoints = 1_000_000_000;
    private const int MostMonths = 120;

    public static IReadOnlyList<RuleProblem> Problems(ProgrammeRules rules)
    {
        var found = new Findings();
        Earning(rules.Earning, found);
        Spending(rules.Spending, found);
        Ladder(rules.Ladder, found);
        found.Between(rules.Release.ReturnDays, 0, 365, "release.returnDays", "Goods can be sent back for 0 to 365 days");
        found.Between(rules.Expiry.Months, 1, MostMonths, "expiry.months", $"Points last 1 to {MostMonths} months");
        found.Between(rules.Expiry.DaysWhenGivenBack, 0, 366, "expiry.daysWhenGivenBack", "Points that come back last 0 to 366 days at least");
        Days(rules.Expiry.WarningDays, "expiry.warningDays", "warning", found);
        found.Between(rules.Referral.Points, 0, MostPoints, "referral.points", "A friend earns 0 points or more");
        found.Between(rules.Referral.PerMonth, 0, 1000, "referral.perMonth", "0 to 1000 friends a month earn points");
        found.Between(rules.Referral.Voucher.Minor, 0, MostPoints, "referral.voucher", "A voucher is worth nothing or more");
        if (rules.Gifts is { } gifts) Gifts(gifts, found);
        if (rules.Liability is { } owed) Value(owed, "liability", found);
        return found.All;
    }

    private static void Earning(EarningTerms earning, Findings found)
    {
        Rate(earning.Points, "earning.points", found);
        Rate(earning.Credits, "earning.credits", found);
        Bonuses(earning.Bonuses, "earning.bonuses", found);
        for (var i = 0; i < earning.Campaigns.Count; i++)
        {
            var (campaign, path) = (earning.Campaigns[i], $"earning.campaigns[{i}]");
            Name(campaign.Name, CampaignTerms.NameMaxLength, path, found);
            found.When(campaign.Until <= campaign.From, path + ".until", "A campaign ends after it begins");
            found.When(campaign.From.Kind != DateTimeKind.Utc || campaign.Until.Kind != DateTimeKind.Utc, path + ".from", "A campaign's times are in UTC");
            found.Between(campaign.Priority, 0, 1000, path + ".priority", "A priority lies between 0 and 1000");
            found.When(campaign.MostPoints is < 1 or > MostPoints, path + ".mostPoints", "A cap is at least 1; leave it empty for none");
            found.When(campaign.Bonuses.Count == 0, path + ".bonuses", "A campaign has a bonus at least");
            Bonuses(campaign.Bonuses, path + ".bonuses", found);
        }
        for (var i = 0; i < earning.Deeds.Count; i++)
        {
            var (deed, path) = (earning.Deeds[i], $"earning.deeds[{i}]");
            found.Between(deed.Points, 0, MostPoints, path + ".points", "A deed earns 0 points or more");
            found.Between(deed.Credits, 0, MostPoints, path + ".credits", "A deed earns 0 credits or more");
            found.When(deed.Points == 0 && deed.Credits == 0, path + ".points", "A deed earns something; leave it out if it does not");
            found.When(deed.PerDay < 1, path + ".perDay", "A cap is at least 1; leave it empty for none");
            found.When(deed.PerMonth < 1, path + ".perMonth", "A cap is at least 1; leave it empty for none");
            found.When(deed.Ever < 1, path + ".ever", "A cap is at least 1; leave it empty for none");
            found.When(deed.Deed == Deed.ReferralKept, path + ".deed", "What a friend earns is named under referral");
            found.When(earning.Deeds.Take(i).Any(d => d.Deed == deed.Deed), path + ".deed", "Each deed is named once");
        }
    }

    private static void Bonuses(IReadOnlyList<BonusTerms> bonuses, string path, Findings found)
    {
        for (var i = 0; i < bonuses.Count; i++)
        {
            var (bonus, at) = (bonuses[i], $"{path}[{i}]");
            found.When(bonus.On == BonusOn.Everything ? bonus.Id is not null : bonus.Id is null, at + ".id", bonus.On == BonusOn.Everything ? "A bonus on everything names nothing" : "Choose what the bonus is on");
            found.Between(bonus.ExtraBasisPoints, 0, MostTimes, at + ".extraBasisPoints", "A bonus adds up to a hundred times the points");
            found.Between(bonus.PointsEach, 0, MostPoints, at + ".pointsEach", "A bonus adds 0 points a piece or more");
            found.When(bonus.ExtraBasisPoints == 0 && bonus.PointsEach == 0, at + ".extraBasisPoints", "A bonus adds something; leave it out if it does not");
        }
    }

    private static void Spending(SpendingTerms spending, Findings found)
    {
        Value(spending.Value, "spending.value", found);
        found.Between(spending.Minimum, 1, MostPoints, "spending.minimum", "At least 1 point is spent");
        found.Between(spending.Step, 1, MostPoints, "spending.step", "Points are spent in steps of at least 1");
        found.Between(spending.MaximumShareBasisPoints, 0, Whole, "spending.maximumShareBasisPoints", "Points pay 0 to 100 % of the goods");
        if (spending is not { Step: > 0, Value: { Points: > 0, Minor: > 0 } }) return;
        found.When((Int128)spending.Step * spending.Value.Minor % spending.Value.Points != 0, "spending.step", "A step is worth a whole amount of money");
        found.When(spending.Minimum % spending.Step != 0, "spending.minimum", "The minimum is a number of whole steps");
    }

    private static void Gifts(GiftTerms gifts, Findings found)
    {
        found.Between(gifts.Minimum, 1, MostPoints, "gifts.minimum", "At least 1 point is given");
        found.Between(gifts.Step, 1, MostPoints, "gifts.step", "Points are given in steps of at least 1");
        found.When(gifts.Step > 0 && gifts.Minimum % gifts.Step != 0, "gifts.minimum", "The minimum is a number of whole steps");
        found.When(gifts.PerDay < gifts.Minimum || gifts.PerDay > MostPoints, "gifts.perDay", "The most for a day is the minimum at least");
    }

    private static void Ladder(LadderTerms ladder, Findings found)
    {
        found.Between(ladder.GraceDays, 0, 180, "ladder.graceDays", "A grace lasts 0 to 180 days");
        Days(ladder.NoticeDays, "ladder.noticeDays", "notice", found);
        found.Between(ladder.CarryOverCap, 0, MostPoints, "ladder.carryOverCap", "0 credits or more carry over");
        found.When(ladder.CarryOverCap > 0 && ladder.Window == QualificationWindow.Rolling12Months, "ladder.carryOverCap", "A rolling window has no following year to carry credits over to");
        found.When(ladder.Tiers.Count == 0 || ladder.Tiers[0].Tier != Tier.Member, "ladder.tiers", "The lowest tier is the one everybody joins");
        if (ladder.Lifetime is { } lifetime)
        {
            found.Between(lifetime.Credits, 1, long.MaxValue, "ladder.lifetime.credits", "A tier for life asks for 1 credit at least");
            found.When(lifetime.Tier == Tier.Member || ladder.Of(lifetime.Tier) is null, "ladder.lifetime.tier", "Choose a tier of the ladder above the lowest");
        }

        Threshold? entry = null, keep = null; // of the rung below
        for (var i = 0; i < ladder.Tiers.Count; i++)
        {
            var (tier, path) = (ladder.Tiers[i], $"ladder.tiers[{i}]");
            Name(tier.Name, TierTerms.NameMaxLength, path, found);
            found.When(i > 0 && tier.Tier <= ladder.Tiers[i - 1].Tier, path + ".tier", "Each tier is named once, the lowest first");
            Benefits(tier.Benefits, path + ".benefits", found);
            if (tier.Tier == Tier.Member)
            {
                found.When(tier.Entry is not null || tier.Keep is not null, path + ".entry", "Everybody is in the lowest tier: it asks for nothing");
                found.When(tier.ByInvitation, path + ".byInvitation", "Nobody is invited to the lowest tier");
                continue;
            }
            found.When(tier.Entry is null && !tier.ByInvitation, path + ".entry", "Say what lifts members to this tier, or that it is by invitation");
            if (tier.Entry is { } own) Threshold(own, path + ".entry", found);
            if (tier.Keep is { } kept)
            {
                Threshold(kept, path + ".keep", found);
                if (tier.Entry is { } first) found.When(Harder(kept, first), path + ".keep", "Keeping a tier asks for no more than reaching it");
            }
            if (tier.Entry is not null)
            {
                if (entry is not null) found.When(!Higher(tier.Entry, entry), path + ".entry", "Each tier asks for more than the one below it");
                entry = tier.Entry;
            }
            if (tier.ToKeep is not null)
            {
                if (keep is not null) found.When(Harder(keep, tier.ToKeep), path + ".keep", "Keeping a tier asks for no less than keeping the one below it");
                keep = tier.ToKeep;
            }
        }
    }

    // Whoever meets the first meets the second as well: then the first is at least as hard.
    private static bool Implies(Threshold a, Threshold b)
    {
        bool Meets(long credits, int orders) => b.IsMet(credits, orders);
        var (credits, orders) = (a.Credits ?? 0, a.Orders ?? 0);
        return a.Both || a.Credits is null || a.Orders is null ? Meets(credits, orders) : Meets(credits, 0) && Meets(0, orders);
    }

    private static bool Harder(Threshold a, Threshold b) => !Implies(b, a);

    private static bool Higher(Threshold a, Threshold b) => Implies(a, b) && !Implies(b, a);

    private static void Threshold(Threshold asked, string path, Findings found)
    {
        found.When(asked.Credits is null && asked.Orders is null, path, "Name credits, orders or both");
        found.When(asked.Credits < 1, path + ".credits", "A threshold is 1 credit at least");
        found.When(asked.Orders < 1, path + ".orders", "A threshold is 1 order at least");
    }

    private static void Benefits(TierBenefits benefits, string path, Findings found)
    {
        found.Between(benefits.MultiplierBasisPoints, 0, MostTimes, path + ".multiplierBasisPoints", "Points are multiplied by 0 to 100");
        found.Between(benefits.PercentOffBasisPoints, 0, Whole, path + ".percentOffBasisPoints", "A reduction is 0 to 100 %");
        found.When(benefits.FreeDeliveryFrom < Money.Zero, path + ".freeDeliveryFrom", "Delivery is free from an amount that is not below zero");
        found.Between(benefits.EarlyAccessHours, 0, 24 * 90, path + ".earlyAccessHours", "Members come 0 to 2160 hours earlier");
        found.When(benefits.EarlyAccessQuota < 1, path + ".earlyAccessQuota", "A quota is 1 piece at least; leave it empty for none");
        found.When(benefits.ReturnDays is < 0 or > 365, path + ".returnDays", "Goods can be sent back for 0 to 365 days");
        found.Between(benefits.WarrantyMonths, 0, MostMonths, path + ".warrantyMonths", $"A warranty lasts 0 to {MostMonths} months");
        found.Between(benefits.SupportPriority, 0, 100, path + ".supportPriority", "A priority lies between 0 and 100");
        found.Between(benefits.EventSeats, 0, 1000, path + ".eventSeats", "There are 0 to 1000 seats");
        found.Between(benefits.BirthdayPoints, 0, MostPoints, path + ".birthdayPoints", "A birthday earns 0 points or more");
    }

    private static void Rate(Rate rate, string path, Findings found)
    {
        found.Between(rate.Points, 0, MostPoints, path + ".points", "An amount earns 0 points or more");
        found.Between(rate.PerMinor, 1, MostPoints, path + ".perMinor", "Points are earned for an amount above zero");
    }

    private static void Value(PointValue value, string path, Findings found)
    {
        found.Between(value.Points, 1, MostPoints, path + ".points", "A value is that of 1 point at least");
        found.Between(value.Minor, 1, MostPoints, path + ".minor", "Points are worth an amount above zero");
    }

    private static void Days(IReadOnlyList<int> days, string path, string what, Findings found)
    {
        for (var i = 0; i < days.Count; i++)
        {
            found.Between(days[i], 1, 366, $"{path}[{i}]", $"A {what} comes 1 to 366 days before");
            found.When(i > 0 && days[i] >= days[i - 1], $"{path}[{i}]", $"The earliest {what} stands first");
        }
    }

    private static void Name(string name, int most, string path, Findings found) =>
        found.When(name.Trim().Length == 0 || name.Length > most, path + ".name", string.Create(CultureInfo.InvariantCulture, $"Enter a name of 1 to {most} characters"));

    private sealed class Findings
    {
        private readonly List<RuleProblem> _all = [];

        public IReadOnlyList<RuleProblem> All => _all;

        public void When(bool wrong, string path, string text)
        {
            if (wrong) _all.Add(new RuleProblem(path, text));
        }

        public void Between(long value, long least, long most, string path, string text) => When(value < least || value > most, path, text);
    }
}
