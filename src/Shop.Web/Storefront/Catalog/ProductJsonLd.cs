using System.Text.Json;
using Shop.Kernel;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Catalog;

/// <summary>A product as search engines read it. Only what the page itself shows.</summary>
public static class ProductJsonLd
{
    public static string Of(ProductPage page, string origin, Currency currency, Func<string, string> asset)
    {
        var product = new Dictionary<string, object>
        {
            ["@context"] = "https://schema.org", ["@type"] = "Product", ["name"] = page.Name, ["sku"] = page.Sku, ["url"] = origin + page.Path,
            ["offers"] = new Dictionary<string, object>
            {
                ["@type"] = "Offer", ["url"] = origin + page.Url, ["priceCurrency"] = currency.Code,
                ["price"] = ((decimal)page.Price.Now.Minor / currency.UnitsPerWhole).ToString("F" + currency.Decimals, System.Globalization.CultureInfo.InvariantCulture),
                ["availability"] = page.Stock.State == StockState.None ? "https://schema.org/OutOfStock" : "https://schema.org/InStock",
                ["itemCondition"] = "https://schema.org/NewCondition",
            },
        };
        if (page.Summary.Length > 0) product["description"] = page.Summary;
        if (page.Maker is { } maker) product["brand"] = new Dictionary<string, object> { ["@type"] = "Brand", ["name"] = maker.Name };
        if (page.Pictures.Count > 0) product["image"] = page.Pictures.Select(p => asset(p.Sizes[^1].Url)).ToList();
        if (page.Rating is { } rating)
            product["aggregateRating"] = new Dictionary<string, object> { ["@type"] = "AggregateRating", ["ratingValue"] = Math.Round(rating.Average, 1), ["reviewCount"] = rating.Count, ["bestRating"] = 5, ["worstRating"] = 1 };
        return JsonSerializer.Serialize(product);
    }
}
