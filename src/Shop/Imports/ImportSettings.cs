using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Imports;

/// <summary>What a person says about a file when bringing it in.</summary>
/// <param name="Country">Where the shop sells from; when not given, the currency's.</param>
/// <param name="DateFormat">How dates are written; when not given, it is found out.</param>
/// <param name="DecimalPoint">What stands before the pence: a point or a comma.</param>
public sealed record ImportSettings(string File, string Currency, string? Country = null, string? ShopName = null, string? TimeZone = null, string? DateFormat = null, char DecimalPoint = '.')
{
    private static readonly Dictionary<string, string> CountryOfCurrency = new()
    {
        ["GBP"] = "GB", ["NOK"] = "NO", ["SEK"] = "SE", ["DKK"] = "DK", ["CHF"] = "CH", ["PLN"] = "PL", ["CZK"] = "CZ", ["HUF"] = "HU", ["RON"] = "RO", ["BGN"] = "BG", ["ISK"] = "IS",
    };

    private static readonly Dictionary<string, string> ZoneOfCountry = new()
    {
        ["AT"] = "Europe/Vienna", ["BE"] = "Europe/Brussels", ["BG"] = "Europe/Sofia", ["HR"] = "Europe/Zagreb", ["CY"] = "Asia/Nicosia", ["CZ"] = "Europe/Prague", ["DK"] = "Europe/Copenhagen",
        ["EE"] = "Europe/Tallinn", ["FI"] = "Europe/Helsinki", ["FR"] = "Europe/Paris", ["DE"] = "Europe/Berlin", ["GR"] = "Europe/Athens", ["HU"] = "Europe/Budapest", ["IE"] = "Europe/Dublin",
        ["IT"] = "Europe/Rome", ["LV"] = "Europe/Riga", ["LT"] = "Europe/Vilnius", ["LU"] = "Europe/Luxembourg", ["MT"] = "Europe/Malta", ["NL"] = "Europe/Amsterdam", ["PL"] = "Europe/Warsaw",
        ["PT"] = "Europe/Lisbon", ["RO"] = "Europe/Bucharest", ["SK"] = "Europe/Bratislava", ["SI"] = "Europe/Ljubljana", ["ES"] = "Europe/Madrid", ["SE"] = "Europe/Stockholm", ["NO"] = "Europe/Oslo",
        ["CH"] = "Europe/Zurich", ["GB"] = "Europe/London", ["IS"] = "Atlantic/Reykjavik",
    };

    /// <exception cref="RuleBroken">It was not given and the currency has several countries.</exception>
    internal string HomeCountry => (Country ?? CountryOfCurrency.GetValueOrDefault(Currency))?.ToUpperInvariant() is { } code ? VatRates.Of(code).Country
        : throw new RuleBroken($"{Currency} is the currency of several countries. Say where the shop sells from, for example --country DE.");

    /// <exception cref="RuleBroken">There is no such time zone.</exception>
    internal TimeZoneInfo Zone => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone ?? ZoneOfCountry[HomeCountry], out var zone) ? zone
        : throw new RuleBroken($"“{TimeZone}” is not a time zone. Use a name like Europe/London.");
}
