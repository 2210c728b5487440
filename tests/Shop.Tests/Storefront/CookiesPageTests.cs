using System.Net;
using System.Text.RegularExpressions;
using Shop.Tests.Architecture;
using Shop.Web.Html;

namespace Shop.Tests.Storefront;

/// <summary>The page about cookies tells the truth.</summary>
public sealed partial class CookiesPageTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public void Every_cookie_the_source_names_is_on_the_page_and_no_other()
    {
        var named = SourceTree.Files("src", "*.cs").Where(f => !f.Path.EndsWith("SiteCookies.cs", StringComparison.Ordinal)).SelectMany(f => CookieName().Matches(f.Text).Select(m => m.Value)).ToHashSet();
        Assert.True(named.Count >= 5, string.Join(", ", named));
        Assert.Equal(named.Append(CookieChoice.Cookie).Order(), SiteCookies.All.Select(c => c.Name).Order());
    }

    [Fact]
    public async Task A_visitor_who_only_looks_gets_nothing_but_the_guard_of_forms()
    {
        var visitor = shop.Visitor();
        foreach (var url in new[] { "/", "/shop", "/cookies", "/contact" }) await visitor.GetPage(url);
        Assert.Subset(new HashSet<string> { "__Host-form" }, visitor.Cookies.Keys.ToHashSet());
    }

    [Fact]
    public async Task The_answer_is_kept_and_can_be_changed()
    {
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/cookies");
        foreach (var choice in new[] { CookieChoice.All, CookieChoice.Needed })
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await visitor.Post("/cookies", page, ("choice", choice))).StatusCode);
            Assert.Equal(choice, visitor.Cookies[CookieChoice.Cookie]);
        }
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.Post("/cookies", page, ("choice", "whatever"))).StatusCode);
        Assert.Equal("/cookies", (await visitor.Post("/cookies", page, ("choice", CookieChoice.All), ("returnUrl", "https://evil.example/"))).Headers.Location!.OriginalString);
    }

    [GeneratedRegex("__Host-[a-z]+")]
    private static partial Regex CookieName();
}
