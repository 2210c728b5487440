using System.Globalization;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>Says the club's rules in plain words. Each number comes from the rules in force.</summary>
public sealed class ClubWords(MoneyText money)
{
    /// <summary>“1 point for every €1”.</summary>
    public string Rate(Club club) => $"{club.Count(club.Rules.Earning.Points.Points)} for every {money.Whole(new Money(club.Rules.Earning.Points.PerMinor))}";

    /// <summary>The same at a tier: “2 points for every €1”.</summary>
    public string Rate(Club club, Tier tier)
    {
        var (rate, each) = (club.Rules.Earning.Points, club.Rules.Ladder.Of(tier)?.Benefits.MultiplierBasisPoints ?? 10_000);
        return each == 10_000 ? Rate(club) : $"{Number((decimal)rate.Points * each / 10_000)} {club.Points} for every {money.Whole(new Money(rate.PerMinor))}";
    }

    /// <summary>“100 points are worth €5”.</summary>
    public string Worth(Club club)
    {
        var (least, spending) = (club.Rules.Spending.Minimum, club.Rules.Spending);
        return $"{club.Count(least)} {(least == 1 ? "is" : "are")} worth {money.Whole(spending.Worth(least))}";
    }

    /// <summary>“up to half of the goods”.</summary>
    public static string Share(Club club) => club.Rules.Spending.MaximumShareBasisPoints switch
    {
        >= 10_000 => "all of the goods",
        5_000 => "half of the goods",
        var share => $"{Percent(share)} of the goods",
    };

    /// <summary>What so many points pay at checkout: whole steps count.</summary>
    public string Value(Club club, long points) => money.Of(club.Rules.Spending.Worth(points - points % club.Rules.Spending.Step));

    /// <summary>When points can be spent.</summary>
    public static string Wait(Club club) => $"{Days(club.Rules.Release.ReturnDays)} after your parcel has arrived, when the time to send things back is over";

    public static string Lasting(Club club) => Months(club.Rules.Expiry.Months);

    /// <summary>In which stretch of time purchases are counted.</summary>
    public static string Window(Club club) => club.Rules.Ladder.Window switch
    {
        QualificationWindow.CalendarYear => "within a calendar year",
        QualificationWindow.MembershipYear => "within a year of your membership",
        _ => "within twelve months",
    };

    /// <summary>What a threshold asks for: “300 tier credits”, “300 tier credits or 10 orders”.</summary>
    public static string Asked(Threshold threshold)
    {
        List<string> parts = [];
        if (threshold.Credits is { } credits) parts.Add(Credits(credits));
        if (threshold.Orders is { } orders) parts.Add(orders == 1 ? "1 order" : $"{Number(orders)} orders");
        return string.Join(threshold.Both ? " and " : " or ", parts);
    }

    public static string Entry(TierTerms tier) => tier switch
    {
        { Tier: Tier.Member } => "From the first day",
        { Entry: { } entry, ByInvitation: true } => $"{Asked(entry)}, or by invitation",
        { Entry: { } entry } => Asked(entry),
        _ => "By invitation",
    };

    /// <summary>What a tier brings, each as a short line.</summary>
    public IEnumerable<string> Benefits(Club club, TierTerms tier)
    {
        var own = tier.Benefits;
        var (rate, each) = (club.Rules.Earning.Points, own.MultiplierBasisPoints);
        yield return each == 10_000 ? Rate(club) : $"{Times(each)} {club.Points}: {Number((decimal)rate.Points * each / 10_000)} for every {money.Whole(new Money(rate.PerMinor))}";
        if (Acts(nameof(own.PercentOffBasisPoints)) && own.PercentOffBasisPoints > 0) yield return $"{Percent(own.PercentOffBasisPoints)} off the goods";
        if (Acts(nameof(own.FreeDeliveryFrom)) && own.FreeDeliveryFrom is { } free) yield return free <= Money.Zero ? "Free standard delivery" : $"Free standard delivery from {money.Whole(free)}";
        if (Acts(nameof(own.EarlyAccessHours)) && own.EarlyAccessHours > 0) yield return $"New pieces {Hours(own.EarlyAccessHours)} before others{(own.EarlyAccessQuota is { } quota ? $", up to {quota} of each" : "")}";
        if (Acts(nameof(own.ReturnDays)) && own.ReturnDays is { } days && days > club.Rules.Release.ReturnDays) yield return $"{Days(days)} to send things back";
        if (Acts(nameof(own.WarrantyMonths)) && own.WarrantyMonths > 0) yield return $"{Months(own.WarrantyMonths)} of warranty";
        if (Acts(nameof(own.BirthdayPoints)) && own.BirthdayPoints > 0) yield return $"{club.Count(Birthday(club, tier))} on your birthday";
        if (Acts(nameof(own.EventSeats)) && own.EventSeats > 0) yield return own.EventSeats == 1 ? "A seat at our events each year" : $"{own.EventSeats} seats at our events each year";
        if (Acts(nameof(own.SupportPriority)) && own.SupportPriority > 0) yield return "Your messages are answered first";
        if (Acts(nameof(own.Adviser)) && own.Adviser) yield return "An adviser of your own";
    }

    /// <summary>What earns points besides buying, and where it is done; what a member has done for good is left out.</summary>
    public static IEnumerable<(string Name, long Points, string? Limit, string? Url)> Deeds(Club club, MemberStanding? me) =>
        club.Rules.Earning.Deeds.Where(d => d.Points > 0 && !(me is not null && d.Deed == Deed.Join) && !(me is { HasOrdered: true } && d.Deed == Deed.FirstOrder) && !(me is { HasAllDetails: true } && d.Deed == Deed.ProfileCompleted) && Acting.On(d.Deed))
            .Select(d => (Names[d.Deed], d.Deed == Deed.Birthday && me is not null ? Birthday(club, club.Rules.Ladder.Of(me.Tier)) : d.Points, Limit(d), PlaceOf(d.Deed, me is not null)))
            .Concat(club.Rules.Referral.Points > 0 ? [(Names[Deed.ReferralKept], club.Rules.Referral.Points, $"up to {Number(club.Rules.Referral.PerMonth)} a month", PlaceOf(Deed.ReferralKept, me is not null))] : []);

    /// <summary>The last day on which something counts in time: the day of the moment itself is no whole day any more, unless it is today.</summary>
    public static string LastDayBefore(DateTime end, DateTime now, TimeZoneInfo zone)
    {
        var day = Period.LocalDay(end, zone);
        return day > Period.LocalDay(now, zone) ? DateText.LongDay(day.AddDays(-1)) : $"today, {TimeZoneInfo.ConvertTimeFromUtc(end, zone):HH:mm}";
    }

    // What it brings everybody, and what the tier adds.
    private static long Birthday(Club club, TierTerms? tier) => (club.Rules.Earning.For(Deed.Birthday)?.Points ?? 0) + (tier?.Benefits.BirthdayPoints ?? 0);

    private static string? PlaceOf(Deed deed, bool isMember) => (deed, isMember) switch
    {
        (Deed.Join, _) => "/account/register?join=true",
        (Deed.FirstOrder, _) => "/shop",
        (Deed.Birthday or Deed.ProfileCompleted, true) => "/account/details",
        (Deed.ReviewApproved, true) => "/account/reviews",
        (Deed.ReferralKept, true) => "/account/club/friends",
        (Deed.EventAttended, true) => "/account/club/rewards",
        _ => null,
    };

    /// <summary>“€1”.</summary>
    public string Amount(long minor) => money.Whole(new Money(minor));

    /// <summary>Numbers of points that show what they are worth: the least, and some more.</summary>
    public IEnumerable<long> Examples(Club club)
    {
        var (least, step) = (club.Rules.Spending.Minimum, club.Rules.Spending.Step);
        foreach (var times in new[] { 1, 2, 5, 10 }) yield return Math.Max(least, least * times / step * step);
    }

    /// <summary>The rules as questions and answers.</summary>
    public IEnumerable<(string Question, string Answer)> Rules(Club club)
    {
        var rules = club.Rules;
        yield return ($"What earns {club.Points}?", $"{Rate(club)} you pay for goods, after every discount, counted article by article in whole steps{(rules.Earning.TaxEarns ? ", with the VAT in it" : ", without the VAT in it")}. Delivery, gift wrapping and what you pay with {club.Points} earn nothing.{(rules.Earning.ExcludedProducts.Count + rules.Earning.ExcludedCategories.Count > 0 ? $" A few articles are left out; they show no {club.Points}." : "")}");
        yield return ("When can I spend them?", $"They wait until your parcel has arrived and the time to send things back is over: {Days(rules.Release.ReturnDays)} after delivery{(rules.Ladder.Tiers.Any(t => t.Benefits.ReturnDays > rules.Release.ReturnDays) ? ", and some days more at higher tiers" : "")}. Your own page shows the day for each order.");
        yield return ("How do I spend them?", $"At checkout, beside the card. {Worth(club)}; you choose how many, from {club.Count(rules.Spending.Minimum)} on, up to {Share(club)}.");
        yield return ("Can I share them?", $"In a household up to {Household.MostMembers} members earn into the same {club.Points} and spend them together; tiers stay each one's own.{(rules.Gifts is { } gifts ? $" And you can give {club.Points} to another member, from {club.Count(gifts.Minimum)} on and up to {Number(gifts.PerDay)} a day. They keep the day on which they end." : "")}");
        yield return ("How long do they last?", $"{Lasting(club)} from the day they can be spent, to the end of the last day. What ends first is spent first, and your own page shows what ends in the next weeks.");
        yield return ("What if I send something back?", $"The {club.Points} it earned are taken back, and no others. If you had spent them already, the next ones make up for it; your balance is never below zero. {club.PointsFirst} you paid with come back as well, with their own last day or at least {Days(rules.Expiry.DaysWhenGivenBack)}.");
        yield return ("How do I reach a tier?", $"By tier credits, counted {Window(club)}: {string.Join("; ", rules.Ladder.Tiers.Where(t => t.Tier != Tier.Member).Select(t => $"{t.Name}: {char.ToLowerInvariant(Entry(t)[0])}{Entry(t)[1..]}"))}. You go up as soon as they count, and stay there to the end of the next period at least.");
        yield return ("Can I lose a tier?", $"Only when its time is over and what you bought is not enough to keep it. Then you go down one step at most, after {Days(rules.Ladder.GraceDays)} of grace. To keep it, {Window(club)}: {string.Join("; ", rules.Ladder.Tiers.Where(t => t.ToKeep is not null && t.Tier != Tier.Member).Select(t => $"{t.Name}: {Asked(t.ToKeep!)}"))}. Your own page says what is missing.{(rules.Ladder.Lifetime is { } life ? $" {club.NameOf(life.Tier)} is for life from {Credits(life.Credits)} on, all years together." : "")}");
        if (rules.Ladder.Tiers.Any(t => t.Benefits.EarlyAccessHours > 0))
            yield return ("Who sees new pieces first?", $"{string.Join("; ", rules.Ladder.Tiers.Where(t => t.Benefits.EarlyAccessHours > 0).Select(t => $"{t.Name}: {Hours(t.Benefits.EarlyAccessHours)} before others{(t.Benefits.EarlyAccessQuota is { } quota ? $", up to {quota} of each" : "")}"))}. Of some there is only so much before everybody can buy; their pages say how much is left.");
        if (rules.Referral.IsOpen) yield return ("Can I bring friends?", $"Yes, with the link on your own page.{(rules.Referral.Voucher > Money.Zero ? $" Who is new here and joins by it gets a voucher of {money.Of(rules.Referral.Voucher)}." : "")}{(rules.Referral.Points > 0 ? $" You get {club.Count(rules.Referral.Points)} when their first order can no longer be sent back. Yourself and your own household do not count." : "")}");
        yield return ("Can the rules change?", $"Yes. An order earns by the rules that were in force when you placed it, and {club.Points} you have keep their last day. A tier you were given stays yours to its end, whatever the new rules ask; from then on they judge what you bought.");
        yield return ("Can I leave?", "At any time, on one page that shows what you would lose. Your account and your orders stay.");
    }

    /// <summary>“1 tier credit”, “1,240 tier credits”.</summary>
    public static string Credits(long credits) => $"{Number(credits)} tier {(credits == 1 ? "credit" : "credits")}";

    public static string Number(long number) => Html.Number.Of(number);

    public static string Number(decimal number) => number.ToString("0.##", CultureInfo.CurrentCulture);

    public static string Percent(int basisPoints) => $"{Number((decimal)basisPoints / 100)}%";

    public static string Days(int days) => days == 1 ? "1 day" : $"{days} days";

    public static string Months(int months) => months switch { 1 => "1 month", 12 => "12 months", _ when months % 12 == 0 => $"{months / 12} years", _ => $"{months} months" };


    private static readonly Dictionary<Deed, string> Names = new()
    {
        [Deed.Join] = "Join the club", [Deed.ProfileCompleted] = "Complete your details: birthday and address", [Deed.FirstOrder] = "Your first order", [Deed.Birthday] = "Your birthday", [Deed.Anniversary] = "Each year as a member",
        [Deed.ReviewApproved] = "Review something you bought", [Deed.SurveyAnswered] = "Answer a survey", [Deed.ReferralKept] = "Bring a friend who orders", [Deed.EventAttended] = "Come to an event",
    };

    // Only what the shop really does is promised.
    private static bool Acts(string benefit) => Acting.On(benefit);

    private static string? Limit(DeedTerms deed) => deed switch
    {
        { Ever: 1 } or { Deed: Deed.Birthday or Deed.Anniversary } => null,
        { PerDay: { } day, PerMonth: { } month } => $"up to {day} a day and {month} a month",
        { PerDay: { } day } => $"up to {day} a day",
        { PerMonth: { } month } => $"up to {month} a month",
        { Ever: { } ever } => $"up to {ever} times",
        _ => null,
    };

    private static string Times(int basisPoints) => $"{Number((decimal)basisPoints / 10_000)} ×";

    private static string Hours(int hours) => hours % 24 == 0 ? Days(hours / 24) : $"{hours} hours";
}
