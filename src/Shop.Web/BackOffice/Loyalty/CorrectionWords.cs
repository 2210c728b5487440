using Shop.Loyalty;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>What is done for members by hand, as staff read it.</summary>
public static class CorrectionWords
{
    public static string Of(CorrectionWish wish) => wish switch
    {
        CorrectionWish.Give => "Give points",
        CorrectionWish.Take => "Take points",
        CorrectionWish.Extend => "Let points live longer",
        _ => "Lend a tier",
    };

    public static string Of(GrantKind kind) => kind switch
    {
        GrantKind.Invitation => "By invitation",
        GrantKind.StatusMatch => "Matches a tier elsewhere",
        GrantKind.LifeEvent => "Life got in between",
        _ => "A decision of ours",
    };

    public static string What(CorrectionRow row, LadderTerms ladder, TimeZoneInfo zone) => row.Kind switch
    {
        CorrectionKind.Points => $"{(row.Points > 0 ? "Give" : "Take")} {ClubWords.Number(Math.Abs(row.Points))} points",
        CorrectionKind.Extension => $"Points ending until {Day(row.EndingBefore, zone)} live until {Day(row.Until, zone)}",
        _ => $"{ladder.NameOf(row.Tier ?? Tier.Member)} until {Day(row.Until, zone)}",
    };

    public static (string Text, string Badge) Of(CorrectionState state) => state switch
    {
        CorrectionState.Waiting => ("Waits for a second person", "warning"),
        CorrectionState.Done => ("Done", "success"),
        CorrectionState.Refused => ("Refused", "danger"),
        _ => ("Withdrawn", "secondary"),
    };

    private static string Day(DateTime? end, TimeZoneInfo zone) => end is { } instant ? Html.DateText.LongDay(Expiries.LastDay(instant, zone)) : "";
}
