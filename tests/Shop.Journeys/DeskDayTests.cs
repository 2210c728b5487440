using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Shop.Journeys;

/// <summary>What happens at the desk on a day like others: somebody new packs, two agree on a gift, prices are lowered and come back, and nobody needs a mouse.</summary>
public sealed class DeskDayTests : Journey
{
    [Fact]
    public async Task Somebody_new_is_invited_chooses_a_password_packs_and_sends_and_is_told_which_right_is_missing()
    {
        const string password = "brown paper and a length of string";
        var email = $"{Guid.NewGuid():N}@example.org";
        Expected.Add(403);
        await Browse(async page =>
        {
            await page.SignInAs("the administrator");
            await page.GotoAsync("/backoffice/staff/new");
            await page.GetByLabel("Name").FillAsync("Tiril Moen");
            await page.GetByLabel("E-mail").FillAsync(email);
            await page.GetByLabel("Packer").CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Send the invitation" }).ClickAsync();
            await Expect(page.Heading()).ToContainTextAsync("Invited");
        });
        await Browse(async page =>
        {
            await page.FollowMail(email, "You can work here now", "account/reset");
            await page.GetByLabel("New password").FillAsync(password);
            await page.GetByRole(AriaRole.Button, new() { Name = "Set the new password" }).ClickAsync();
            await page.WaitForURLAsync("**/account/sign-in");
            await page.SignIn(email, password);

            await page.GotoAsync("/backoffice/orders?view=to-pack");
            var menu = page.GetByRole(AriaRole.Navigation, new() { Name = "Back office" });
            await Expect(menu.GetByRole(AriaRole.Link, new() { NameRegex = new("Products") })).ToHaveCountAsync(1);
            await Expect(menu.GetByRole(AriaRole.Link, new() { NameRegex = new("Customers|Staff|Settings|Rules|Mail") })).ToHaveCountAsync(0);
            await page.Locator("tbody a").First.ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Next", Exact = true })).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Cancel" })).ToHaveCountAsync(0);
            await page.GetByRole(AriaRole.Button, new() { Name = "Packed", Exact = true }).ClickAsync();
            await page.GetByLabel("Tracking number", new() { Exact = true }).FillAsync("JJ40 0000 0000 0000 12");
            await page.GetByRole(AriaRole.Button, new() { Name = "Send it" }).ClickAsync();
            await Expect(page.GetByText("is on its way.").First).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What happened" })).ToContainTextAsync("Tiril Moen");

            await page.GotoAsync("/backoffice/messages");
            await Expect(page.Heading()).ToHaveTextAsync("This is not open to you");
            await Expect(page.Locator("main")).ToContainTextAsync("Messages: see");
            await page.IsReadableAtTheDesk();
        });
    }

    [Fact]
    public async Task Five_thousand_points_wait_for_a_second_person_and_then_stand_in_the_members_statement()
    {
        await Browse(async page =>
        {
            await page.SignInAs("staff");
            await page.GotoAsync("/backoffice/corrections/new?q=gold@fjordandclay.example");
            await page.GetByRole(AriaRole.Link, new() { Name = "gold@fjordandclay.example" }).ClickAsync();
            await page.GetByLabel("Points", new() { Exact = true }).FillAsync("5000");
            await page.GetByLabel("Why", new() { Exact = true }).FillAsync("For the broken kiln shelf");
            await page.GetByRole(AriaRole.Button, new() { Name = "See what it does" }).ClickAsync();
            await Expect(page.Locator(".alert-warning")).ToContainTextAsync("A second person has to agree");
            await page.IsReadableAtTheDesk();
            await page.GetByRole(AriaRole.Button, new() { Name = "Ask for it" }).ClickAsync();
            await Expect(page.Heading()).ToContainTextAsync("Waits for a second person");
            await Expect(page.Locator("main")).ToContainTextAsync("You asked for it: a second person has to agree.");
            await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("agree") })).ToHaveCountAsync(0);
        });
        await Browse(async page =>
        {
            await page.SignInAs("a manager");
            await page.GotoAsync("/backoffice/corrections");
            await page.Locator("tr", new() { HasText = "For the broken kiln shelf" }).GetByRole(AriaRole.Link).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "I agree: do it" }).ClickAsync();
            await Expect(page.GetByText("It is done, and the member can see it.").First).ToBeVisibleAsync();
            await Expect(page.Locator("main")).ToContainTextAsync("by Marit Holm");
        });
        await Browse(async page =>
        {
            await page.SignInAs("a Gold customer");
            await page.GotoAsync("/account/club/statement");
            await Expect(page.Locator(".club-statement tbody tr", new() { HasText = "For the broken kiln shelf" })).ToContainTextAsync("+5,000");
        });
    }

    [Fact]
    public Task Prices_are_lowered_together_as_they_were_shown_and_taken_back() => Browse(async page =>
    {
        await page.SignInAs("a manager");
        await page.GotoAsync("/p/harbour-press");
        var price = page.Locator(".price-lg .price-now");
        var before = (await price.InnerTextAsync()).Trim();
        await page.GotoAsync("/backoffice/products?q=press");
        await page.GetByLabel("Tick Harbour press").CheckAsync();
        await page.GetByLabel("Tick Furrow press").CheckAsync();
        await page.GetByLabel("What to do").SelectOptionAsync("Change prices…");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.Heading()).ToHaveTextAsync("Change prices: 2 products");
        await page.GetByLabel("Which way").SelectOptionAsync("Lower");
        await page.GetByLabel("By how much").FillAsync("10");
        await page.GetByRole(AriaRole.Button, new() { Name = "See what it does" }).ClickAsync();
        var row = page.Locator("#preview tbody tr", new() { HasText = "Harbour press" }).First;
        await Expect(row.Locator("[data-label=Now]")).ToHaveTextAsync(before);
        var after = await row.Locator("[data-label=Then]").InnerTextAsync();
        Assert.NotEqual(before, after);
        await page.IsReadableAtTheDesk();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new(@"^Change \d+ prices$") }).ClickAsync();
        await Expect(page.Locator("#run")).ToContainTextAsync("0 left alone."); // it looks again by itself
        var run = page.Url;
        await page.GotoAsync("/p/harbour-press");
        await Expect(price).ToHaveTextAsync(after);

        await page.GotoAsync(run);
        await page.GetByText("Take it back", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Take back") }).ClickAsync();
        await Expect(page.Heading()).ToContainTextAsync("Taken back");
        await Expect(page.Locator("#run")).ToContainTextAsync("0 left alone.");
        await page.IsReadableAtTheDesk();
        await page.GotoAsync("/p/harbour-press");
        await Expect(price).ToHaveTextAsync(before);
    });

    [Fact]
    public Task An_order_is_packed_and_sent_without_a_mouse() => Browse(async page =>
    {
        await page.SignInAs("staff");
        await page.GotoAsync("/backoffice");
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Shortcuts" })).ToContainTextAsync("Down and up in a list");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("o");
        await page.WaitForURLAsync("**/backoffice/orders");
        await page.TabTo("a[href*='view=to-pack']");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**view=to-pack**");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("k");
        var first = page.Locator("[data-rows] tbody tr").First.Locator("a");
        await Expect(first).ToBeFocusedAsync();
        var number = await first.InnerTextAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Heading()).ToContainTextAsync(number);
        await page.TabTo("form[action$='/pack'] button:not([name])");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText($"{number} is packed.").First).ToBeVisibleAsync();
        await page.TabTo("[name='Shipment.TrackingNumber']");
        await page.Keyboard.TypeAsync("JJ40 0000 0000 0000 29");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByText($"{number} is on its way.").First).ToBeVisibleAsync();
    });
}
