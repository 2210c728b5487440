using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Ordering;

namespace Shop.Tests.Ordering;

/// <summary>Somebody who buys over HTTP, as far as a test wants to follow them.</summary>
internal static class Buyer
{
    public static async Task<Product> Stock(this ShopFactory shop, ProductBuilder product) => await shop.InDb(db => product.Save(db, shop.Clock.Now));

    public static Task<HttpResponseMessage> Add(this Visitor visitor, IHtmlDocument page, Product product, string quantity = "1") =>
        visitor.Post("/cart/items", page, ("variantId", product.Variants[0].Id.ToString()), ("quantity", quantity));

    /// <summary>A visitor with a cart, who stands at the review.</summary>
    public static async Task<(Visitor Visitor, IHtmlDocument Review)> AtReview(this ShopFactory shop, Product product, int quantity = 1, string method = "home", string email = "ada@example.com", string country = "NO")
    {
        var visitor = shop.Visitor();
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.Add(await visitor.GetPage("/track"), product, quantity.ToString(System.Globalization.CultureInfo.InvariantCulture))).StatusCode);
        var page = await visitor.SubmitForPage((await visitor.GetPage("/checkout")).Form("form[action$='/checkout/contact']"), ("Contact.Email", email));
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/delivery']"), Delivery(method, country));
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"));
        return (visitor, page);
    }

    public static (string, string)[] Delivery(string method = "home", string country = "NO") =>
    [
        ("Delivery.Name", "Ada Byron"), ("Delivery.Line1", "Havnegata 4"), ("Delivery.Postcode", country == "NO" ? "5003" : country == "SE" ? "111 22" : "10115"), ("Delivery.City", "Bergen"),
        ("Delivery.Country", country), ("Delivery.Method", method),
    ];

    public static Task<HttpResponseMessage> Pay(this Visitor visitor, IHtmlDocument review) => visitor.Submit(review.Form("form[action$='/checkout/pay']"));

    /// <summary>Pays on the test gateway's page with a card; the answer is where the browser is sent.</summary>
    public static async Task<HttpResponseMessage> PayWith(this Visitor visitor, HttpResponseMessage afterButton, string card)
    {
        var page = await visitor.GetPage(afterButton.Headers.Location!.ToString());
        return await visitor.Submit(page.Form("input[name='Form.Number']"), ("Form.Number", card), ("Form.Expiry", "12/34"), ("Form.Cvc", "123"));
    }

    public static Task<Order?> LatestOrder(this ShopFactory shop) => shop.InDb(db => db.Orders.AsNoTracking().OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id).FirstOrDefaultAsync());

    public static Task<StockLevel> Level(this ShopFactory shop, Product product) => shop.InDb(db => db.StockLevels.AsNoTracking().SingleAsync(l => l.VariantId == product.Variants[0].Id));
}
