using System.Globalization;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Numbers invoices in one unbroken series for each year of the shop's calendar.</summary>
public static class Invoices
{
    /// <summary>“2026-000123”, drawn in the transaction in which the order becomes paid.</summary>
    public static async Task<string> NextNumber(ShopDb db, CurrentShop shop, DateTime now, CancellationToken ct)
    {
        var year = Period.LocalDay(now, shop.Zone).Year;
        return Format(year, await NumberSeries.Next(db, SeriesOf(year), ct));
    }

    internal static string SeriesOf(int year) => string.Create(CultureInfo.InvariantCulture, $"invoice-{year}");

    internal static string Format(int year, long number) => string.Create(CultureInfo.InvariantCulture, $"{year}-{number:000000}");
}
