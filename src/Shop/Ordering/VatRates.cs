using Shop.Catalog;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Why a sale bears the VAT it does.</summary>
public enum VatScheme
{
    /// <summary>The goods stay in the shop's country.</summary>
    Domestic,

    /// <summary>Sold to a consumer in an EU country: that country's rate, declared by the one-stop shop (OSS from inside the EU, IOSS from outside).</summary>
    OneStopShop,

    /// <summary>The shop is registered in the country the goods go to.</summary>
    Registered,

    /// <summary>The goods leave for a country where the shop declares nothing: no VAT; the recipient may owe import VAT.</summary>
    Export,
}

/// <summary>The rates of one country in basis points: 2550 is 25.5 %.</summary>
/// <param name="Reduced">The main reduced rate, the one for most foods.</param>
/// <param name="Books">Printed books.</param>
public sealed record CountryVat(string Country, int Standard, int Reduced, int Books)
{
    public int For(TaxClass taxClass) => taxClass switch { TaxClass.Standard => Standard, TaxClass.Reduced => Reduced, TaxClass.Books => Books, _ => 0 };
}

/// <summary>Which VAT a sale bears: prices are the same for everybody and include it; what differs by destination is how much of them is VAT.</summary>
public sealed record VatRule(VatScheme Scheme, string Country, CountryVat Rates)
{
    public int BasisPointsFor(TaxClass taxClass) => Scheme == VatScheme.Export ? 0 : Rates.For(taxClass);

    /// <summary>The VAT inside a gross amount, rounded to the smallest unit, half up.</summary>
    public static Money Inside(Money gross, int basisPoints)
    {
        var divisor = 2 * (10_000 + (Int128)basisPoints);
        return new Money((long)((2 * (Int128)gross.Minor * basisPoints + 10_000 + basisPoints) / divisor));
    }
}

/// <summary>VAT rates of Europe as they stood on <see cref="AsOf"/>, without the special rates of islands and enclaves. Options may replace a country's line.</summary>
public static class VatRates
{
    public static readonly DateOnly AsOf = new(2026, 1, 1);

    private static readonly Dictionary<string, CountryVat> Table = new CountryVat[]
    {
        new("AT", 2000, 1000, 1000), new("BE", 2100, 600, 600), new("BG", 2000, 900, 900), new("HR", 2500, 500, 500), new("CY", 1900, 500, 300),
        new("CZ", 2100, 1200, 0), new("DK", 2500, 2500, 2500), new("EE", 2400, 900, 900), new("FI", 2550, 1350, 1350), new("FR", 2000, 550, 550),
        new("DE", 1900, 700, 700), new("GR", 2400, 1300, 600), new("HU", 2700, 1800, 500), new("IE", 2300, 0, 0), new("IT", 2200, 1000, 400),
        new("LV", 2100, 1200, 500), new("LT", 2100, 1200, 500), new("LU", 1700, 300, 300), new("MT", 1800, 0, 500), new("NL", 2100, 900, 900),
        new("PL", 2300, 500, 500), new("PT", 2300, 600, 600), new("RO", 2100, 1100, 1100), new("SK", 2300, 1900, 500), new("SI", 2200, 950, 500),
        new("ES", 2100, 1000, 400), new("SE", 2500, 1200, 600), new("NO", 2500, 1500, 0), new("CH", 810, 260, 260), new("GB", 2000, 0, 0), new("IS", 2400, 1100, 1100),
    }.ToDictionary(c => c.Country);

    public static IReadOnlyCollection<CountryVat> All => Table.Values;

    /// <exception cref="RuleBroken">The country is not in the table.</exception>
    public static CountryVat Of(string country) => Table.TryGetValue(country, out var rates) ? rates : throw new RuleBroken($"There are no VAT rates for “{country}”.");

    /// <summary>Which rule holds for goods that go from the shop's country to another. A country outside the table is an export.</summary>
    /// <param name="registeredIn">Countries outside the EU where the shop is registered and declares VAT itself.</param>
    public static VatRule For(string home, string destination, IReadOnlyCollection<string> registeredIn)
    {
        var rates = Table.GetValueOrDefault(destination) ?? new CountryVat(destination, 0, 0, 0);
        if (destination == home) return new VatRule(VatScheme.Domestic, destination, rates);
        if (registeredIn.Contains(destination)) return new VatRule(VatScheme.Registered, destination, rates);
        if (Countries.Find(destination) is { InEu: true }) return new VatRule(VatScheme.OneStopShop, destination, rates);
        return new VatRule(VatScheme.Export, destination, rates);
    }
}
