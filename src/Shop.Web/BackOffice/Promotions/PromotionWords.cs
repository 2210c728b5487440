using System.Globalization;
using Shop.Ordering;
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
        PromotionKind.PieceFree => "One piece free",
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
            PromotionKind.PieceFree => "One piece free",
            _ => terms.BasisPoints == 10_000 ? $"{terms.Buy + terms.Get} for {terms.Buy}" : $"Buy {terms.Buy}, {terms.Get} more {percent} off",
        };
    }

    /// <summary>“This lowers 158 price tags of 60 products by 90%, for example Still mug €18.00 → €1.80.”</summary>
    public static string Effect(PromotionTerms terms, PromotionPreview preview, MoneyText money)
    {
        var by = terms.Kind == PromotionKind.PercentOff ? (terms.BasisPoints / 100m).ToString("0.##", CultureInfo.CurrentCulture) + "%" : money.Of(terms.Amount) + " each";
        var products = preview.Products == 1 ? "1 product" : $"{preview.Products} products";
        if (preview.LowersPrices)
            return $"This lowers {(preview.Articles == 1 ? "1 price tag" : $"{preview.Articles} price tags")} of {products} by {by}"
                + (preview.Example is { } tag ? $", for example {tag.Name} {money.Of(tag.Before)} → {money.Of(tag.After)}." : ".");
        var from = terms.Minimum is { } minimum ? $" for goods from {money.Of(minimum)} before anything is taken off" : "";
        var scope = terms.Kind == PromotionKind.FreeDelivery ? "" : preview.WholeShop ? ", on everything" : $", on {products}";
        var example = preview.Example is not { } cart ? "" : cart.After < cart.Before
            ? $" For example {cart.Quantity} × {cart.Name} with delivery: {money.Of(cart.Before)} → {money.Of(cart.After)}."
            : $" For example {cart.Quantity} × {cart.Name} with delivery stays {money.Of(cart.Before)}: there it would save nothing.";
        return $"{Gist(terms, money)}{from}{scope}.{example}";
    }

    /// <summary>“from 22 May 2026”, “1 June 2026 to 5 June 2026”.</summary>
    public static string Time(PromotionTerms terms, TimeZoneInfo zone) => terms.EndsAt is { } end ? $"{DateText.Date(terms.StartsAt, zone)} to {DateText.Date(end, zone)}" : $"from {DateText.Date(terms.StartsAt, zone)}";

    public static string Who(PromotionTerms terms) => (terms.FirstOrderOnly ? "Everybody with their first order" : "Everybody") + (terms.NeedsCode ? " who has a code" : ", by itself");

    public static string HowOften(PromotionTerms terms) => (terms.Limit, terms.LimitPerCustomer) switch
    {
        (null, null) => "Without limit",
        ({ } all, null) => $"In {all} orders in all",
        (null, { } each) => $"In {each} {(each == 1 ? "order" : "orders")} of one customer",
        ({ } all, { } each) => $"In {all} orders in all, {each} of one customer",
    };

    public static (string Text, string Badge) Of(PromotionTime time) => time switch
    {
        PromotionTime.Running => ("Running", "success"),
        PromotionTime.Planned => ("Planned", "info"),
        _ => ("Over", "secondary"),
    };
}
