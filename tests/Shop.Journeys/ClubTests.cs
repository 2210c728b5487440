using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Shop.Journeys;

/// <summary>Into the club and through a member's rooms, with scripts and without.</summary>
public sealed class ClubTests : Journey
{
    [Theory]
    [InlineData("staff", true, 1280)]
    [InlineData("the administrator", false, 390)]
    public Task Somebody_joins_and_finds_the_welcome_in_the_statement(string who, bool script, int width) => Browse(async page =>
    {
        await page.GotoAsync("/club");
        await Expect(page.Heading()).ToHaveTextAsync("The Kiln");
        await page.SignInAs(who);
        await page.GotoAsync("/account/club");
        await Read(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Join The Kiln" }).First.ClickAsync();
        await Expect(page.GetByText("Welcome to The Kiln")).ToBeVisibleAsync();
        await Read(page);

        // The button on every page opens what a member wants to know; without scripts it leads there.
        await page.GotoAsync("/");
        await page.Locator(".club-launcher summary").ClickAsync();
        if (script) await Expect(page.Locator(".club-panel .club-figure")).ToContainTextAsync("50");
        await page.Locator(".club-panel").GetByRole(AriaRole.Link, new() { Name = "Your points" }).ClickAsync();

        await page.Locator(".club-nav").GetByRole(AriaRole.Link, new() { Name = "Statement" }).ClickAsync();
        await Expect(page.Locator(".club-sums")).ToContainTextAsync("+50");
        await Read(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Welcome to the club" }).ClickAsync();
        await Expect(page.Locator(".club-moves")).ToContainTextAsync("Your points to spend");
        await Read(page);
        foreach (var room in new[] { "Your tier", "Card" })
        {
            await page.Locator(".club-nav").GetByRole(AriaRole.Link, new() { Name = room }).ClickAsync();
            await Read(page);
        }
        async Task Read(IPage shown)
        {
            if (script) await shown.IsReadableByEveryone(); // it is a script that looks
        }
    }, script, width);

    [Theory]
    [InlineData(true, 1280)]
    [InlineData(false, 390)]
    public Task A_member_takes_a_voucher_and_uses_it_at_the_checkout(bool script, int width) => Browse(async page =>
    {
        await page.SignInAs("a Gold customer");
        await page.GotoAsync("/account/club/rewards");
        if (script) await page.IsReadableByEveryone();
        await page.GetByRole(AriaRole.Link, new() { Name = "Take it: Ten euros off" }).ClickAsync();
        await Expect(page.Locator(".reward-question")).ToContainTextAsync("Left afterwards");
        if (script) await page.IsReadableByEveryone();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it for 180 points" }).ClickAsync();
        await Expect(page.GetByText("It is yours.")).ToBeVisibleAsync();
        if (script) await page.IsReadableByEveryone();

        await page.AddToCart("still-teapot");
        await page.GotoAsync("/account/club/vouchers");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use at checkout: Ten euros off" }).First.ClickAsync();
        await Expect(page.GetByText("Ten euros off counts.")).ToBeVisibleAsync();
        await page.CheckOut("gold@fjordandclay.example");
        await Expect(page.Locator(".totals").First).ToContainTextAsync("Ten euros off");
    }, script, width);
}
