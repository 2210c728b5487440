using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shop.Accounts;
using static Microsoft.Playwright.Assertions;

namespace Shop.Journeys;

/// <summary>Ways to be sure who signs in: codes, paper, passkeys, and a list of sign-ins that each can be ended.</summary>
public sealed class SignInTests : Journey
{
    private const string Password = "quiet rain on the roof";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task With_codes_set_up_one_signs_in_by_app_or_by_paper(bool script)
    {
        Expected.Add(422);
        return Browse(async page =>
        {
            var email = await Join(page);
            await page.GotoAsync("/account/details");
            await page.GetByRole(AriaRole.Link, new() { Name = "Set up two-step sign-in" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Set it up" }).ClickAsync();
            if (script) await page.IsReadableByEveryone();
            await Expect(page.Locator("svg.qr-code")).ToBeVisibleAsync();
            var key = (await page.Locator(".code-key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
            await page.GetByLabel("Code", new() { Exact = true }).FillAsync(CodeNow(key, 0));
            await page.GetByRole(AriaRole.Button, new() { Name = "Turn on" }).ClickAsync();
            await Expect(page.Heading()).ToHaveTextAsync("Two-step sign-in is on");
            if (script) await page.IsReadableByEveryone();
            var codes = await page.Locator(".code-list code").AllInnerTextsAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "I have kept them" }).ClickAsync();
            await SignOut(page);

            await EnterPassword(page, email);
            await Expect(page.Heading()).ToHaveTextAsync("Enter the code from your app");
            if (script) await page.IsReadableByEveryone();
            await page.GetByLabel("Code", new() { Exact = true }).FillAsync("000 000");
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
            await Expect(page.Locator(".error-summary")).ToContainTextAsync("not right");
            await page.GetByLabel("Code", new() { Exact = true }).FillAsync(CodeNow(key, 1));
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
            await page.WaitForURLAsync("**/account");
            await SignOut(page);

            await EnterPassword(page, email);
            await page.GetByRole(AriaRole.Link, new() { Name = "Use a recovery code" }).ClickAsync();
            await page.GetByLabel("Recovery code").FillAsync(codes[0].ToLowerInvariant());
            await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
            await page.WaitForURLAsync("**/account");
            await page.GotoAsync("/account/details");
            await Expect(page.Locator("#content").GetByText("9 recovery codes left")).ToBeVisibleAsync();
        }, script, name: $"codes-{script}");
    }

    [Fact]
    public Task A_passkey_is_added_signs_in_and_is_removed() => Browse(async page =>
    {
        // Passkeys belong to a name; the number 127.0.0.1 is none.
        var home = new UriBuilder((await Site.Current).Shop.Address) { Host = "localhost" }.Uri.GetLeftPart(UriPartial.Authority);
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });

        await page.GotoAsync("/account/sign-in");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" })).ToHaveCountAsync(0);
        var email = await Join(page, home);
        await page.GotoAsync(home + "/account/details");
        await page.GetByRole(AriaRole.Link, new() { Name = "Add passkeys" }).ClickAsync();
        await page.IsReadableByEveryone();
        await page.GetByLabel("Name of the new one").FillAsync("The laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.Locator("#passkeys")).ToContainTextAsync("The laptop");
        await Expect(page.Locator("#passkeys")).ToContainTextAsync("never used");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync(); // the same device again
        await Expect(page.Locator("passkey-form [role=alert]")).ToContainTextAsync("has a passkey for your account already");

        await SignOut(page, home);
        await page.GotoAsync(home + "/account/sign-in?returnUrl=/account/details");
        // The browser offers the key by itself, in the field for the address, and this device takes every offer.
        await page.WaitForURLAsync(home + "/account/details");

        await page.GotoAsync(home + "/account/details/passkeys");
        await Expect(page.Locator("#passkeys")).ToContainTextAsync("last used");
        await page.GetByRole(AriaRole.Link, new() { Name = "Change The laptop" }).ClickAsync();
        await page.IsReadableByEveryone();
        await page.GetByLabel("Name").FillAsync("The old laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the name" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Change The old laptop" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the passkey" }).ClickAsync();
        await Expect(page.Locator("#content").GetByText("The passkey is removed")).ToBeVisibleAsync();
        await SignOut(page, home);

        await page.GotoAsync(home + "/account/sign-in");
        await page.WaitForURLAsync("**refused=true**");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(page.Locator("#content").GetByText("This passkey does not open an account here")).ToBeVisibleAsync();
        Assert.Contains("A passkey was removed", await (await page.Context.APIRequest.GetAsync($"{home}/dev/mail?to={Uri.EscapeDataString(email)}")).TextAsync(), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_sign_in_that_is_ended_elsewhere_is_out_at_once(bool script) => Browse(async page =>
    {
        Expected.Add(401);
        var email = await Join(page);
        await using var elsewhere = await page.Context.Browser!.NewContextAsync(new() { BaseURL = page.Url, JavaScriptEnabled = script });
        var other = await elsewhere.NewPageAsync();
        await EnterPassword(other, email);
        await other.WaitForURLAsync("**/account");

        await page.GotoAsync("/account/details");
        await Expect(page.GetByText(", this one")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^End the sign-in on") }).ClickAsync();
        await Expect(page.Locator("#content").GetByText("That sign-in has ended.")).ToBeVisibleAsync();
        await other.ReloadAsync();
        await Expect(other).ToHaveURLAsync(new Regex("/account/sign-in"));

        await EnterPassword(other, email);
        await other.WaitForURLAsync("**/account");
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "End all but this one" }).ClickAsync();
        await Expect(page.Locator("#content").GetByText("You are signed in on this device only.")).ToBeVisibleAsync();
        await other.ReloadAsync();
        await Expect(other).ToHaveURLAsync(new Regex("/account/sign-in"));
    }, script, name: $"ended-{script}");

    /// <summary>Opens an account by form and mail; the browser is signed in with it.</summary>
    private static async Task<string> Join(IPage page, string home = "")
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        await page.GotoAsync(home + "/account/register");
        await page.OpenAccount(email, "Runa Vik", Password);
        return email;
    }

    private static async Task EnterPassword(IPage page, string email)
    {
        await page.GotoAsync("/account/sign-in");
        await page.Locator("#sign-in [name='Form.Email']").FillAsync(email);
        await page.Locator("#sign-in [name='Form.Password']").FillAsync(Password);
        await page.Locator("#sign-in button:not([type=button])").ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/sign-in", StringComparison.Ordinal));
    }

    private static async Task SignOut(IPage page, string home = "")
    {
        await page.GotoAsync(home + "/account");
        await page.Locator(".account-menu form[action$='/account/sign-out'] button").ClickAsync();
        await Expect(page.Locator("#content").GetByText("You are signed out.")).ToBeVisibleAsync();
    }

    // Each step's code works once, so the second one used is the next step's, which is accepted already.
    private static string CodeNow(string key, int step) => Totp.CodeAt(key, Totp.StepAt(DateTime.UtcNow) + step);
}
