using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>The stretches of time that the club counts in, in the programme's zone: half open, each beginning where the last one ended.</summary>
public static class ClubTime
{
    /// <summary>The n-th stretch of so many months from a day on, counted from that day each time: what begins on the 31st or on 29 February ends on the last day of shorter months, and is on the 31st again after them.</summary>
    public static Period Cycle(DateOnly anchor, int months, int n, TimeZoneInfo zone) => new(Start(anchor, months, n, zone), Start(anchor, months, n + 1, zone));

    /// <summary>The one of those stretches in which an instant lies.</summary>
    public static Period CycleAt(DateOnly anchor, int months, DateTime at, TimeZoneInfo zone)
    {
        var day = Period.LocalDay(at, zone);
        var passed = (day.Year - anchor.Year) * 12 + day.Month - anchor.Month;
        var n = passed < 0 ? -((-passed + months - 1) / months) : passed / months;
        if (day < anchor.AddMonths(n * months)) n--; // the month is reached, its day is not
        return Cycle(anchor, months, n, zone);
    }

    /// <summary>The calendar month, for what is capped by month.</summary>
    public static Period MonthAt(DateTime at, TimeZoneInfo zone) => CycleAt(new DateOnly(2000, 1, 1), 1, at, zone);

    /// <summary>The stretch whose credits decide the tier at an instant: the year in which it lies, or the twelve months that end with its day.</summary>
    public static Period Qualifying(QualificationWindow window, DateTime joinedAt, DateTime at, TimeZoneInfo zone) => window switch
    {
        QualificationWindow.CalendarYear => CycleAt(new DateOnly(2000, 1, 1), 12, at, zone),
        QualificationWindow.MembershipYear => CycleAt(Period.LocalDay(joinedAt, zone), 12, at, zone),
        _ => Cycle(Period.LocalDay(at, zone).AddDays(1), 12, -1, zone),
    };

    /// <summary>The stretch after that one.</summary>
    public static Period Next(QualificationWindow window, DateTime joinedAt, DateTime at, TimeZoneInfo zone) => window == QualificationWindow.Rolling12Months
        ? Cycle(Period.LocalDay(at, zone).AddDays(1), 12, 0, zone)
        : Qualifying(window, joinedAt, Qualifying(window, joinedAt, at, zone).End, zone);

    private static DateTime Start(DateOnly anchor, int months, int n, TimeZoneInfo zone) => Period.StartOf(anchor.AddMonths(months * n), zone);
}
