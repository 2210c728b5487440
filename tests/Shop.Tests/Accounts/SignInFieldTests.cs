using AngleSharp.Html.Dom;

namespace Shop.Tests.Accounts;

/// <summary>The fields in which somebody shows who they are.</summary>
public sealed class SignInFieldTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task Fields_say_to_password_managers_what_they_are()
    {
        await shop.Account("fields@example.org");
        var own = await shop.SignedIn("fields@example.org");
        var (signIn, register, password, app) = (await shop.Visitor().GetPage("/account/sign-in"), await shop.Visitor().GetPage("/account/register"), await own.GetPage("/account/details/password"), await own.GetPage("/account/details/two-step/app"));
        Assert.Equal("username webauthn", signIn.QuerySelector("[name='Form.Email']")!.GetAttribute("autocomplete"));
        Assert.Equal("current-password", signIn.QuerySelector("[name='Form.Password']")!.GetAttribute("autocomplete"));
        Assert.Equal("new-password", register.QuerySelector("[name=Password]")!.GetAttribute("autocomplete"));
        Assert.Equal("new-password", password.QuerySelector("[name=New]")!.GetAttribute("autocomplete"));
        Assert.Equal(("one-time-code", "numeric"), (app.QuerySelector("[name='Form.Code']")!.GetAttribute("autocomplete"), app.QuerySelector("[name='Form.Code']")!.GetAttribute("inputmode")));
        foreach (var page in (IHtmlDocument[])[signIn, register, password, app])
            Assert.Empty(page.QuerySelectorAll("[onpaste], [autocomplete=off][type=password], [class*=captcha]"));
    }
}
