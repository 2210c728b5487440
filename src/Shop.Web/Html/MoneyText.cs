using System.Globalization;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Web.Html;

/// <summary>Writes amounts in the shop's currency and the reader's digits.</summary>
public sealed class MoneyText(CurrentShop shop)
{
    private static readonly Currency Euro = Currency.Of("EUR");

    public string Of(Money amount) => (shop.IsOpen ? shop.Currency : Euro).Format(amount, CultureInfo.CurrentCulture);

    /// <summary>“€75”: without decimals where there are none to speak of.</summary>
    public string Whole(Money amount)
    {
        var currency = shop.IsOpen ? shop.Currency : Euro;
        return amount.Minor % currency.UnitsPerWhole == 0
            ? (currency with { Decimals = 0 }).Format(new Money(amount.Minor / currency.UnitsPerWhole), CultureInfo.CurrentCulture)
            : Of(amount);
    }

    /// <summary>With + before a gain.</summary>
    public string WithPlus(Money amount) => (amount > Money.Zero ? "+" : "") + Of(amount);
}
