using System.Net;
using AngleSharp.Html.Dom;

namespace Shop.Tests.Doors;

/// <summary>A form is taken from our own pages only: the browser says where it comes from, or it carries the antiforgery field, once.</summary>
public sealed class FormTokenTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task On_a_visitors_own_pages_every_form_that_posts_carries_the_antiforgery_field_once()
    {
        var product = await shop.Have(Given.Product("Drizzle mug"));
        await shop.Settle();
        var visitor = shop.Visitor();
        await visitor.Submit((await visitor.GetPage($"/p/{product.Slug}")).Form("#buy-form"));

        foreach (var path in (string[])["/", $"/p/{product.Slug}", "/shop", "/about", "/cart", "/contact"])
        {
            var posting = Posting(await visitor.GetPage(path));
            Assert.NotEmpty(posting);
            Assert.All(posting, form => Assert.Single(form.QuerySelectorAll("input[name=__RequestVerificationToken]")));
        }
    }

    [Fact]
    public async Task A_page_that_others_get_too_holds_no_field_and_sets_no_cookie()
    {
        var product = await shop.Have(Given.Product("Puddle mug"));
        await shop.Settle();
        foreach (var path in (string[])["/", $"/p/{product.Slug}", "/shop", "/about"])
        {
            var answer = await shop.Visitor().Get(path);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            var page = await shop.Visitor().Read(answer, HttpStatusCode.OK);
            Assert.NotEmpty(Posting(page));
            Assert.Empty(page.QuerySelectorAll("input[name=__RequestVerificationToken]"));
            Assert.DoesNotContain("RequestVerificationToken", page.Source.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Its_forms_can_be_sent_all_the_same()
    {
        var visitor = shop.Visitor();
        var answer = await visitor.Submit((await visitor.GetPage("/")).Form("form[action='/theme']"), ("theme", "dark"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.BadRequest)] // nothing says that it is ours
    [InlineData("same-origin", null, HttpStatusCode.Redirect)]
    [InlineData("same-origin", "https://evil.example", HttpStatusCode.Redirect)] // the more exact header counts
    [InlineData("cross-site", "https://localhost", HttpStatusCode.BadRequest)]
    [InlineData("same-site", null, HttpStatusCode.BadRequest)] // a neighbour is not us
    [InlineData("none", null, HttpStatusCode.BadRequest)]
    [InlineData(null, "https://localhost", HttpStatusCode.Redirect)] // browsers before Sec-Fetch-Site
    [InlineData(null, "http://localhost", HttpStatusCode.BadRequest)]
    [InlineData(null, "https://localhost:8443", HttpStatusCode.BadRequest)]
    [InlineData(null, "https://localhost.evil.example", HttpStatusCode.BadRequest)]
    [InlineData(null, "null", HttpStatusCode.BadRequest)]
    [InlineData(null, "nonsense", HttpStatusCode.BadRequest)]
    public async Task Without_the_field_what_the_browser_says_decides(string? site, string? origin, HttpStatusCode expected) =>
        Assert.Equal(expected, (await shop.Visitor().Send(Form(site, origin))).StatusCode);

    [Fact]
    public async Task A_foreign_page_is_refused_even_with_the_field()
    {
        var visitor = shop.Visitor();
        var token = (await visitor.GetPage("/contact")).AntiforgeryToken();
        Assert.Equal(HttpStatusCode.Redirect, (await visitor.Send(Form(null, null, token))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Send(Form("cross-site", null, token))).StatusCode);
    }

    private static List<IHtmlFormElement> Posting(IHtmlDocument page) => [.. page.QuerySelectorAll("form").OfType<IHtmlFormElement>().Where(f => f.Method == "post")];

    private static HttpRequestMessage Form(string? site, string? origin, string? token = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/theme")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("theme", "dark"), .. token is null ? Array.Empty<KeyValuePair<string, string>>() : [KeyValuePair.Create("__RequestVerificationToken", token)]]),
        };
        if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
        if (origin is not null) request.Headers.Add("Origin", origin);
        return request;
    }
}
