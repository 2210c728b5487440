using System.Globalization;
using Shop.Kernel;

namespace Shop.Insights;

/// <summary>What a stretch of days is held against.</summary>
public enum Comparison { Previous, LastYear, None }

/// <summary>The days that figures are asked for, in the shop's calendar, and those they are compared with. It stands in the address, so that a shared link shows the same.</summary>
/// <param name="Key">“7”, “this-month”, or “own” for dates of one's own.</param>
/// <param name="To">The last day; it belongs to it.</param>
/// <param name="Mistake">What could not be read of the dates, as a sentence; the usual range counts then.</param>
public sealed record FigureRange(string Key, DateOnly From, DateOnly To, Comparison Comparison, string? Mistake = null)
{
    public const string Usual = "30";
    public const int MostDays = 3660;

    public static IReadOnlyList<(string Key, string Words)> Known { get; } =
        [("today", "Today"), ("7", "Last 7 days"), (Usual, "Last 30 days"), ("90", "Last 90 days"), ("this-month", "This month"), ("last-month", "Last month"), ("year", "This year"), ("own", "Own dates")];

    public int Days => To.DayNumber - From.DayNumber + 1;

    public string Words => Key == "own" ? $"{Day(From)} – {Day(To)}" : Known.First(k => k.Key == Key).Words;

    /// <param name="today">By the shop's own clock.</param>
    public static FigureRange Read(string? key, string? from, string? to, string? against, DateOnly today)
    {
        var comparison = against switch { "last-year" => Comparison.LastYear, "none" => Comparison.None, _ => Comparison.Previous };
        var month = new DateOnly(today.Year, today.Month, 1);
        return key switch
        {
            "today" => new(key, today, today, comparison),
            "7" or "90" => new(key, today.AddDays(1 - int.Parse(key, CultureInfo.InvariantCulture)), today, comparison),
            "this-month" => new(key, month, today, comparison),
            "last-month" => new(key, month.AddMonths(-1), month.AddDays(-1), comparison),
            "year" => new(key, new DateOnly(today.Year, 1, 1), today, comparison),
            "own" => Own(from, to, comparison, today),
            _ => new(Usual, today.AddDays(-29), today, comparison),
        };
    }

    /// <summary>The days it is compared with; null when it is not.</summary>
    public (DateOnly From, DateOnly To)? Compared => Comparison switch
    {
        Comparison.None => null,
        Comparison.LastYear => (From.AddYears(-1), To.AddYears(-1)),
        // As much of a month as there is of this one, a whole one for a whole one; otherwise the days just before.
        _ when Key is "this-month" or "last-month" => (From.AddMonths(-1), Key == "last-month" ? From.AddDays(-1) : To.AddMonths(-1)),
        _ when Key == "year" => (From.AddYears(-1), To.AddYears(-1)),
        _ => (From.AddDays(-Days), From.AddDays(-1)),
    };

    /// <summary>The whole of it as instants.</summary>
    public Period In(TimeZoneInfo zone) => Between(From, To, zone);

    public static Period Between(DateOnly from, DateOnly to, TimeZoneInfo zone) => new(Period.StartOf(from, zone), Period.StartOf(to.AddDays(1), zone));

    /// <summary>The steps of a chart over such days: hours of one day, days of a month, weeks of half a year, months beyond.</summary>
    public static IReadOnlyList<FigureStep> Steps(DateOnly from, DateOnly to, TimeZoneInfo zone)
    {
        var steps = new List<FigureStep>();
        var days = to.DayNumber - from.DayNumber + 1;
        if (days == 1)
        {
            var day = Period.DayOf(from, zone);
            for (var hour = day.Start; hour < day.End; hour = hour.AddHours(1))
                steps.Add(new(TimeZoneInfo.ConvertTimeFromUtc(hour, zone).ToString("HH:mm", CultureInfo.InvariantCulture), new Period(hour, hour.AddHours(1) < day.End ? hour.AddHours(1) : day.End)));
            return steps;
        }
        for (var start = from; start <= to;)
        {
            var next = days <= 31 ? start.AddDays(1) : days <= 190 ? start.AddDays(7) : new DateOnly(start.Year, start.Month, 1).AddMonths(1);
            if (next > to) next = to.AddDays(1);
            steps.Add(new(days <= 31 ? Day(start) : days <= 190 ? $"{Day(start)} –" : start.ToString("MMM yyyy", CultureInfo.InvariantCulture), Between(start, next.AddDays(-1), zone)));
            start = next;
        }
        return steps;
    }

    private static FigureRange Own(string? from, string? to, Comparison comparison, DateOnly today)
    {
        var usual = new FigureRange("own", today.AddDays(-29), today, comparison);
        if (!DateOnly.TryParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)) return usual with { Mistake = "Enter the first day, like 2026-11-01." };
        if (!DateOnly.TryParseExact(to, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last)) return usual with { Mistake = "Enter the last day, like 2026-11-30." };
        if (last < first) return usual with { Mistake = "The last day is before the first." };
        if (first.Year < 1990 || last.Year > 2190) return usual with { Mistake = "These days are too far away." };
        return last.DayNumber - first.DayNumber < MostDays ? usual with { From = first, To = last } : usual with { Mistake = $"At most {MostDays} days." };
    }

    private static string Day(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);
}

/// <summary>One step of a chart.</summary>
public sealed record FigureStep(string Label, Period When);
