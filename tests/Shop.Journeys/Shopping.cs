using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Shop.Journeys;

/// <summary>What a customer does, as steps that read like it. Each works with script and without.</summary>
public static class Shopping
{
    public const string GoodCard = "4242 4242 4242 4242";
    public const string CardThatAsks = "4000 0025 0000 3155";
    public const string DeclinedCard = "4000 0000 0000 0002";

    public static ILocator Heading(this IPage page) => page.Locator("h1");

    public static ILocator Results(this IPage page) => page.Locator("#results .product-card");

    /// <summary>Types into the search field and presses Enter.</summary>
    public static async Task SearchFor(this IPage page, string words)
    {
        await page.Locator("#search").FillAsync(words);
        await page.Locator("#search").PressAsync("Enter");
        await page.WaitForURLAsync("**/search?**");
    }

    /// <summary>Opens a product by its address and puts it into the cart; returns when the cart says so.</summary>
    public static async Task AddToCart(this IPage page, string product, int quantity = 1)
    {
        await page.GotoAsync($"/p/{product}");
        if (quantity > 1) await page.Locator("#buy-form [name=quantity]").FillAsync(quantity.ToString(CultureInfo.InvariantCulture));
        await page.Locator("#buy-button").ClickAsync();
        await Expect(page.GetByText("is in your cart").First).ToBeVisibleAsync();
    }

    /// <summary>From the cart to the last page before paying, as a guest or with what the account already knows.</summary>
    public static async Task CheckOut(this IPage page, string email, string name = "Ingrid")
    {
        await page.GotoAsync("/checkout");
        // Who is signed in has said who they are, and who bought before has said everything.
        if (page.IsAtStep("contact")) await page.FillInContact(email);
        if (!page.IsAtStep("review"))
        {
            await page.FillInDelivery(name);
            await page.GetByRole(AriaRole.Button, new() { Name = "Continue to review" }).ClickAsync();
        }
        await Expect(page.PayButton()).ToBeVisibleAsync();
    }

    /// <summary>From the cart to the page where a member says how many points pay a part of it.</summary>
    public static async Task ComeToPayment(this IPage page, string email, string name = "Ingrid")
    {
        await page.GotoAsync("/checkout");
        if (page.IsAtStep("contact")) await page.FillInContact(email);
        if (!page.IsAtStep("review")) await page.FillInDelivery(name);
        await page.GotoAsync("/checkout?step=payment");
    }

    private static bool IsAtStep(this IPage page, string step) => page.Url.Contains($"step={step}", StringComparison.Ordinal);

    public static async Task FillInContact(this IPage page, string email)
    {
        await page.Locator("[name='Contact.Email']").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to delivery" }).ClickAsync();
        await page.WaitForURLAsync("**step=delivery");
    }

    public static async Task FillInDelivery(this IPage page, string name)
    {
        var country = page.Locator("[name='Delivery.Country']");
        if (await country.InputValueAsync() != "NO") // of a customer who lives elsewhere
        {
            await country.SelectOptionAsync("NO");
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle); // the ways of delivery may depend on it
        }
        await page.Locator("[name='Delivery.Name']").FillAsync(name);
        await page.Locator("[name='Delivery.Line1']").FillAsync("Havnegata 4");
        await page.Locator("[name='Delivery.City']").FillAsync("Bergen");
        await page.Locator("[name='Delivery.Postcode']").FillAsync("5003");
        await page.Locator("[name='Delivery.Postcode']").PressAsync("Tab"); // the ways of delivery may depend on it
        await page.Locator("[name='Delivery.Method'][value=home]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to payment" }).ClickAsync();
        await page.WaitForURLAsync("**step=payment");
    }

    public static ILocator PayButton(this IPage page) => page.Locator("form[action$='/checkout/pay'] button");

    /// <summary>Presses “Pay” and enters a card at the payment provider's; returns where the browser then is.</summary>
    public static async Task PayWithCard(this IPage page, string card)
    {
        await page.PayButton().ClickAsync();
        await page.EnterCard(card);
    }

    public static async Task EnterCard(this IPage page, string card)
    {
        await page.WaitForURLAsync("**/test-gateway/pay/**");
        await page.Locator("[name='Form.Number']").FillAsync(card);
        await page.Locator("[name='Form.Expiry']").FillAsync("12 / 34");
        await page.Locator("[name='Form.Cvc']").FillAsync("123");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new(@"^Pay \S+$") }).ClickAsync();
    }

    public static Task IsThankedFor(this IPage page, string name = "Ingrid") => Expect(page.Heading()).ToHaveTextAsync($"Thank you, {name}");

    /// <summary>Signs in as one of the demo's people, by the list on the sign-in page.</summary>
    public static async Task SignInAs(this IPage page, string who)
    {
        await page.GotoAsync("/account/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Sign in as {who}" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
    }

    public static async Task SignIn(this IPage page, string email, string password = "quiet rain on the roof")
    {
        await page.GotoAsync("/account/sign-in");
        await page.Locator("#sign-in [name='Form.Email']").FillAsync(email);
        await page.Locator("#sign-in [name='Form.Password']").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).First.ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
    }

    /// <summary>On the page that opens accounts: fills it in, follows the mailed link and signs in.</summary>
    public static async Task OpenAccount(this IPage page, string email, string name = "Ingrid Solberg", string password = "quiet rain on the roof")
    {
        await page.Locator("[name=Name]").FillAsync(name);
        await page.Locator("[name=Email]").FillAsync(email);
        await page.Locator("[name=Password]").FillAsync(password);
        await page.Locator("main form button:not([type=button])").ClickAsync();
        await page.WaitForURLAsync("**/sent");
        await page.FollowMail(email, "Confirm your e-mail", "account/confirm");
        await page.Locator("[name='Form.Password']").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm and sign in" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/account$"));
    }

    /// <summary>Follows a link of the newest mail to an address whose subject has these words; waits until it was written.</summary>
    public static async Task FollowMail(this IPage page, string to, string subject, string link)
    {
        var home = page.Url.StartsWith("http", StringComparison.Ordinal) ? new Uri(page.Url).GetLeftPart(UriPartial.Authority) : ""; // a new window is at the shop's own address
        var mails = page.Context.APIRequest;
        for (var tries = 0; tries < 60; tries++)
        {
            var list = await (await mails.GetAsync($"{home}/dev/mail?to={Uri.EscapeDataString(to)}")).TextAsync();
            if (Regex.Match(list, $"(/dev/mail/[0-9a-f-]{{36}})\">[^<]*{subject}") is { Success: true } found)
            {
                var text = await (await mails.GetAsync(home + found.Groups[1].Value)).TextAsync();
                await page.GotoAsync(home + new Uri(System.Net.WebUtility.HtmlDecode(Regex.Match(text, $@"https?://[^\s<>""]+/{link}[^\s<>""]+").Value)).PathAndQuery);
                return;
            }
            await page.WaitForTimeoutAsync(500);
        }
        throw new InvalidOperationException($"No mail to {to} says “{subject}”.");
    }

    /// <summary>Presses Tab until the focus is there, as somebody without a mouse does.</summary>
    public static async Task TabTo(this IPage page, string selector)
    {
        for (var presses = 0; presses < 200; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector)) return;
        }
        throw new InvalidOperationException($"{selector} cannot be reached with the Tab key on {page.Url}.");
    }
}
