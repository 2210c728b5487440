using System.Globalization;
using Shop.Desk;
using Shop.Kernel;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Lists;

/// <summary>Filters as a sentence.</summary>
internal static class FilterWords
{
    public static string Of(FilterOperator compare, FilterKind kind) => (compare, kind) switch
    {
        (FilterOperator.Is, FilterKind.Date) => "is on",
        (FilterOperator.Is, _) => "is",
        (FilterOperator.Not, _) => "is not",
        (FilterOperator.Contains, _) => "contains",
        (FilterOperator.More, _) => "is more than",
        (FilterOperator.Less, _) => "is less than",
        (FilterOperator.Between, _) => "is between",
        (FilterOperator.Before, _) => "is before",
        (FilterOperator.After, _) => "is after",
        _ => "is in the last … days",
    };

    /// <summary>“Total is more than €100.00”; what cannot be read stands as it was typed.</summary>
    public static string Of(AskedFilter asked, string words, FilterKind kind, IReadOnlyList<KeyValuePair<string, string>> choices, ListContext context)
    {
        if (!Enum.TryParse<FilterOperator>(asked.Operator, ignoreCase: true, out var compare)) return $"{words} {asked.Value}";
        if (kind == FilterKind.YesNo) return $"{words}: {asked.Value}";
        if (compare == FilterOperator.Last) return $"{words} is in the last {(asked.Value == "1" ? "day" : asked.Value + " days")}";
        var value = kind switch
        {
            FilterKind.Choice => string.Join(" or ", asked.Value.Split(',').Select(v => choices.FirstOrDefault(c => c.Key.Equals(v, StringComparison.OrdinalIgnoreCase)).Value ?? v)),
            FilterKind.Text => $"“{asked.Value}”",
            _ => string.Join(" and ", asked.Value.Split(AskedFilter.To).Select(v => Value(v, kind, context))),
        };
        return $"{words} {Of(compare, kind)} {value}";
    }

    private static string Value(string typed, FilterKind kind, ListContext context)
    {
        try
        {
            return kind switch
            {
                FilterKind.Money => context.Currency.Format(FilterReader.Money(typed, context.Currency), CultureInfo.CurrentCulture),
                FilterKind.Date => DateText.LongDay(FilterReader.Day(typed)),
                FilterKind.Number => FilterReader.Number(typed).ToString("N0", CultureInfo.CurrentCulture),
                _ => typed,
            };
        }
        catch (RuleBroken)
        {
            return $"“{typed}”";
        }
    }
}
