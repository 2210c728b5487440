using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Shop.Journeys;

/// <summary>A morning at the desk: a look at the figures, and an order for a member who calls.</summary>
public sealed class DeskTests : Journey
{
    [Fact]
    public Task The_day_begins_with_the_figures_and_a_Gold_member_orders_by_telephone_at_their_price() => Browse(async page =>
    {
        Expected.Add(422);
        await page.SignInAs("staff");
        await page.GotoAsync("/backoffice");
        await Expect(page.Heading()).ToHaveTextAsync("Dashboard");
        await page.Locator("#range").SelectOptionAsync("7");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show", Exact = true }).ClickAsync();
        await page.WaitForURLAsync("**range=7**");
        await page.Locator("#revenue-title").ScrollIntoViewIfNeededAsync();
        await page.Locator(".chart-table summary").First.ClickAsync();
        await Expect(page.Locator(".chart-table[open] tbody tr")).ToHaveCountAsync(7);
        var orders = await page.Locator("#figure-orders strong").InnerTextAsync();
        await page.Locator("#figure-orders a").ClickAsync();
        await Expect(page.Locator(".desk-list-foot")).ToContainTextAsync($"{orders} orders");

        await page.GetByRole(AriaRole.Link, new() { Name = "New order for a customer" }).ClickAsync();
        await page.Locator("#q").FillAsync("gold@fjordandclay.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Choose ") }).First.ClickAsync();
        await Expect(page.Heading()).ToContainTextAsync("Gold");
        await page.Locator("#q").FillAsync("linen tea towel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find goods" }).ClickAsync();
        await page.Locator("form[action$='/items'] button").First.ClickAsync();
        await Expect(page.Locator(".totals")).ToContainTextAsync("Gold price, 3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep", Exact = true }).ClickAsync();
        await Expect(page.Locator("#place")).ToBeVisibleAsync();
        await page.IsReadableByEveryone();
        await page.GetByLabel("The money was taken here").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Place the order") }).ClickAsync();
        await Expect(page.Locator("#Form_Reason-error")).ToContainTextAsync("Say how the money was taken");
        await page.Locator("#Form_Reason").FillAsync("Cash, at the fair");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Place the order") }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("stands and is paid");
        await Expect(page.Locator("main")).ToContainTextAsync("Paid at the desk: Cash, at the fair");
    });
}
