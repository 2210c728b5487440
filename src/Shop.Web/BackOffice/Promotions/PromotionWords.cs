using System.Globalization;
using Shop.Promotions;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Promotions;

/// <summary>Promotions as staff read them.</summary>
public static class PromotionWords
{
    public static string Of(PromotionKind kind) => kind switch
    {
        PromotionKind.PercentOff => "Percentage off",
        PromotionKind.AmountOff => "Amount off the order",
        PromotionKind.AmountOffEach => "Amount off each article",
        PromotionKind.FreeDelivery => "Free delivery",
        _ => "Buy some, get some",
    };

    /// <summary>“20% off”, “€5 off each”, “3 for 2”.</summary>
    public static string Gist(PromotionTerms terms, MoneyText money)
    {
        var percent = (terms.BasisPoints / 100m).ToString("0.##", CultureInfo.CurrentCulture) + "%";
        return terms.Kind switch
        {
            PromotionKind.PercentOff => $"{percent} off",
            PromotionKind.AmountOff => $"{money.Whole(terms.Amount)} off",
            PromotionKind.AmountOffEach => $"{money.Whole(terms.Amount)} off each",
            PromotionKind.FreeDelivery => "Free delivery",
            _ => terms.BasisPoints == 10_000 ? $"{terms.Buy + terms.Get} for {terms.Buy}" : $"Buy {terms.Buy}, {terms.Get} more {percent} off",
        };
    }

    public static (string Text, string Badge) Of(PromotionTime time) => time switch
    {
        PromotionTime.Running => ("Running", "success"),
        PromotionTime.Planned => ("Planned", "info"),
        _ => ("Over", "secondary"),
    };
}
