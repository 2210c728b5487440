using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Shop.Catalog;

namespace Shop.Tests.Storefront;

/// <summary>A list's address is its state: what is in it is ticked, chipped, counted and paged, without script.</summary>
public sealed class ListPageTests(ListPageTests.Shelf shop) : IClassFixture<ListPageTests.Shelf>
{
    [Fact]
    public async Task The_address_gives_the_list()
    {
        var page = await shop.Visitor().GetPage("/c/cups?colour=moss&colour=chalk&material=clay&sort=price-down");

        Assert.Equal("2 products", page.Text("#results .list-head strong"));
        Assert.Equal(["Moss cup 1", "Chalk cup"], Names(page));
        Assert.Equal(["moss", "chalk"], Ticked(page, "colour").Order().Reverse());
        Assert.Equal(["clay"], Ticked(page, "material"));
        Assert.Equal("Price, high to low", ((IHtmlSelectElement)page.QuerySelector("#sort")!).SelectedOptions.Single().TextContent.Trim());
        Assert.EndsWith("/c/cups", ((IHtmlLinkElement)page.QuerySelector("link[rel=canonical]")!).Href, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_chip_takes_its_tick_away_and_clear_all_takes_all()
    {
        var page = await shop.Visitor().GetPage("/c/cups?colour=moss&colour=chalk&material=clay&sort=price");
        var chips = page.QuerySelectorAll("#results .chips a").Cast<IHtmlAnchorElement>().ToList();

        Assert.Equal(["Chalk", "Moss", "Clay", "Clear all"], chips.Select(c => c.TextContent.Trim()).OrderBy(n => n == "Clear all").ThenBy(n => n == "Clay").ThenBy(n => n));
        Assert.Equal("/c/cups?colour=moss&material=clay&sort=price", PathOf(chips.Single(c => c.TextContent.Contains("Chalk", StringComparison.Ordinal))));
        Assert.Equal("/c/cups?sort=price", PathOf(chips[^1]));
    }

    [Fact]
    public async Task The_filter_form_works_without_script_and_leaves_a_tidy_address()
    {
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/c/cups?sort=price");
        page.QuerySelectorAll("#facets input[name=colour]").Cast<IHtmlInputElement>().Single(i => i.Value == "chalk").IsChecked = true;
        var answer = await visitor.Submit(page.Form("#facets"), ("max", "50,00"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/c/cups?colour=chalk&max=50&sort=price", answer.Headers.Location!.ToString());
        Assert.Equal(["Chalk cup"], Names(await visitor.Read(await visitor.Follow(answer), HttpStatusCode.OK)));
    }

    [Fact]
    public async Task A_card_leads_to_the_colour_one_ticked()
    {
        var links = (await shop.Visitor().GetPage("/c/cups?colour=ink")).QuerySelectorAll("#results .product-card-name a").Cast<IHtmlAnchorElement>().Select(PathOf).ToList();
        Assert.Equal([$"/p/ink-cup?variant={shop.Ink.Variants[1].Sku}"], links);
        Assert.DoesNotContain((await shop.Visitor().GetPage("/c/cups")).QuerySelectorAll("#results .product-card-name a").Cast<IHtmlAnchorElement>(), a => a.Href.Contains("variant", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Counts_are_told_zero_ones_dimmed()
    {
        var page = await shop.Visitor().GetPage("/c/cups?material=glass");
        var chalk = page.QuerySelectorAll("#facets .form-check").Single(c => c.TextContent.Contains("Chalk", StringComparison.Ordinal));
        Assert.Contains("facet-none", chalk.ClassList);
        Assert.StartsWith("0", chalk.QuerySelector(".facet-count")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_are_links_that_keep_the_ticks_and_no_product_is_on_two()
    {
        var visitor = shop.Visitor();
        var first = await visitor.GetPage("/c/cups?colour=moss&sort=price");
        Assert.Equal(24, Names(first).Count);
        var next = (IHtmlAnchorElement)first.QuerySelector(".pager a[rel=next]")!;
        Assert.Equal("/c/cups?colour=moss&sort=price&page=2", PathOf(next));
        var second = await visitor.GetPage(PathOf(next));
        Assert.Equal(30, Names(first).Union(Names(second)).Count());

        var beyond = await visitor.Get("/c/cups?colour=moss&page=99");
        Assert.Equal("/c/cups?colour=moss&page=2", beyond.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("/c/cups?page=-1&sort=nonsense&min=abc&rating=9&stock=yes&utm_source=letter")]
    [InlineData("/c/cups?colour=%00%ff&colour=&page=99999999999999999999&min=-5&max=1e9")]
    [InlineData("/c/cups?q=%22%27%3B--&constructor=1&__proto__=1")]
    public async Task What_makes_no_sense_is_passed_over(string url)
    {
        var visitor = shop.Visitor();
        Assert.Equal("32 products", (await visitor.Read(await visitor.Follow(await visitor.Get(url)), HttpStatusCode.OK)).Text("#results .list-head strong"));
    }

    [Theory]
    [InlineData("/c/Cups?sort=newest", "/c/cups?sort=newest")]
    [InlineData("/p/No-Such-Thing", "/p/no-such-thing")]
    public async Task An_address_in_other_letters_leads_to_the_right_one(string url, string right)
    {
        var answer = await shop.Visitor().Get(url);
        Assert.Equal((HttpStatusCode.MovedPermanently, right), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Theory]
    [InlineData("/c/nothing-here")]
    [InlineData("/brands/nobody")]
    [InlineData("/p/no-such-thing")]
    [InlineData("/p/hidden-cup")]
    public async Task What_is_not_there_answers_404_with_ways_on(string url)
    {
        await shop.Visitor().GetPage("/");
        var page = await shop.Visitor().GetPage(url, HttpStatusCode.NotFound);
        Assert.NotNull(page.QuerySelector("main form[action='/search']"));
        Assert.NotEmpty(page.QuerySelectorAll("main .product-card"));
        Assert.NotNull(page.QuerySelector("main a[href='/']"));
    }

    [Fact]
    public async Task A_list_swapped_in_place_is_announced_and_has_its_address_in_the_history()
    {
        var visitor = shop.Visitor();
        visitor.Headers.Add("HX-Request", "true");
        var answer = await visitor.Get("/c/cups?colour=chalk&min=&max=");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("/c/cups?colour=chalk", answer.Headers.GetValues("HX-Push-Url").Single());
        Assert.Contains("1 product", answer.Headers.GetValues("HX-Trigger-After-Swap").Single(), StringComparison.Ordinal);
        Assert.Contains("HX-Request", answer.Headers.Vary);
    }

    [Fact]
    public async Task Everything_and_makers_are_lists_too()
    {
        Assert.Equal("33 products", (await shop.Visitor().GetPage("/shop")).Text("#results .list-head strong"));
        Assert.Equal("1 product", (await shop.Visitor().GetPage("/brands/olaria")).Text("#results .list-head strong"));
        Assert.Contains("Olaria", (await shop.Visitor().GetPage("/brands")).Text("main"), StringComparison.Ordinal);
        Assert.Contains("Cups", (await shop.Visitor().GetPage("/categories")).Text("main"), StringComparison.Ordinal);
    }

    private static List<string> Names(IHtmlDocument page) => [.. page.QuerySelectorAll("#results .product-card-name").Select(n => n.TextContent.Trim())];

    private static IEnumerable<string> Ticked(IHtmlDocument page, string name) =>
        page.QuerySelectorAll($"#facets input[name={name}]").Cast<IHtmlInputElement>().Where(i => i.IsChecked).Select(i => i.Value);

    private static string PathOf(IHtmlAnchorElement link) => new Uri(link.Href).PathAndQuery;

    /// <summary>A shelf of more cups than fit on a page.</summary>
    public sealed class Shelf : ShopFactory, IAsyncLifetime
    {
        public Product Ink { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            var cups = Given.Category("cups", "Cups");
            var olaria = Brand.Of("olaria", "Olaria");
            await InDb(db => { db.AddRange(cups, olaria, AttributeDefinition.Of("material", "Material", filterable: true, 0)); return db.SaveChangesAsync(); });
            await InDb(db => Given.Product("Chalk cup").In(cups).By(olaria).With("material", "Clay").In("Colour", "Chalk", 12_00).Save(db, Clock.Now));
            Ink = await InDb(db => Given.Product("Ink cup").At("ink-cup").In(cups).With("material", "Clay").In("Colour", "Sand", 14_00, swatch: "#CDB58F").In("Colour", "Ink", 14_00, swatch: "#262B31").Save(db, Clock.Now));
            await InDb(db => Given.Product("Plain thing").Save(db, Clock.Now));
            await InDb(db => Given.Product("Hidden cup").At("hidden-cup").In(cups).Unpublished().Save(db, Clock.Now));
            await InDb(db =>
            {
                for (var i = 1; i <= 30; i++) Given.Product($"Moss cup {i}").In(cups).With("material", i == 1 ? "Clay" : "Glass").In("Colour", "Moss", 20_00 + i).Put(db, Clock.Now);
                return db.SaveChangesAsync();
            });
        }

        Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;
    }
}
