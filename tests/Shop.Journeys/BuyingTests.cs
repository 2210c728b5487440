using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Shop.Journeys;

/// <summary>From a product's page to a paid order, in all the ways in which that goes right or wrong.</summary>
public sealed partial class BuyingTests : Journey
{
    [Fact]
    public Task A_guest_buys_with_a_good_card() => Browse(async page =>
    {
        await page.AddToCart("still-mug", 2);
        await Expect(page.Locator("#cart-drawer")).ToBeVisibleAsync();
        await page.Locator("#cart-drawer").GetByRole(AriaRole.Link, new() { Name = "Go to checkout" }).ClickAsync();
        await page.CheckOut("ingrid@example.com");
        await page.PayWithCard(Shopping.GoodCard);
        await page.IsThankedFor();
        await Expect(page.GetByText("is paid").First).ToBeVisibleAsync();
        await Expect(page.Locator("#cart-link")).ToHaveAttributeAsync("aria-label", new Regex("empty|0 items", RegexOptions.IgnoreCase));
    });

    [Fact]
    public Task The_whole_purchase_works_without_script() => Browse(async page =>
    {
        await page.GotoAsync("/");
        await page.SearchFor("still mug");
        await page.Locator("#results").GetByRole(AriaRole.Link, new() { Name = "Still mug", Exact = true }).First.ClickAsync();
        await page.Locator(".option-value", new() { HasText = "Moss" }).ClickAsync();
        await page.Locator("#buy-button").ClickAsync();
        await page.WaitForURLAsync("**/cart");
        await page.Locator("#cart input[type=number]").First.FillAsync("2");
        await page.Locator("#cart").GetByRole(AriaRole.Button, new() { NameRegex = new("^Update") }).First.ClickAsync();
        await Expect(page.Locator("#cart input[type=number]").First).ToHaveValueAsync("2");
        await page.GetByRole(AriaRole.Link, new() { Name = "Go to checkout" }).ClickAsync();
        await page.CheckOut("script-off@example.com");
        await page.PayWithCard(Shopping.GoodCard);
        await page.IsThankedFor();
    }, script: false);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_bank_that_asks_is_answered(bool script) => Browse(async page =>
    {
        await page.AddToCart("still-espresso-cup");
        await page.CheckOut("asked@example.com");
        await page.PayWithCard(Shopping.CardThatAsks);
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm the payment" }).ClickAsync();
        await page.IsThankedFor();
    }, script: script);

    [Fact]
    public Task After_a_declined_card_a_good_one_pays_the_same_order() => Browse(async page =>
    {
        await page.AddToCart("skerry-mug");
        await page.CheckOut("declined@example.com");
        await page.PayWithCard(Shopping.DeclinedCard);
        await Expect(page.Heading()).ToHaveTextAsync("The payment did not go through");
        var order = await page.GetByRole(AriaRole.Heading, new() { NameRegex = new("^Order ") }).TextContentAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Try again") }).ClickAsync();
        await page.EnterCard(Shopping.GoodCard);
        await page.IsThankedFor();
        await Expect(page.GetByText(order!.Replace("Order ", "", StringComparison.Ordinal)).First).ToBeVisibleAsync();
    });

    [Fact]
    public Task When_the_browser_is_closed_after_paying_the_providers_notice_finishes_the_order() => Browse(async page =>
    {
        await page.AddToCart("furrow-cortado-cup");
        await page.CheckOut("closed@example.com");
        await page.PayButton().ClickAsync();
        await page.WaitForURLAsync("**/test-gateway/pay/**");
        var number = OrderNumber().Match(await page.ContentAsync()).Groups[1].Value;
        // The battery dies on the way back: the shop never sees this browser again.
        await page.RouteAsync("**/checkout/return/**", route => route.AbortAsync("aborted"));
        var left = page.WaitForRequestAsync("**/checkout/return/**");
        await page.EnterCard(Shopping.GoodCard);
        await left;
        var later = await page.Context.NewPageAsync();
        await page.CloseAsync();

        for (var look = 0; ; look++)
        {
            await later.GotoAsync("/track");
            await later.Locator("[name=Number]").FillAsync(number);
            await later.Locator("[name=Email]").FillAsync("closed@example.com");
            await later.Locator("[name=Email]").PressAsync("Enter");
            await later.WaitForURLAsync("**/orders/**");
            if (await later.GetByText("is paid").CountAsync() > 0) break;
            Assert.True(look < 30, "The notice did not finish the order.");
            await Task.Delay(1000);
        }
    });

    [Fact]
    public Task What_was_sold_out_meanwhile_is_told_before_anything_is_charged() => Browse(async page =>
    {
        const string product = "brass-star-ornament";
        var slow = page;
        await slow.GotoAsync($"/p/{product}");
        var all = int.Parse((await slow.Locator("#buy-form [name=quantity]").GetAttributeAsync("max"))!, System.Globalization.CultureInfo.InvariantCulture);
        await slow.AddToCart(product, all);
        await slow.CheckOut("slow@example.com");

        await Browse(async quick =>
        {
            await quick.AddToCart(product, all);
            await quick.CheckOut("quick@example.com");
            await quick.PayWithCard(Shopping.GoodCard);
            await quick.IsThankedFor();
        });

        await slow.PayButton().ClickAsync();
        await slow.WaitForURLAsync("**/cart");
        await Expect(slow.GetByText("Nothing was ordered").First).ToBeVisibleAsync();
        await slow.GotoAsync($"/p/{product}");
        await Expect(slow.Locator("#buy .stock").First).ToContainTextAsync("Sold out");
    });

    [Fact]
    public Task A_customer_signs_in_and_buys_the_same_again() => Browse(async page =>
    {
        await page.SignInAs("a customer");
        await page.AddToCart("drizzle-mug");
        await page.CheckOut("customer@fjordandclay.example", "Clara Nygård");
        await page.PayWithCard(Shopping.GoodCard);
        await page.IsThankedFor("Clara");

        await page.GotoAsync("/account/orders");
        await page.Locator("main a[href*='/account/orders/']").First.ClickAsync();
        await page.Locator("form[action$='/again'] button").ClickAsync();
        await page.WaitForURLAsync("**/cart");
        await Expect(page.Locator("#cart")).ToContainTextAsync("Drizzle mug");
        await page.CheckOut("customer@fjordandclay.example", "Clara Nygård");
        await page.PayWithCard(Shopping.GoodCard);
        await page.IsThankedFor("Clara");
    });

    [Fact]
    public Task It_can_all_be_done_by_keyboard() => Browse(async page =>
    {
        await page.GotoAsync("/");
        await page.TabTo("#search");
        await page.Keyboard.TypeAsync("skerry espresso cup");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/search?**");
        await page.TabTo("#results .product-card-name a[href*='/p/skerry-espresso-cup']");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/p/skerry-espresso-cup**");
        await page.TabTo("#buy-button");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#cart-drawer-heading")).ToBeFocusedAsync();
        await page.TabTo("#cart-drawer a[href$='/checkout']");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/checkout?**");
        await page.TabTo("[name='Contact.Email']");
        await page.Keyboard.TypeAsync("keys@example.com");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**step=delivery");
        await page.TabTo("[name='Delivery.Name']");
        await page.Keyboard.TypeAsync("Ingrid Solberg");
        await page.TabTo("[name='Delivery.Line1']");
        await page.Keyboard.TypeAsync("Havnegata 4");
        await page.TabTo("[name='Delivery.Postcode']");
        await page.Keyboard.TypeAsync("5003");
        await page.TabTo("[name='Delivery.City']");
        await page.Keyboard.TypeAsync("Bergen");
        await page.TabTo("[name='Delivery.Method']");
        await page.Keyboard.PressAsync("Space");
        await page.TabTo("#delivery-form .form-actions button");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**step=payment");
        await page.TabTo("form[action$='/checkout/payment'] button");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**step=review");
        await page.TabTo("form[action$='/checkout/pay'] button");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/test-gateway/pay/**");
        await page.TabTo("[name='Form.Number']");
        await page.Keyboard.TypeAsync(Shopping.GoodCard);
        await page.TabTo("[name='Form.Expiry']");
        await page.Keyboard.TypeAsync("1234");
        await page.TabTo("[name='Form.Cvc']");
        await page.Keyboard.TypeAsync("123");
        await page.Keyboard.PressAsync("Enter");
        await page.IsThankedFor();
    });

    [Fact]
    public Task Mistakes_are_told_at_their_fields_and_nothing_typed_is_lost() => Browse(async page =>
    {
        Expected.Add(422);
        await page.AddToCart("still-tumbler");
        await page.GotoAsync("/checkout");
        await page.FillInContact("mistakes@example.com");
        await page.Locator("[name='Delivery.Name']").FillAsync("Ingrid Solberg");
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to payment" }).ClickAsync();
        await Expect(page.GetByText("Enter the street and number").First).ToBeVisibleAsync();
        await Expect(page.Locator("[name='Delivery.Line1']")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("[name='Delivery.Name']")).ToHaveValueAsync("Ingrid Solberg");
        await page.FillInDelivery("Ingrid Solberg");
        await page.GotoAsync("/checkout?step=contact");
        await Expect(page.Locator("[name='Contact.Email']")).ToHaveValueAsync("mistakes@example.com");
    }, script: false);

    [Fact]
    public Task Each_page_of_a_purchase_can_be_read_by_everyone() => Browse(async page =>
    {
        await page.AddToCart("still-mug");
        await page.IsReadableByEveryone(); // with the drawer open
        await page.GotoAsync("/cart");
        await page.IsReadableByEveryone();
        await page.GotoAsync("/checkout");
        await page.IsReadableByEveryone();
        await page.FillInContact("reader@example.com");
        await page.IsReadableByEveryone();
        await page.FillInDelivery("Ingrid Solberg");
        await page.IsReadableByEveryone();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to review" }).ClickAsync();
        await Expect(page.PayButton()).ToBeVisibleAsync();
        await page.IsReadableByEveryone();
        await page.PayWithCard(Shopping.DeclinedCard);
        await Expect(page.Heading()).ToHaveTextAsync("The payment did not go through");
        await page.IsReadableByEveryone();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Try again") }).ClickAsync();
        await page.WaitForURLAsync("**/test-gateway/pay/**");
        await page.IsReadableByEveryone();
        await page.EnterCard(Shopping.GoodCard);
        await page.IsThankedFor();
        await page.IsReadableByEveryone();
    });

    [GeneratedRegex("for order ([A-Z0-9-]+)")]
    private static partial Regex OrderNumber();
}
