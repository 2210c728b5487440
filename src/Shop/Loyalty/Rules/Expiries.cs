using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Until when points can be spent: to the last instant of the last day that members are shown.</summary>
public static class Expiries
{
    /// <summary>The first instant after the last local day; points can be spent while now is before it.</summary>
    public static DateTime For(DateTime releasedAt, ProgrammeRules rules, TimeZoneInfo zone) =>
        After(Period.LocalDay(releasedAt, zone).AddMonths(rules.Expiry.Months), zone);

    /// <summary>Points that come back keep their end, unless it is before this one: so much time they have at least.</summary>
    public static DateTime LeastWhenGivenBack(DateTime givenBackAt, ProgrammeRules rules, TimeZoneInfo zone) =>
        After(Period.LocalDay(givenBackAt, zone).AddDays(rules.Expiry.DaysWhenGivenBack), zone);

    /// <summary>The day to show: “until 31 March” means to the last instant of it.</summary>
    public static DateOnly LastDay(DateTime expiresAt, TimeZoneInfo zone) => Period.LocalDay(expiresAt.AddTicks(-1), zone);

    /// <summary>When to warn: on the morning of the day that lies so many days before the last one.</summary>
    public static DateTime WarningAt(DateTime expiresAt, int days, TimeZoneInfo zone) => Period.StartOf(LastDay(expiresAt, zone).AddDays(-days), zone);

    private static DateTime After(DateOnly lastDay, TimeZoneInfo zone) => Period.StartOf(lastDay.AddDays(1), zone);
}
