using System.Globalization;

namespace Shop.Web.Html;

/// <summary>Days and lengths of time as people say them.</summary>
public static class DateText
{
    /// <summary>“Tue 24 Nov”, with the year when it is not this one.</summary>
    public static string Day(DateOnly day) => day.ToString("ddd d MMM", CultureInfo.CurrentCulture);

    public static string LongDay(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>“Tue 24 – Wed 25 Nov”; one day when both are the same.</summary>
    public static string Days(DateOnly from, DateOnly to)
    {
        if (from == to) return Day(from);
        var start = from.Month == to.Month && from.Year == to.Year ? from.ToString("ddd d", CultureInfo.CurrentCulture) : Day(from);
        return $"{start} – {Day(to)}";
    }

    /// <summary>“3 h 12 min”; minutes alone below an hour.</summary>
    public static string Length(TimeSpan length)
    {
        var minutes = Math.Max(1, (int)length.TotalMinutes);
        return minutes < 60 ? $"{minutes} min" : minutes % 60 == 0 ? $"{minutes / 60} h" : $"{minutes / 60} h {minutes % 60} min";
    }

    /// <summary>“14:30” in the shop's time zone.</summary>
    public static string Time(DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone).ToString("HH:mm", CultureInfo.CurrentCulture);

    /// <summary>“2 June 2026” in the shop's time zone.</summary>
    public static string Date(DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone).ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>“2 June 2026, 12:00” in the shop's time zone.</summary>
    public static string Moment(DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone).ToString("d MMMM yyyy, HH:mm", CultureInfo.CurrentCulture);
}
