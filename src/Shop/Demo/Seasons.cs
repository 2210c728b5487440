namespace Shop.Demo;

/// <summary>How the year and the week go in a shop of gifts and homeware. Busy time runs faster than the calendar before Christmas and slower in July.</summary>
internal sealed class Seasons
{
    // January to December; the average is one.
    private static readonly double[] Months = [0.86, 0.86, 0.90, 0.94, 1.00, 0.86, 0.70, 0.86, 0.94, 1.06, 1.46, 1.80];
    private static readonly double[] Weekdays = [1.18, 1.06, 1.00, 0.98, 1.00, 0.88, 0.90]; // Sunday first

    // What people look for in which month, as a multiple of its own average.
    private static readonly Dictionary<string, double[]> Tides = new()
    {
        ["winter"] = [1.1, 0.8, 0.4, 0.2, 0.1, 0.1, 0.1, 0.2, 0.5, 1.4, 3.2, 3.9],
        ["spring"] = [0.5, 1.1, 2.2, 2.8, 2.2, 1.0, 0.5, 0.4, 0.4, 0.3, 0.3, 0.3],
        ["summer"] = [0.2, 0.3, 0.5, 1.0, 2.0, 2.9, 2.6, 1.6, 0.5, 0.2, 0.1, 0.1],
        ["autumn"] = [0.6, 0.4, 0.3, 0.3, 0.3, 0.3, 0.5, 1.4, 2.6, 2.7, 1.6, 1.0],
    };

    private readonly double[] _busyUntil;

    /// <param name="days">The last of them may be only partly over.</param>
    public Seasons(DateOnly first, double days)
    {
        First = first;
        var whole = (int)Math.Ceiling(days);
        _busyUntil = new double[whole + 1];
        for (var i = 0; i < whole; i++) _busyUntil[i + 1] = _busyUntil[i] + Busyness(first.AddDays(i)) * Math.Min(1, days - i) / 7;
    }

    public DateOnly First { get; }

    /// <summary>All the busy weeks there are.</summary>
    public double Weeks => _busyUntil[^1];

    public static double Busyness(DateOnly day) => Months[day.Month - 1] * Weekdays[(int)day.DayOfWeek] * (day is { Month: 12, Day: > 20 } ? 0.45 : 1);

    public static double TideOf(string? season, DateOnly day) => season is null ? 1 : Tides[season][day.Month - 1];

    /// <summary>How many busy weeks have passed at the start of a day.</summary>
    public double WeeksUntil(DateOnly day) => _busyUntil[Math.Clamp(day.DayNumber - First.DayNumber, 0, _busyUntil.Length - 1)];

    /// <summary>The day on which so many busy weeks have passed.</summary>
    public DateOnly DayAt(double weeks)
    {
        var found = Array.BinarySearch(_busyUntil, weeks);
        return First.AddDays(found >= 0 ? Math.Min(found, _busyUntil.Length - 2) : ~found - 1);
    }
}
