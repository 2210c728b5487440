using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Shop.Journeys;

/// <summary>Into the club and through a member's rooms, with scripts and without.</summary>
public sealed class ClubTests : Journey
{
    [Fact]
    public Task A_guest_without_scripts_joins_with_the_first_order_and_finds_its_points_waiting() => Browse(async page =>
    {
        const string email = "joins@example.org";
        await page.AddToCart("still-mug");
        await page.CheckOut(email);
        await page.GetByLabel("Join The Kiln, and this order earns 24 points").CheckAsync();
        await page.PayWithCard(Shopping.GoodCard);
        await page.IsThankedFor();
        await Expect(page.Locator("#account")).ToHaveTextAsync("One more step into The Kiln");
        await page.Locator("#new-password").FillAsync("quiet rain on the roof");
        await page.GetByRole(AriaRole.Button, new() { Name = "Open an account" }).ClickAsync();
        await page.FollowMail(email, "Confirm your e-mail", "account/confirm");
        await page.Locator("[name='Form.Password']").FillAsync("quiet rain on the roof");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm and sign in" }).ClickAsync();
        await Expect(page.GetByText("Welcome to The Kiln").First).ToBeVisibleAsync();
        for (var look = 0; look < 20 && !(await page.Locator("section[aria-labelledby=waiting]").InnerTextAsync()).Contains("24 points", StringComparison.Ordinal); look++)
        {
            await page.WaitForTimeoutAsync(500); // the news is on its way
            await page.ReloadAsync();
        }
        await Expect(page.Locator("section[aria-labelledby=waiting]")).ToContainTextAsync("24 points");
    }, script: false);

    [Theory]
    [InlineData(true, 1280)]
    [InlineData(false, 390)]
    public Task A_friend_follows_an_invitation_buys_with_the_voucher_and_the_advocate_sees_how_far_it_is(bool script, int width) => Browse(async page =>
    {
        await page.SignInAs("a Gold customer");
        await page.GotoAsync("/account/club");
        await page.Locator(".club-nav").GetByRole(AriaRole.Link, new() { Name = "Friends" }).ClickAsync();
        await Expect(page.Locator("#friend-list")).ToContainTextAsync("+150 points");
        if (script) await page.IsReadableByEveryone();
        var link = await page.Locator("#friend-link").InputValueAsync();

        await page.Context.ClearCookiesAsync(); // the friend
        await page.GotoAsync(new Uri(link).PathAndQuery);
        await Expect(page.Heading()).ToHaveTextAsync("Gustav invites you to The Kiln");
        if (script) await page.IsReadableByEveryone();
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Join The Kiln" }).ClickAsync();
        var email = $"friend-{script}@example.org".ToLowerInvariant();
        var name = script ? "Wilma" : "Vidar";
        await page.Locator("[name=Name]").FillAsync($"{name} Foss");
        await page.Locator("[name=Email]").FillAsync(email);
        await page.Locator("[name=Password]").FillAsync("quiet rain on the roof");
        await page.Locator("main form button:not([type=button])").ClickAsync();
        await page.FollowMail(email, "Confirm your e-mail", "account/confirm");
        await page.Locator("[name='Form.Password']").FillAsync("quiet rain on the roof");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm and sign in" }).ClickAsync();
        await Expect(page.GetByText("Your friend's voucher is").First).ToBeVisibleAsync();
        await page.GotoAsync("/account/club/friends");
        var voucher = await page.Locator(".voucher-code").InnerTextAsync();
        if (script) await page.IsReadableByEveryone();
        await page.AddToCart("still-mug");
        await page.GotoAsync("/cart");
        await page.Enter(voucher);
        await Expect(page.Locator(".totals")).ToContainTextAsync("A friend's welcome");
        await page.CheckOut(email, name);
        await page.PayWithCard(Shopping.GoodCard);
        await page.IsThankedFor(name);

        await page.Context.ClearCookiesAsync();
        await page.SignInAs("a Gold customer");
        for (var look = 0; look < 20; look++)
        {
            await page.GotoAsync("/account/club/friends");
            if ((await page.Locator("#friend-list").InnerTextAsync()).Contains($"{name} Ordered", StringComparison.Ordinal)) break;
            await page.WaitForTimeoutAsync(500); // the news is on its way
        }
        await Expect(page.Locator("#friend-list")).ToContainTextAsync($"{name} Ordered");
        await Expect(page.Locator("main")).Not.ToContainTextAsync("Foss");
    }, script, width);

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
        await Expect(page.GetByText("Welcome to The Kiln").First).ToBeVisibleAsync();
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
    [InlineData("Ten euros off", "180 points", true, 1280)]
    [InlineData("Fifteen per cent for the table", "380 points", false, 390)]
    public Task A_member_takes_a_voucher_and_uses_it_at_the_checkout(string reward, string cost, bool script, int width) => Browse(async page =>
    {
        await page.SignInAs("a Gold customer");
        await page.GotoAsync("/account/club/rewards");
        if (script) await page.IsReadableByEveryone();
        await page.Locator(".reward").Filter(new() { HasText = reward }).GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.Locator(".reward-question")).ToContainTextAsync("Left afterwards");
        if (script) await page.IsReadableByEveryone();
        await page.GetByRole(AriaRole.Button, new() { Name = $"Take it for {cost}" }).ClickAsync();
        await Expect(page.GetByText("It is yours.").First).ToBeVisibleAsync();
        if (script) await page.IsReadableByEveryone();

        await page.AddToCart("still-teapot");
        await page.GotoAsync("/account/club/vouchers");
        await page.Locator(".voucher").Filter(new() { HasText = reward }).GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(page.GetByText($"{reward} counts.").First).ToBeVisibleAsync();
        await page.GotoAsync("/checkout");
        await Expect(page.Locator(".totals").First).ToContainTextAsync(reward);
    }, script, width);
}
