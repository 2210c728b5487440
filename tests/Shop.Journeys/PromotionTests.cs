using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Shop.Journeys;

/// <summary>What is offered and how one gets it: by itself, with a code of each kind, and as a gift, with script and without.</summary>
public sealed class PromotionTests : Journey
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task Codes_of_each_kind_count_or_say_why_not_from_the_cart_to_the_invoice(bool script) => Browse(async page =>
    {
        Expected.Add(422);
        var email = $"codes-{script}@example.com".ToLowerInvariant();
        await page.AddToCart("oat-honey-soap", 3);
        await page.GotoAsync("/cart");
        await Expect(page.Locator(".totals")).ToContainTextAsync("Three soaps for two−€9.00"); // by itself

        await page.Enter("midsummer");
        await Expect(page.Locator("#code-error")).ToContainTextAsync("has expired");
        await Expect(page.Locator("#Code")).ToHaveValueAsync("midsummer");
        await page.Enter("postfree");
        await Expect(page.Locator("#code-error")).ToContainTextAsync("€13.00 more is missing");
        if (script) await page.IsReadableByEveryone();

        await page.AddToCart("dew-carafe"); // 20% off on its price tag
        await page.GotoAsync("/cart");
        await Expect(page.Locator(".cart-line", new() { HasText = "Dew carafe" })).ToContainTextAsync("€35.20");
        await page.Enter("Post-Free");
        await Expect(page.Locator(".totals")).ToContainTextAsync("Free delivery (POSTFREE)−€5.90");
        await page.Locator(".codes button", new() { HasText = "POSTFREE" }).ClickAsync();
        await Expect(page.Locator(".totals")).Not.ToContainTextAsync("POSTFREE");
        await page.Enter("postfree");
        await Expect(page.Locator(".totals")).ToContainTextAsync("Free delivery (POSTFREE)−€5.90");

        await page.GetByText("Is it a gift?").ClickAsync();
        await page.Locator("#GiftWrap").CheckAsync();
        await page.Locator("#GiftMessage").FillAsync("Happy birthday, Tuva");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.Locator(".totals")).ToContainTextAsync("Gift wrap€4.90");
        if (script) await page.IsReadableByEveryone();

        // Whether it is somebody's first order is told to their account and to nobody else: the code waits.
        await page.Enter("welcome10");
        await Expect(page.Locator(".codes li", new() { HasText = "WELCOME10" })).ToContainTextAsync("is for the first order of an account");
        await Expect(page.Locator(".totals")).Not.ToContainTextAsync("WELCOME10");
        if (script) await page.IsReadableByEveryone();
        await page.Locator(".codes").GetByRole(AriaRole.Link, new() { Name = "create an account" }).ClickAsync();
        await page.OpenAccount(email);

        await page.CheckOut(email);
        await Expect(page.Locator(".summary-panel .totals")).ToContainTextAsync("Welcome (WELCOME10)−€5.32");
        await page.PayWithCard(Shopping.GoodCard);
        await page.IsThankedFor();
        await Expect(page.Locator(".totals")).ToContainTextAsync("Welcome (WELCOME10)−€5.32");
        await Expect(page.Locator(".gift-message")).ToHaveTextAsync("Happy birthday, Tuva");
        await page.GetByRole(AriaRole.Link, new() { Name = "See the invoice" }).ClickAsync();
        await Expect(page.Locator(".sheet-totals").First).ToContainTextAsync("Three soaps for two");

        // The second order is not the first. One more for less counts, an amount stands alone.
        await page.AddToCart("still-mug", 5);
        await page.GotoAsync("/cart");
        await page.Enter("WELCOME10");
        await Expect(page.Locator("#code-error")).ToContainTextAsync("You have already used the code WELCOME10.");
        await page.Enter("mugfortwo");
        await Expect(page.Locator(".totals")).ToContainTextAsync("Second mug at half price (MUGFORTWO)−€24.00");
        await page.Enter("fifteen");
        await Expect(page.Locator("#code-error")).ToContainTextAsync("counts only by itself, and what you have now saves more");
        await page.Locator(".codes button", new() { HasText = "MUGFORTWO" }).ClickAsync();
        await Expect(page.Locator(".totals")).Not.ToContainTextAsync("MUGFORTWO");
        await page.Enter("fifteen");
        await Expect(page.Locator(".totals")).ToContainTextAsync("Fifteen off (FIFTEEN)−€15.00");
        await page.CheckOut(email);
        await page.PayWithCard(Shopping.GoodCard);
        await page.IsThankedFor();
        await Expect(page.Locator(".totals")).ToContainTextAsync("Fifteen off (FIFTEEN)−€15.00");
    }, script: script);

    [Fact]
    public Task Staff_open_a_promotion_and_the_shop_shows_it() => Browse(async page =>
    {
        Expected.Add(422);
        await page.SignInAs("staff");
        await page.GotoAsync("/backoffice/promotions");
        await page.GetByRole(AriaRole.Link, new() { Name = "New promotion" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Look it over" }).ClickAsync();
        await Expect(page.Locator(".error-summary")).ToContainTextAsync("Enter a name");
        await page.IsReadableByEveryone();
        await page.GetByLabel("Name").FillAsync("Two off each basket");
        await page.Locator("[name='Form.Kind']").SelectOptionAsync("AmountOffEach");
        await page.Locator("[name='Form.Amount']").FillAsync("2");
        await page.Locator("[name='Form.Products']").FillAsync("painted-tray");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look it over" }).ClickAsync();
        await Expect(page.Locator(".promotion-effect")).ToContainTextAsync("by €2.00 each");
        await page.IsReadableByEveryone();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open it" }).ClickAsync();
        await Expect(page.Heading()).ToContainTextAsync("Two off each basket");

        for (var look = 0; ; look++) // a job puts it on the price tags, twice a minute
        {
            await page.GotoAsync("/p/painted-tray");
            if (await page.Locator("#buy .price-now .money").TextContentAsync() == "€37.00") break;
            Assert.True(look < 50, "The price did not follow.");
            await Task.Delay(1000);
        }
        await Expect(page.Locator("#buy .price-note")).ToHaveTextAsync(new Regex(@"Lowest price of the 30 days before: €\d+\.00"));

        await page.GotoAsync("/backoffice/promotions");
        await page.GetByRole(AriaRole.Link, new() { Name = "Two off each basket" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "End it …" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "End it now" }).ClickAsync();
        await Expect(page.Heading()).ToContainTextAsync("Over");
    });
}

/// <summary>What one does with a code.</summary>
internal static class Codes
{
    /// <summary>Unfolds the field, wherever it stands, and enters a code.</summary>
    public static async Task Enter(this IPage page, string code)
    {
        if (!await page.Locator("#Code").IsVisibleAsync()) await page.GetByText("Have a code?").ClickAsync();
        await page.Locator("#Code").FillAsync(code);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use it" }).ClickAsync();
    }
}
