using System.Globalization;
using Shop.Data;

namespace Shop.Web.BackOffice.Upkeep;

/// <summary>Says how jobs, news and letters stand.</summary>
internal static class UpkeepWords
{
    public static string Every(TimeSpan every) => every switch
    {
        { TotalHours: 24 } => "every day",
        { TotalHours: 1 } => "every hour",
        { TotalHours: > 1 } => $"every {every.TotalHours:0.#} hours",
        { TotalMinutes: 1 } => "every minute",
        { TotalMinutes: > 1 } => $"every {every.TotalMinutes:0.#} minutes",
        _ => $"every {every.TotalSeconds:0.#} seconds",
    };

    public static string Took(TimeSpan? length) => length switch
    {
        null => "",
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{length.Value.TotalMinutes:0.0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{length.Value.TotalSeconds:0.00} s"),
    };

    public static (string Words, string Tone) Of(RunOfJob run, DateTime now) => run switch
    {
        { Error: not null } => ("Failed", "danger"),
        { FinishedAt: not null } => ("Done", "success"),
        _ when run.StartedAt > now.AddHours(-1) => ("Running", "info"),
        _ => ("Cut off", "warning"),
    };

    /// <summary>The first line of an error, without the program's own names before it.</summary>
    public static string First(string error)
    {
        var line = error.Split('\n')[0].Trim();
        var at = line.IndexOf(": ", StringComparison.Ordinal);
        return at > 0 && !line[..at].Contains(' ', StringComparison.Ordinal) ? line[(at + 2)..] : line;
    }

    public static string Local(DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone).ToString("d MMM, HH:mm:ss", CultureInfo.InvariantCulture);
}
