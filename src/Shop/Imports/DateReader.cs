using System.Globalization;
using Shop.Kernel;

namespace Shop.Imports;

/// <summary>Reads the file's dates, in the one way of writing that fits all those looked at, as moments in the shop's time zone.</summary>
internal sealed class DateReader(IReadOnlyList<string> formats, TimeZoneInfo zone)
{
    private static readonly string[][] Ways =
    [
        ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss.FFFFFFF",
            "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss zzz", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"],
        ["yyyyMMdd", "yyyyMMdd HH:mm", "yyyyMMddHHmmss"],
        ["d.M.yyyy H:mm", "d.M.yyyy H:mm:ss", "d.M.yyyy", "d.M.yy H:mm", "d.M.yy"],
        ["M/d/yyyy H:mm", "M/d/yyyy H:mm:ss", "M/d/yyyy", "M/d/yyyy h:mm tt", "M/d/yyyy h:mm:ss tt", "M/d/yy H:mm", "M/d/yy"],
        ["d/M/yyyy H:mm", "d/M/yyyy H:mm:ss", "d/M/yyyy", "d/M/yyyy h:mm tt", "d/M/yy H:mm", "d/M/yy"],
        ["d-M-yyyy H:mm", "d-M-yyyy H:mm:ss", "d-M-yyyy", "d-MMM-yyyy", "d-MMM-yyyy H:mm", "d MMM yyyy", "d MMM yyyy H:mm", "MMM d, yyyy"],
    ];

    private string _lastText = "";
    private DateTime? _last;

    /// <exception cref="RuleBroken">No way of writing fits, or two do.</exception>
    public static DateReader For(IReadOnlyCollection<string> seen, string? given, TimeZoneInfo zone)
    {
        if (given is not null) return new DateReader([given], zone);
        if (seen.Count == 0) return new DateReader(Ways[0], zone);
        // Some dates may be dirt; the way that reads the most, and most of them, is the file's.
        var fits = Ways.Select(way => (Way: way, Count: seen.Count(text => Parse(text, way) is not null))).Where(f => f.Count > 0.5 * seen.Count).ToList();
        if (fits.Count == 0) throw new RuleBroken($"The dates cannot be read, for example “{seen.First()}”. Say how they are written, for example --date-format \"dd/MM/yyyy HH:mm\".");
        var best = fits.Where(f => f.Count == fits.Max(x => x.Count)).ToList();
        if (best.Count > 1) throw new RuleBroken($"The dates, for example “{seen.First()}”, can be read with the day first or the month first. Say which: --date-format \"{best[0].Way[0]}\" or --date-format \"{best[1].Way[0]}\".");
        return new DateReader(best[0].Way, zone);
    }

    public DateTime? Read(string text)
    {
        if (text == _lastText) return _last; // the lines of an invoice follow each other
        (_lastText, _last) = (text, Parse(text, formats) is { } local ? ToUtc(local) : null);
        return _last;
    }

    private static DateTime? Parse(string text, IReadOnlyList<string> formats)
    {
        foreach (var format in formats)
            if (DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.RoundtripKind, out var date)) return date;
        return null;
    }

    private DateTime ToUtc(DateTime date)
    {
        if (date.Kind != DateTimeKind.Unspecified) return date.ToUniversalTime();
        while (zone.IsInvalidTime(date)) date = date.AddMinutes(15); // the hour that spring skips
        return TimeZoneInfo.ConvertTimeToUtc(date, zone);
    }
}
