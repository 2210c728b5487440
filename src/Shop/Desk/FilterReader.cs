using System.Globalization;
using Shop.Kernel;

namespace Shop.Desk;

/// <summary>What a list has to know to read what was typed: the shop's currency and clock.</summary>
public sealed record ListContext(Currency Currency, TimeZoneInfo Zone, DateTime Now)
{
    public DateOnly Today => Period.LocalDay(Now, Zone);
}

/// <summary>Reads typed values strictly: what cannot be read is told in a sentence, and never guessed.</summary>
public static class FilterReader
{
    public const int LongestText = 200;
    public const int MostDays = 3650;

    private static readonly Dictionary<FilterKind, FilterOperator[]> Sensible = new()
    {
        [FilterKind.Text] = [FilterOperator.Contains, FilterOperator.Is, FilterOperator.Not],
        [FilterKind.Number] = [FilterOperator.Is, FilterOperator.More, FilterOperator.Less, FilterOperator.Between],
        [FilterKind.Money] = [FilterOperator.More, FilterOperator.Less, FilterOperator.Between, FilterOperator.Is],
        [FilterKind.Date] = [FilterOperator.Last, FilterOperator.Is, FilterOperator.Before, FilterOperator.After, FilterOperator.Between],
        [FilterKind.Choice] = [FilterOperator.Is, FilterOperator.Not],
        [FilterKind.YesNo] = [FilterOperator.Is],
    };

    public static IReadOnlyList<FilterOperator> OperatorsOf(FilterKind kind) => Sensible[kind];

    /// <exception cref="RuleBroken">The operator is none, or none for this kind.</exception>
    public static FilterOperator Operator(FilterKind kind, string typed) =>
        Enum.TryParse<FilterOperator>(typed, ignoreCase: true, out var found) && Sensible[kind].Contains(found) && !int.TryParse(typed, out _) ? found : throw new RuleBroken("Choose how to compare.");

    public static string Text(string typed) => typed.Trim() switch
    {
        "" => throw new RuleBroken("Enter what to look for."),
        { Length: > LongestText } => throw new RuleBroken($"At most {LongestText} characters."),
        var text => text,
    };

    public static long Number(string typed) => long.TryParse(typed.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw new RuleBroken($"“{typed}” is no whole number, like 12.");

    public static Money Money(string typed, Currency currency) =>
        decimal.TryParse(typed.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount)
        && Math.Abs(amount) < 1_000_000_000_000m && amount * currency.UnitsPerWhole is var minor && minor == decimal.Truncate(minor) ? new Money((long)minor) : throw new RuleBroken($"“{typed}” is no amount, like 12.50.");

    public static DateOnly Day(string typed) =>
        DateOnly.TryParseExact(typed.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 2200 ? day : throw new RuleBroken($"“{typed}” is no day, like 2026-12-24.");

    public static int Days(string typed) =>
        int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= MostDays ? days : throw new RuleBroken($"“{typed}” is no number of days from 1 to {MostDays}.");

    public static (T From, T To) Range<T>(string typed, Func<string, T> read) where T : IComparable<T>
    {
        if (typed.Split(AskedFilter.To) is not [var a, var b]) throw new RuleBroken("Enter both ends.");
        var (from, to) = (read(a), read(b));
        return from.CompareTo(to) <= 0 ? (from, to) : throw new RuleBroken("The first is after the second.");
    }
}
