using System.Globalization;
using System.Text.RegularExpressions;
using Shop.Kernel;

namespace Shop.Web.Html;

/// <summary>Reads an amount as people type it and as pages write it: “80”, “79,50”, “€80”, “1,272.00”, “1.272,00”, “1 272”.</summary>
public static partial class TypedAmount
{
    /// <returns>Null for what is no number.</returns>
    public static decimal? Read(string typed, Currency currency)
    {
        var text = Spaces().Replace(typed, "").Replace('−', '-');
        foreach (var mark in new[] { currency.Symbol, currency.Code }) text = text.Replace(mark, "", StringComparison.OrdinalIgnoreCase);
        if (!Figures().IsMatch(text)) return null;
        var last = text.LastIndexOfAny([',', '.']);
        if (last >= 0)
        {
            var (mark, other) = (text[last], text[last] == ',' ? '.' : ',');
            // A mark that comes again, or stands before three figures of a currency that has not so many after the point, parts thousands.
            var parts = text.IndexOf(mark, StringComparison.Ordinal) != last || text.Length - last == 4 && currency.Decimals < 3 && text.TrimStart('-')[0] is not '0' && !text.Contains(other, StringComparison.Ordinal);
            text = parts ? text.Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal) : text[..last].Replace(other.ToString(), "", StringComparison.Ordinal) + "." + text[(last + 1)..];
        }
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) ? amount : null;
    }

    [GeneratedRegex(@"[\s\u00a0\u202f'’]")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^-?(\d{1,3}(,\d{3})+(\.\d*)?|\d{1,3}(\.\d{3})+(,\d*)?|\d{1,20}([.,]\d*)?|[.,]\d+)$")]
    private static partial Regex Figures();
}
