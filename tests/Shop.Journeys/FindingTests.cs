using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Shop.Journeys;

/// <summary>From a wish to the page of the thing.</summary>
public sealed class FindingTests : Journey
{
    [Fact]
    public Task A_search_with_a_slip_of_the_finger_finds_what_was_meant() => Browse(async page =>
    {
        await page.GotoAsync("/");
        await page.SearchFor("drizle mug");
        await Expect(page.GetByText("Showing results for")).ToContainTextAsync("drizzle");
        await page.Locator("#results").GetByRole(AriaRole.Link, new() { Name = "Drizzle mug", Exact = true }).First.ClickAsync();
        await Expect(page.Heading()).ToHaveTextAsync("Drizzle mug");
    });

    [Fact]
    public Task Suggestions_are_chosen_with_the_arrow_keys() => Browse(async page =>
    {
        await page.GotoAsync("/");
        var search = page.Locator("#search");
        await search.PressSequentiallyAsync("still mu", new() { Delay = 30 });
        var option = page.Locator("#search-panel [role=option]").First;
        await Expect(option).ToContainTextAsync("Still mug");
        await search.PressAsync("ArrowDown");
        await Expect(search).ToHaveAttributeAsync("aria-activedescendant", await option.GetAttributeAsync("id") ?? "");
        await Expect(search).ToBeFocusedAsync();
        await search.PressAsync("Enter");
        await Expect(page.Heading()).ToHaveTextAsync("Still mug");
    });

    [Fact]
    public Task Escape_closes_the_suggestions_and_leaves_the_words() => Browse(async page =>
    {
        await page.GotoAsync("/");
        await page.Locator("#search").PressSequentiallyAsync("vase", new() { Delay = 30 });
        await Expect(page.Locator("#search-panel")).ToBeVisibleAsync();
        await page.Locator("#search").PressAsync("Escape");
        await Expect(page.Locator("#search-panel")).ToBeHiddenAsync();
        await Expect(page.Locator("#search")).ToHaveValueAsync("vase");
    });

    [Fact]
    public Task Filters_are_in_the_address_and_Back_takes_them_away_one_by_one() => Browse(async page =>
    {
        await page.GotoAsync("/c/mugs-cups");
        var all = await page.Results().CountAsync();
        await page.Locator("#facets input[name=colour][value=moss]").CheckAsync();
        await page.WaitForURLAsync("**colour=moss**");
        await Expect(page.Locator("#results .chips")).ToContainTextAsync("Moss");
        await Expect(page.Locator("#facets input[name=colour][value=moss]")).ToBeCheckedAsync();
        var moss = await page.Results().CountAsync();
        Assert.InRange(moss, 1, all - 1);

        await page.Locator("#facets input[name=colour][value=ink]").CheckAsync(); // one colour or the other
        await page.WaitForURLAsync("**colour=ink**");
        Assert.InRange(await page.Results().CountAsync(), moss, all);

        await page.GoBackAsync();
        await Expect(page.Locator("#results .chips")).Not.ToContainTextAsync("Ink");
        await Expect(page.Results()).ToHaveCountAsync(moss);
        await page.GoBackAsync();
        await Expect(page.Results()).ToHaveCountAsync(all);
        await Expect(page.Locator("#facets input[name=colour][value=moss]")).Not.ToBeCheckedAsync();
        await page.GoForwardAsync();
        await Expect(page.Results()).ToHaveCountAsync(moss);
        await page.ReloadAsync();
        await Expect(page.Results()).ToHaveCountAsync(moss);
    });

    [Fact]
    public Task Without_script_filters_are_applied_by_their_button() => Browse(async page =>
    {
        await page.GotoAsync("/c/mugs-cups");
        await page.Locator("#facets input[name=colour][value=moss]").CheckAsync();
        await page.Locator("#facets button.btn-primary").ClickAsync();
        await page.WaitForURLAsync("**colour=moss**");
        await Expect(page.Locator("#facets input[name=colour][value=moss]")).ToBeCheckedAsync();
        await page.Locator("#results .chips .chip").First.ClickAsync();
        await Expect(page.Locator("#facets input[name=colour][value=moss]")).Not.ToBeCheckedAsync();
    }, script: false);

    [Fact]
    public Task On_a_phone_filters_open_in_a_drawer() => Browse(async page =>
    {
        await page.GotoAsync("/c/mugs-cups");
        await Expect(page.Locator("#facets")).ToBeHiddenAsync();
        await page.Locator("[data-facets-open]").ClickAsync();
        await page.Locator("#facets input[name=colour][value=moss]").CheckAsync();
        await page.Locator("#facets .facets-foot button").ClickAsync();
        await Expect(page.Locator("#facets")).ToBeHiddenAsync();
        await page.WaitForURLAsync("**colour=moss**");
        await Expect(page.Locator("#results .chips")).ToContainTextAsync("Moss");
    }, width: 390, height: 844);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_card_adds_at_once_and_a_product_shows_itself_closely(bool script) => Browse(async page =>
    {
        await page.GotoAsync("/shop");
        var quick = page.Locator("form.quick-add button").First;
        await quick.ScrollIntoViewIfNeededAsync();
        if (!script)
        {
            await quick.ClickAsync();
            await Expect(page.Locator(".alert-success")).ToContainTextAsync("is in your cart");
            return;
        }
        await quick.ClickAsync();
        await Expect(page.Locator("#cart-drawer")).ToContainTextAsync("is in your cart");
        await page.Keyboard.PressAsync("Escape");

        await page.GotoAsync("/p/still-mug");
        var bar = page.Locator("#sticky-buy");
        await Expect(bar).ToBeHiddenAsync();
        await page.Locator("#picture-1").ClickAsync();
        var stage = page.Locator(".zoom-dialog .zoom-stage");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true })).ToBeFocusedAsync();
        await stage.ClickAsync();
        await Expect(stage).ToHaveAttributeAsync("data-scale", "2");
        Assert.True(await stage.EvaluateAsync<bool>("s => s.scrollWidth > s.clientWidth && s.scrollLeft > 0"));
        await page.Keyboard.PressAsync("+");
        await Expect(stage).ToHaveAttributeAsync("data-scale", "3");
        await page.IsReadableByEveryone();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next picture" }).ClickAsync();
        await Expect(page.Locator(".zoom-place")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^2 of"));
        await Expect(stage).ToHaveAttributeAsync("data-scale", "1");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#picture-1")).ToBeFocusedAsync();

        await page.EvaluateAsync("() => scrollTo(0, document.body.scrollHeight)");
        await Expect(bar).ToBeVisibleAsync();
        await bar.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator("#cart-drawer")).ToContainTextAsync("Still mug");
    }, script: script);

    [Fact]
    public Task A_variant_changes_picture_price_and_address_and_Back_returns() => Browse(async page =>
    {
        await page.GotoAsync("/p/still-mug");
        await page.Locator(".option-value", new() { HasText = "Moss" }).ClickAsync();
        await page.WaitForURLAsync("**variant=**");
        await Expect(page.Locator(".option-head")).ToContainTextAsync("Moss");
        await Expect(page.Heading()).ToHaveTextAsync("Still mug");
        await page.GoBackAsync();
        await Expect(page.Locator(".option-head")).ToContainTextAsync("Chalk");
    });
}
