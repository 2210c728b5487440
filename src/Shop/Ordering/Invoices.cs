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
        var number = await NumberSeries.Next(db, $"invoice-{year}", ct);
        return string.Create(CultureInfo.InvariantCulture, $"{year}-{number:000000}");
    }
}
