using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Shop.Journeys;

/// <summary>What people keep for later: wishes, things to compare, things that are sold out.</summary>
public sealed class WishingTests : Journey
{
    [Fact]
    public Task A_visitors_wishes_join_the_account_and_others_see_them_by_their_address() => Browse(async page =>
    {
        await page.GotoAsync("/c/mugs-cups");
        var hearts = page.Locator("#results [data-mark=wish]");
        var names = new List<string>();
        foreach (var card in (int[])[0, 1])
        {
            names.Add((await page.Locator("#results .product-card-name").Nth(card).InnerTextAsync()).Trim());
            await hearts.Nth(card).ClickAsync();
            await Expect(hearts.Nth(card)).ToHaveAttributeAsync("aria-pressed", "true");
        }
        await Expect(page.Locator("#wishlist-link")).ToHaveAccessibleNameAsync("Wishlist, 2 things");
        await hearts.Nth(1).ClickAsync();
        await page.Locator(".toast").GetByRole(AriaRole.Button, new() { NameRegex = new("^Undo") }).ClickAsync();
        await Expect(hearts.Nth(1)).ToHaveAttributeAsync("aria-pressed", "true");
        await page.ReloadAsync();
        await Expect(hearts.Nth(0)).ToHaveAttributeAsync("aria-pressed", "true");

        await page.SignInAs("a Gold customer");
        await page.GotoAsync("/wishlist"); // theirs, and the two
        foreach (var name in names.Append("Hammered kettle")) await Expect(page.Locator(".cart-lines")).ToContainTextAsync(name);
        await page.IsReadableByEveryone();

        await page.GetByLabel("Title others see").FillAsync("For our kitchen");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create link" }).ClickAsync();
        var address = await page.Locator("#share-address").InputValueAsync();
        await page.Context.ClearCookiesAsync(); // somebody else
        await page.GotoAsync(address);
        await Expect(page.Heading()).ToHaveTextAsync("For our kitchen");
        await Expect(page.Locator("main")).Not.ToContainTextAsync("Gustav");
        await page.IsReadableByEveryone();
    });

    [Fact]
    public Task Four_are_compared_and_the_fifth_takes_the_place_of_one() => Browse(async page =>
    {
        await page.GotoAsync("/c/mugs-cups");
        for (var card = 0; card < 5; card++)
        {
            var on = page.Locator("#results .product-card").Nth(card);
            await on.HoverAsync();
            await on.Locator("[data-mark=compare]").ClickAsync();
            if (card < 4) await Expect(on.Locator("[data-mark=compare]")).ToHaveAttributeAsync("aria-pressed", "true");
        }
        await page.Locator(".toast").GetByRole(AriaRole.Link, new() { Name = "Choose" }).ClickAsync();
        await Expect(page.Locator(".alert-warning")).ToContainTextAsync("Four is the most");
        await page.Locator(".compare-actions button").First.ClickAsync();
        await Expect(page.Locator(".compare-table th[scope=col]")).ToHaveCountAsync(4);
        var rows = await page.Locator(".compare-table tbody tr").CountAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Differences only" }).ClickAsync();
        await page.WaitForURLAsync("**only=differences");
        Assert.True(await page.Locator(".compare-table tbody tr").CountAsync() < rows);
        await page.IsReadableByEveryone();

        await page.GoBackAsync();
        await page.Locator(".compare-actions a[data-choose]").First.ClickAsync(); // which form, without leaving
        var dialog = page.Locator("#choose-dialog");
        await Expect(dialog.GetByRole(AriaRole.Heading)).ToBeFocusedAsync();
        await dialog.Locator(".option-value").Nth(1).ClickAsync();
        await Expect(dialog.Locator(".option-value").Nth(1)).ToHaveAttributeAsync("aria-current", "true");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Add to cart" }).ClickAsync();
        await Expect(page.Locator("#cart-drawer")).ToBeVisibleAsync();
        await Expect(dialog).ToBeHiddenAsync();
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Who_waits_for_something_is_told_when_it_is_back(bool script) => Browse(async page =>
    {
        var email = $"waiting-{script}@example.org".ToLowerInvariant();
        // Somebody buys the last one.
        await page.AddToCart("storm-lantern");
        await page.CheckOut("quicker@example.org");
        await page.PayWithCard(Shopping.GoodCard);
        await page.IsThankedFor();
        var order = page.Url;

        await page.GotoAsync("/p/storm-lantern");
        await page.Locator("#tell-email").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Tell me when it is back" }).ClickAsync();
        await Expect(page.GetByText("We sent a mail").First).ToBeVisibleAsync();
        await page.FollowMail(email, "Shall we tell you", "stock-notices");
        await page.GetByRole(AriaRole.Button, new() { Name = "Yes, tell me" }).ClickAsync();
        await Expect(page.Heading()).ToHaveTextAsync("We tell you when it is back");
        if (script) await page.IsReadableByEveryone();

        await page.GotoAsync(order);
        await page.Locator("details.confirm summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Cancel order") }).ClickAsync();
        await Expect(page.GetByText("The order is cancelled").First).ToBeVisibleAsync();

        await page.FollowMail(email, "is back", "p");
        await Expect(page.Heading()).ToHaveTextAsync("Storm lantern");
        await Expect(page.Locator("#buy-button")).ToBeVisibleAsync();
        await page.FollowMail(email, "is back", "stock-notices");
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop telling me" }).ClickAsync();
        await Expect(page.Heading()).ToHaveTextAsync("We do not write about it any more");
    }, script: script);

    [Fact]
    public Task Without_script_hearts_and_scales_are_forms() => Browse(async page =>
    {
        Expected.Add(422);
        await page.GotoAsync("/p/still-mug");
        await page.Locator("form.marks [data-mark=wish]").ClickAsync();
        await Expect(page.Locator(".alert-success")).ToContainTextAsync("Still mug is on your wishlist.");
        Assert.EndsWith("/p/still-mug", page.Url, StringComparison.Ordinal);
        await Expect(page.Locator("form.marks [data-mark=wish]")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Locator("form.marks [data-mark=compare]").ClickAsync();
        await page.GotoAsync("/p/skerry-mug");
        await page.Locator("form.marks [data-mark=compare]").ClickAsync();
        await page.Locator("#compare-bar a").ClickAsync();
        await Expect(page.Locator(".compare-table th[scope=col]")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Link, new() { Name = "Differences only" }).ClickAsync();
        await Expect(page.Locator(".compare-tools")).ToContainTextAsync("left out");
        foreach (var another in (string[])["drizzle-mug", "furrow-mug", "tideline-soup-mug"])
        {
            await page.GotoAsync($"/p/{another}");
            await page.Locator("form.marks [data-mark=compare]").ClickAsync();
        }
        await Expect(page.Locator(".alert-warning")).ToContainTextAsync("Four is the most"); // the fifth takes the place of one
        await page.Locator(".compare-actions button").First.ClickAsync();
        await Expect(page.Locator(".compare-table th[scope=col]")).ToHaveCountAsync(4);
        await Expect(page.Locator(".compare-table thead")).ToContainTextAsync("Tideline soup mug");
        await Expect(page.Locator(".compare-table thead")).Not.ToContainTextAsync("Still mug");

        await page.GotoAsync("/wishlist");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Move to cart") }).ClickAsync();
        await Expect(page.Locator(".alert-success")).ToContainTextAsync("is in your cart");
        await Expect(page.Locator(".empty")).ToBeVisibleAsync();

        await page.GotoAsync("/cookies");
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow all" }).ClickAsync();
        await page.GotoAsync("/p/still-mug");
        await page.GetByRole(AriaRole.Link, new() { Name = "What you looked at lately" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Still mug");

        // What a visitor wishes for joins the account at sign-in, and others see it by its address.
        foreach (var wish in (string[])["drizzle-mug", "furrow-mug"])
        {
            await page.GotoAsync($"/p/{wish}");
            await page.Locator("form.marks [data-mark=wish]").ClickAsync();
        }
        await page.SignInAs("a customer");
        await page.GotoAsync("/wishlist");
        foreach (var name in (string[])["Drizzle mug", "Furrow mug", "Skerry teapot"]) await Expect(page.Locator(".cart-lines")).ToContainTextAsync(name);
        await page.GetByLabel("Title others see").FillAsync("For rainy days");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create link" }).ClickAsync();
        var address = await page.Locator("#share-address").InputValueAsync();
        await page.Context.ClearCookiesAsync(); // somebody else
        await page.GotoAsync(address);
        await Expect(page.Heading()).ToHaveTextAsync("For rainy days");
        await Expect(page.Locator("main")).ToContainTextAsync("Furrow mug");
    }, script: false);
}
