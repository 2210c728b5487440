namespace Shop.Kernel;

/// <summary>A stretch of time, half open: the start belongs to it, the end does not. Both are UTC instants.</summary>
public readonly record struct Period(DateTime Start, DateTime End)
{
    public bool Contains(DateTime at) => at >= Start && at < End;

    /// <summary>The local calendar day in a time zone. Where midnight does not exist, the day starts at its first valid instant.</summary>
    public static Period DayOf(DateOnly day, TimeZoneInfo zone) => new(StartOf(day, zone), StartOf(day.AddDays(1), zone));

    /// <summary>The first instant of a local day in a time zone, as UTC.</summary>
    public static DateTime StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15); // spring forward at midnight: Cairo, Beirut, Havana, Santiago
        if (!zone.IsAmbiguousTime(local)) return TimeZoneInfo.ConvertTimeToUtc(local, zone);
        // Autumn: midnight comes twice; the day starts at the first of the two, the one with the larger offset.
        return DateTime.SpecifyKind(local - zone.GetAmbiguousTimeOffsets(local).Max(), DateTimeKind.Utc);
    }

    /// <summary>The local calendar day in which an instant lies.</summary>
    public static DateOnly LocalDay(DateTime utc, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(utc, zone));
}
