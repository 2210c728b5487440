using System.Globalization;

namespace Shop.Kernel;

/// <summary>An ISO 4217 currency: its code, how many decimals its smallest unit has, and how people write amounts in it.</summary>
public sealed record Currency(string Code, string Symbol, int Decimals)
{
    private static readonly Currency[] Known =
    [
        new("EUR", "€", 2), new("GBP", "£", 2), new("USD", "$", 2), new("NOK", "kr", 2), new("SEK", "kr", 2), new("DKK", "kr", 2),
        new("CHF", "CHF", 2), new("PLN", "zł", 2), new("CZK", "Kč", 2), new("HUF", "Ft", 2), new("RON", "lei", 2), new("BGN", "лв", 2),
        new("ISK", "kr", 0), new("CNY", "¥", 2), new("JPY", "¥", 0),
    ];

    /// <summary>The currencies the shop can be kept in.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. Known.Select(c => c.Code)];

    /// <exception cref="RuleBroken">The code is not one of <see cref="Codes"/>.</exception>
    public static Currency Of(string code) =>
        Known.FirstOrDefault(c => c.Code == code) ?? throw new RuleBroken($"“{code}” is not a currency this shop knows. Known are {string.Join(", ", Codes)}.");

    /// <summary>How many smallest units make one whole unit.</summary>
    public long UnitsPerWhole => (long)Math.Pow(10, Decimals);

    /// <summary>“€24.90”: symbol and amount, in the culture's digits and separators; a symbol of letters stands after a space.</summary>
    public string Format(Money amount, CultureInfo? culture = null)
    {
        var text = ((decimal)Math.Abs(amount.Minor) / UnitsPerWhole).ToString("N" + Decimals, culture ?? CultureInfo.InvariantCulture);
        var sign = amount.Minor < 0 ? "−" : "";
        return char.IsLetter(Symbol[0]) ? $"{sign}{Symbol} {text}" : $"{sign}{Symbol}{text}";
    }

    /// <summary>Rounds a decimal amount of whole units to the smallest unit, half away from zero.</summary>
    public Money FromDecimal(decimal amount) => new((long)Math.Round(amount * UnitsPerWhole, MidpointRounding.AwayFromZero));
}
