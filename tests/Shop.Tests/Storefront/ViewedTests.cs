using System.Net;
using Shop.Catalog;
using Shop.Tests.Wishes;
using Shop.Web.Html;

namespace Shop.Tests.Storefront;

/// <summary>What a visitor looked at lately: twelve things at most, in their own browser, and only if they allow it.</summary>
public sealed class ViewedTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task The_last_twelve_are_remembered_without_the_one_on_show_and_can_be_forgotten()
    {
        var goods = await Goods(14);
        var visitor = Allowing();
        foreach (var product in goods) await Part(visitor, product);

        var part = await Part(visitor, goods[^1]);
        var names = part.QuerySelectorAll(".product-card-name a").Select(a => a.TextContent).ToList();
        Assert.Equal(goods.AsEnumerable().Reverse().Skip(1).Take(12).Select(p => p.Name), names);
        Assert.Equal("You looked at these lately", part.Text("h2"));

        var suggested = await visitor.Read(await visitor.Get("/search/suggestions?q="), HttpStatusCode.OK);
        Assert.Equal(goods[^1].Name, suggested.QuerySelector("[aria-label='Looked at lately'] .label")!.TextContent);
        Assert.Null((await visitor.Read(await visitor.Get("/search/suggestions?q=zz"), HttpStatusCode.OK)).QuerySelector("[aria-label='Looked at lately']"));

        var page = await visitor.GetPage("/viewed");
        Assert.Equal(12, page.QuerySelectorAll("main .product-card").Length);
        page = await visitor.SubmitForPage(page.Form("form[action$='/viewed/clear']"));
        Assert.NotNull(page.QuerySelector(".empty"));
        Assert.False(visitor.Cookies.ContainsKey("__Host-viewed"));
    }

    [Fact]
    public async Task Nothing_is_remembered_of_who_did_not_allow_it_and_what_was_is_forgotten_with_a_no()
    {
        var product = (await Goods(1))[0];
        var visitor = shop.Visitor();
        await visitor.GetPage($"/p/{product.Slug}");
        await Part(visitor, product);
        Assert.False(visitor.Cookies.ContainsKey("__Host-viewed"));

        visitor = Allowing();
        await Part(visitor, product);
        Assert.True(visitor.Cookies.ContainsKey("__Host-viewed"));
        await visitor.Post("/cookies", await visitor.GetPage("/cookies"), ("choice", CookieChoice.Needed));
        Assert.False(visitor.Cookies.ContainsKey("__Host-viewed"));
    }

    [Fact]
    public async Task Without_script_a_picture_of_one_pixel_does_the_remembering()
    {
        var product = (await Goods(1))[0];
        var visitor = Allowing();
        var answer = await visitor.Get($"/viewed/{product.Id}.gif");
        Assert.Equal("image/gif", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains(product.Name, (await visitor.GetPage("/viewed")).Text("main"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get($"/viewed/{Guid.NewGuid()}.gif")).StatusCode); // of nothing
    }

    private Visitor Allowing()
    {
        var visitor = shop.Visitor();
        visitor.SetCookie(CookieChoice.Cookie, CookieChoice.All);
        return visitor;
    }

    private async Task<List<Product>> Goods(int count)
    {
        var goods = new List<Product>();
        for (var i = 0; i < count; i++) goods.Add(await shop.Shown(Given.Product($"Looked at {Guid.NewGuid():N}"[..24])));
        await shop.Settle();
        return goods;
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Part(Visitor visitor, Product product)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/viewed/part?of={product.Id}");
        request.Headers.Add("HX-Request", "true");
        return await visitor.Read(await visitor.Send(request), HttpStatusCode.OK);
    }
}
