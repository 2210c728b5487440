using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Shop.Journeys;

/// <summary>Staff who look after the goods.</summary>
public sealed class GoodsTests : Journey
{
    [Fact]
    public Task Prices_of_many_are_changed_seen_in_the_shop_and_taken_back() => Browse(async page =>
    {
        await page.SignInAs("staff");
        await page.GotoAsync("/backoffice/products?q=rolling-pin");
        await page.IsReadableByEveryone();
        await page.GetByText("that match, on other pages too").ClickAsync();
        await page.Locator("#bulk-action").SelectOptionAsync("prices");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.Heading()).ToHaveTextAsync("Change prices: 2 products");
        await page.Locator("[name='Form.Value']").FillAsync("10");
        await page.Locator("[name='Form.Ending']").SelectOptionAsync("Ninety");
        await page.GetByRole(AriaRole.Button, new() { Name = "See what it does" }).ClickAsync();
        await Expect(page.Locator("#preview")).ToContainTextAsync("2 of 2 articles would change");
        await Expect(page.Locator("#preview tr", new() { HasText = "Straight rolling pin" })).ToContainTextAsync("€28.90");
        await page.IsReadableByEveryone();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change 2 prices" }).ClickAsync();
        await Expect(page.Locator("#run")).ToContainTextAsync("2 changed, 0 left alone.");
        await page.IsReadableByEveryone();
        var run = page.Url;
        await Costs(page, "€28.90");

        await page.GotoAsync(run);
        await page.GetByText("Take it back").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take back 2 changes" }).ClickAsync();
        await Expect(page.Heading()).ToContainTextAsync("Taken back");
        await Expect(page.Locator("#run")).ToContainTextAsync("2 changed, 0 left alone.");
        await Costs(page, "€26.00");
        await page.GotoAsync("/backoffice/imports");
        await page.IsReadableByEveryone();
    });

    // What is on show follows within a moment.
    private static async Task Costs(IPage page, string price)
    {
        for (var look = 0; look < 20; look++)
        {
            await page.GotoAsync($"/p/straight-rolling-pin?look={look}");
            if (await page.Locator("#buy .price-now .money").TextContentAsync() == price) return;
            await Task.Delay(500);
        }
        Assert.Fail($"It does not cost {price}.");
    }
}
