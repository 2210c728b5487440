using System.Collections.Concurrent;
using System.Globalization;

namespace Shop.Ordering;

/// <summary>Public holidays of the countries we deliver to, computed for any year: days on which no parcel leaves or arrives.</summary>
public static class Holidays
{
    // 12-25 a fixed day (* moved to the next free weekday when it falls on a weekend), E+1 days after Easter, O+1 after the eastern churches' Easter,
    // 05-Mo1 the first Monday of May, 05-Mo9 the last, Fr>06-19 the first Friday on or after the 19th of June.
    private static readonly Dictionary<string, string> Rules = new()
    {
        ["AT"] = "01-01 01-06 E+1 05-01 E+39 E+50 E+60 08-15 10-26 11-01 12-08 12-25 12-26",
        ["BE"] = "01-01 E+1 05-01 E+39 E+50 07-21 08-15 11-01 11-11 12-25",
        ["BG"] = "01-01 03-03 O-2 O-1 O+1 05-01 05-06 05-24 09-06 09-22 12-24 12-25 12-26",
        ["CH"] = "01-01 E-2 E+1 E+39 E+50 08-01 12-25 12-26",
        ["CY"] = "01-01 01-06 O-48 03-25 04-01 O-2 O+1 05-01 O+50 08-15 10-01 10-28 12-25 12-26",
        ["CZ"] = "01-01 E-2 E+1 05-01 05-08 07-05 07-06 09-28 10-28 11-17 12-24 12-25 12-26",
        ["DE"] = "01-01 E-2 E+1 05-01 E+39 E+50 10-03 12-25 12-26",
        ["DK"] = "01-01 E-3 E-2 E+1 E+39 E+50 06-05 12-24 12-25 12-26",
        ["EE"] = "01-01 02-24 E-2 05-01 06-23 06-24 08-20 12-24 12-25 12-26",
        ["ES"] = "01-01 01-06 E-2 05-01 08-15 10-12 11-01 12-06 12-08 12-25",
        ["FI"] = "01-01 01-06 E-2 E+1 05-01 E+39 Fr>06-19 12-06 12-24 12-25 12-26",
        ["FR"] = "01-01 E+1 05-01 05-08 E+39 E+50 07-14 08-15 11-01 11-11 12-25",
        ["GB"] = "01-01* E-2 E+1 05-Mo1 05-Mo9 08-Mo9 12-25* 12-26*",
        ["GR"] = "01-01 01-06 O-48 03-25 O-2 O+1 05-01 O+50 08-15 10-28 12-25 12-26",
        ["HR"] = "01-01 01-06 E+1 05-01 05-30 E+60 06-22 08-05 08-15 11-01 11-18 12-25 12-26",
        ["HU"] = "01-01 03-15 E-2 E+1 05-01 E+50 08-20 10-23 11-01 12-24 12-25 12-26",
        ["IE"] = "01-01* Mo>02-01 03-17* E+1 05-Mo1 06-Mo1 08-Mo1 10-Mo9 12-25* 12-26*",
        ["IS"] = "01-01 E-3 E-2 E+1 Th>04-19 05-01 E+39 E+50 06-17 08-Mo1 12-24 12-25 12-26 12-31",
        ["IT"] = "01-01 01-06 E+1 04-25 05-01 06-02 08-15 11-01 12-08 12-25 12-26",
        ["LT"] = "01-01 02-16 03-11 E+1 05-01 06-24 07-06 08-15 11-01 11-02 12-24 12-25 12-26",
        ["LU"] = "01-01 E+1 05-01 05-09 E+39 E+50 06-23 08-15 11-01 12-25 12-26",
        ["LV"] = "01-01 E-2 E+1 05-01 05-04* 06-23 06-24 11-18* 12-24 12-25 12-26 12-31",
        ["MT"] = "01-01 02-10 03-19 03-31 E-2 05-01 06-07 06-29 08-15 09-08 09-21 12-08 12-13 12-25",
        ["NL"] = "01-01 E+1 04-27 E+39 E+50 12-25 12-26",
        ["NO"] = "01-01 E-3 E-2 E+1 05-01 05-17 E+39 E+50 12-25 12-26",
        ["PL"] = "01-01 01-06 E+1 05-01 05-03 E+60 08-15 11-01 11-11 12-24 12-25 12-26",
        ["PT"] = "01-01 E-2 04-25 05-01 E+60 06-10 08-15 10-05 11-01 12-01 12-08 12-25",
        ["RO"] = "01-01 01-02 01-06 01-07 01-24 O-2 O+1 05-01 O+50 06-01 08-15 11-30 12-01 12-25 12-26",
        ["SE"] = "01-01 01-06 E-2 E+1 05-01 E+39 06-06 Fr>06-19 12-24 12-25 12-26 12-31",
        ["SI"] = "01-01 01-02 02-08 E+1 04-27 05-01 05-02 06-25 08-15 10-31 11-01 12-25 12-26",
        ["SK"] = "01-01 01-06 E-2 E+1 05-01 05-08 07-05 08-29 09-15 11-01 11-17 12-24 12-25 12-26",
    };

    private static readonly Dictionary<string, DayOfWeek> Weekdays = new() { ["Mo"] = DayOfWeek.Monday, ["Th"] = DayOfWeek.Thursday, ["Fr"] = DayOfWeek.Friday };
    private static readonly ConcurrentDictionary<(string Country, int Year), HashSet<DateOnly>> Known = new();

    /// <summary>Monday to Friday and no holiday. Of a country we know nothing about, only the weekend is known.</summary>
    public static bool IsWorkingDay(string country, DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Of(country, day.Year).Contains(day);

    public static IReadOnlySet<DateOnly> Of(string country, int year) => Known.GetOrAdd((country, year), key => Compute(key.Country, key.Year));

    /// <summary>Easter Sunday of the western churches, by the anonymous Gregorian rule.</summary>
    public static DateOnly Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100, d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7, f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
        return new DateOnly(year, f / 31, f % 31 + 1);
    }

    /// <summary>Easter Sunday of the eastern churches: Meeus' Julian rule, told in our calendar (right from 1900 to 2099).</summary>
    public static DateOnly EasternEaster(int year)
    {
        int d = (19 * (year % 19) + 15) % 30, e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7, f = d + e + 114;
        return new DateOnly(year, f / 31, f % 31 + 1).AddDays(13);
    }

    private static HashSet<DateOnly> Compute(string country, int year)
    {
        var days = new HashSet<DateOnly>();
        foreach (var rule in Rules.GetValueOrDefault(country, "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var day = rule switch
            {
                ['E', ..] => Easter(year).AddDays(int.Parse(rule.AsSpan(1), CultureInfo.InvariantCulture)),
                ['O', ..] => EasternEaster(year).AddDays(int.Parse(rule.AsSpan(1), CultureInfo.InvariantCulture)),
                [_, _, '>', ..] => OnOrAfter(Fixed(year, rule.AsSpan(3)), Weekdays[rule[..2]]),
                [_, _, '-', 'M', 'o', '9'] => OnOrAfter(Fixed(year, $"{rule[..2]}-01").AddMonths(1).AddDays(-7), DayOfWeek.Monday),
                [_, _, '-', 'M', 'o', var n] => OnOrAfter(Fixed(year, $"{rule[..2]}-01"), DayOfWeek.Monday).AddDays(7 * (n - '1')),
                _ => Fixed(year, rule.AsSpan(0, 5)),
            };
            if (rule.EndsWith('*')) while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || days.Contains(day)) day = day.AddDays(1);
            days.Add(day);
        }
        return days;
    }

    private static DateOnly Fixed(int year, ReadOnlySpan<char> monthAndDay) =>
        new(year, int.Parse(monthAndDay[..2], CultureInfo.InvariantCulture), int.Parse(monthAndDay[3..5], CultureInfo.InvariantCulture));

    private static DateOnly OnOrAfter(DateOnly day, DayOfWeek weekday) => day.AddDays(((int)weekday - (int)day.DayOfWeek + 7) % 7);
}
