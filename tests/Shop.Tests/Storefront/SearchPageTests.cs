using AngleSharp.Html.Dom;
using Shop.Tests.Search;

namespace Shop.Tests.Storefront;

/// <summary>Finding by words as a visitor sees it.</summary>
public sealed class SearchPageTests(ProductSearchTests.Stocked shop) : IClassFixture<ProductSearchTests.Stocked>
{
    [Fact]
    public async Task A_slip_is_mended_and_said()
    {
        var page = await shop.Visitor().GetPage("/search?q=white+hanging+hart");
        Assert.Contains("Showing results for white hanging heart", page.Text("main .lead"), StringComparison.Ordinal);
        Assert.Equal("White hanging heart", page.Text("#results .product-card-name"));
        Assert.Contains("Search", page.Text(".breadcrumbs [aria-current=page]"), StringComparison.Ordinal);
        Assert.Equal("white hanging hart", ((IHtmlInputElement)page.QuerySelector("#search")!).Value);
    }

    [Fact]
    public async Task Nothing_found_is_a_page_with_ways_on()
    {
        var page = await shop.Visitor().GetPage("/search?q=xyzzyplugh");
        Assert.Equal("Nothing found for “xyzzyplugh”", page.Text("h1"));
        Assert.NotEmpty(page.QuerySelectorAll("main .product-card"));
        Assert.NotNull(page.QuerySelector("main a[href='/categories']"));
    }

    [Fact]
    public async Task A_weak_guess_is_a_question_with_a_link()
    {
        var page = await shop.Visitor().GetPage("/search?q=faimtly");
        Assert.Contains("Nothing for “faimtly”. Did you mean", page.Text("main .lead"), StringComparison.Ordinal);
        Assert.Equal("/search?q=faintly", page.QuerySelector("main .lead a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Nothing_typed_is_a_page_to_start_from() => Assert.Equal("What are you looking for?", (await shop.Visitor().GetPage("/search?q=")).Text("h1"));

    [Theory]
    [InlineData("/search?q=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/search/suggestions?q=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("/search?q=%00%22%27*")]
    [InlineData("/search?q=%ED%A0%80")]
    public async Task What_is_typed_stays_text(string url)
    {
        var visitor = shop.Visitor();
        var page = await visitor.Read(await visitor.Follow(await visitor.Get(url)), System.Net.HttpStatusCode.OK);
        Assert.DoesNotContain(page.Scripts, s => s.TextContent.Contains("alert(1)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Suggestions_are_options_for_the_combobox_with_the_typed_part_marked()
    {
        var page = await shop.Visitor().GetPage("/search/suggestions?q=tea");
        var options = page.QuerySelectorAll("[role=option]");
        Assert.Equal(options.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), page.QuerySelector("[data-count]")!.GetAttribute("data-count"));
        Assert.InRange(options.Length, 3, 10);
        Assert.Equal(options.Length, options.Select(o => o.Id).Distinct().Count());
        var product = options.Single(o => o.TextContent.Contains("Stoneware", StringComparison.Ordinal));
        Assert.Equal("tea", product.QuerySelector("mark")!.TextContent);
        Assert.Contains("€10.00", product.TextContent, StringComparison.Ordinal);
        Assert.Contains(options, o => o.GetAttribute("href") == "/c/tea");
        Assert.Contains(options, o => o.GetAttribute("href") == "/search?q=teapot");
    }
}
