using System.Net;
using AngleSharp.Html.Dom;
using Shop.Catalog;
using Shop.Tests.Wishes;

namespace Shop.Tests.Storefront;

/// <summary>Up to four things side by side, kept in the visitor's own browser.</summary>
public sealed class ComparePageTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task Two_stand_side_by_side_under_row_headers_and_rows_that_are_alike_can_be_left_out()
    {
        var a = await shop.Shown(Given.Product("First mug").Priced(20_00).In("Glaze", "Ash"));
        var b = await shop.Shown(Given.Product("Second mug").Priced(30_00).In("Glaze", "Salt").In("Glaze", "Moss", price: 34_00));
        var visitor = shop.Visitor();
        Assert.NotNull((await visitor.GetPage("/compare")).QuerySelector(".empty"));
        foreach (var product in new[] { a, b }) await Add(visitor, product);

        var page = await visitor.GetPage("/compare");
        Assert.Equal(["First mug", "Second mug"], page.QuerySelectorAll(".compare-table th[scope=col] a").Select(l => l.TextContent));
        Assert.Equal(["€20.00", "€30.00 to €34.00"], Row(page, "Price"));
        Assert.Equal(["In stock", "In stock"], Row(page, "Can be had"));
        Assert.Equal(["Ash", "Salt, Moss"], Row(page, "Glaze"));

        var different = await visitor.GetPage(((IHtmlAnchorElement)page.QuerySelector("a[href*='only=differences']")!).PathName + "?only=differences");
        Assert.Equal(["Ash", "Salt, Moss"], Row(different, "Glaze"));
        Assert.DoesNotContain(different.QuerySelectorAll(".compare-table th[scope=row]"), h => h.TextContent == "Can be had");
        Assert.Contains("left out", different.Text(".compare-tools"), StringComparison.Ordinal);

        page = await visitor.SubmitForPage(page.Form(".compare-actions form[action$='/compare/items']"), ("on", "false"));
        Assert.Equal(["Second mug"], page.QuerySelectorAll(".compare-table th[scope=col] a").Select(l => l.TextContent));
        page = await visitor.SubmitForPage(page.Form("form[action$='/compare/clear']"));
        Assert.NotNull(page.QuerySelector(".empty"));
        Assert.False(visitor.Cookies.ContainsKey("__Host-compare"));
    }

    [Fact]
    public async Task The_fifth_is_refused_in_words_and_may_take_the_place_of_one()
    {
        var goods = new List<Product>();
        for (var i = 0; i < 5; i++) goods.Add(await shop.Shown(Given.Product($"Cup {i}")));
        var visitor = shop.Visitor();
        foreach (var product in goods.Take(4)) await Add(visitor, product);
        Assert.Contains("Compare 4 things", (await visitor.GetPage("/shop")).Text("#compare-bar"), StringComparison.Ordinal);
        Assert.Equal("", (await visitor.GetPage("/cart")).Text("#compare-bar"));

        var refused = await visitor.Read(await Press(visitor, goods[4]), HttpStatusCode.UnprocessableEntity);
        Assert.Contains("Four is the most.", refused.Text(".alert-warning"), StringComparison.Ordinal);
        Assert.Equal(4, refused.QuerySelectorAll(".compare-table th[scope=col]").Length);
        var page = await visitor.SubmitForPage((IHtmlFormElement)refused.QuerySelectorAll(".compare-actions form")[1]);
        Assert.Equal(["Cup 0", "Cup 4", "Cup 2", "Cup 3"], page.QuerySelectorAll(".compare-table th[scope=col] a").Select(l => l.TextContent));

        visitor.Headers.Add("HX-Request", "true");
        var part = await visitor.Read(await Press(visitor, goods[1]), HttpStatusCode.OK);
        Assert.Equal("false", part.QuerySelector("[data-marked=compare]")!.GetAttribute("data-on"));
        Assert.Contains("makes room for Cup 1", part.QuerySelector("template")!.GetAttribute("data-toast"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public async Task Nonsense_in_the_cookie_compares_nothing(string cookie)
    {
        var visitor = shop.Visitor();
        visitor.SetCookie("__Host-compare", cookie);
        Assert.NotNull((await visitor.GetPage("/compare")).QuerySelector(".empty"));
    }

    private static async Task Add(Visitor visitor, Product product) => Assert.Equal(HttpStatusCode.SeeOther, (await Press(visitor, product)).StatusCode);

    private static async Task<HttpResponseMessage> Press(Visitor visitor, Product product) =>
        await visitor.Post("/compare/items", await visitor.GetPage("/contact"), ("productId", product.Id.ToString()), ("on", "true"));

    private static IEnumerable<string> Row(IHtmlDocument page, string name) =>
        page.QuerySelectorAll(".compare-table tbody tr").Single(r => r.QuerySelector("th")!.TextContent == name).QuerySelectorAll("td").Select(c => c.TextContent);
}
