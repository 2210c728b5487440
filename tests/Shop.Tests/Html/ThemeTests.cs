using System.Net;

namespace Shop.Tests.Html;

public sealed class ThemeTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task A_chosen_theme_is_written_on_the_next_page_by_the_server()
    {
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/about");
        Assert.Equal("auto", page.DocumentElement.GetAttribute("data-bs-theme"));

        page = await visitor.SubmitForPage(page.Form(".theme-switch"), ("theme", "dark"));

        Assert.EndsWith("/about", page.DocumentUri, StringComparison.Ordinal);
        Assert.Equal("dark", page.DocumentElement.GetAttribute("data-bs-theme"));
        Assert.Equal("dark", page.QuerySelector(".theme-switch [aria-pressed=true]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task An_unknown_theme_is_refused_and_nobody_is_led_to_a_foreign_page()
    {
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/about");

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Submit(page.Form(".theme-switch"), ("theme", "pink"))).StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/theme") { Content = new FormUrlEncodedContent([KeyValuePair.Create("theme", "dark")]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Referrer = new Uri("https://evil.example/there");
        Assert.Equal("/", (await visitor.Send(request)).Headers.Location!.ToString());

        visitor.SetCookie("__Host-theme", "\"><script>");
        Assert.Equal("auto", (await visitor.GetPage("/about")).DocumentElement.GetAttribute("data-bs-theme"));
    }
}
