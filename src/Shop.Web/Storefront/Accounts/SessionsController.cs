using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Accounts;
using Shop.Data;
using Shop.Demo;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Accounts;

/// <summary>Signs in and out: customers and staff by the same page.</summary>
[Route("account")]
public sealed class SessionsController(SignInByPassword signIn, SignInDesk desk, CurrentShop shop, IHostEnvironment environment, TimeProvider clock) : Controller
{
    /// <param name="refused">A passkey has just been refused, so the browser is not to offer it at once again.</param>
    [HttpGet("sign-in")]
    public IActionResult New(string? returnUrl, bool refused) =>
        User.Identity!.IsAuthenticated ? LocalRedirect(After(returnUrl, User.IsStaff())) : View(Page(new SignInForm { ReturnUrl = LocalUrl.Or(returnUrl, "") }) with { OfferPasskeys = !refused });

    [HttpPost("sign-in"), EnableRateLimiting(DoorsModule.SlowDownStrangers)]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] SignInForm form, CancellationToken ct)
    {
        var page = Page(form);
        if (!ModelState.IsValid) return this.Again(nameof(New), page);
        switch (await signIn.Run(form.Email, form.Password, desk.DeviceOf(HttpContext, form.Email), SignInDesk.AddressOf(HttpContext), ct))
        {
            case SignInByPassword.Wrong:
                SignInDesk.NoteFailure(HttpContext, form.Email);
                return this.Again(nameof(New), page, "", "The e-mail address or the password is not right.");
            case SignInByPassword.Later(var at): return this.Later(nameof(New), page with { OfferLink = true }, at - clock.GetUtcNow().UtcDateTime, Waits.Sentence(at, clock));
            case SignInByPassword.Moved(var hint): return this.Again(nameof(New), page, "", $"Two accounts of yours became one. Sign in with your other address, {hint}, and its password; if you do not know it, write to us.");
            case SignInByPassword.TooShortForStaff: return this.Again(nameof(New), page, "", $"Who works here needs a password of at least {PasswordRules.MinLengthOfStaff} characters. Choose a new one by mail.");
            case SignInByPassword.Unconfirmed(var email): return this.Again(nameof(New), page, "", $"Confirm your e-mail address first. A mail with the link is on its way to {email}.");
            case SignInByPassword.PasswordIsKnown(var email): return this.Again(nameof(New), page, "", $"This password is on the lists that thieves try first. A mail with which you can choose another is on its way to {email}.");
            case SignInByPassword.CodeNeeded(var user):
                desk.WaitForCode(HttpContext, user, form.Remember, form.ReturnUrl);
                return LocalRedirect("/account/sign-in/code");
            case SignInByPassword.Welcome(var user, var isStaff):
                await desk.SignIn(HttpContext, user, form.Remember, strong: false, ct);
                return LocalRedirect(After(form.ReturnUrl, isStaff));
            case var unknown: throw new InvalidOperationException($"Unknown outcome {unknown}.");
        }
    }

    [HttpPost("sign-out")]
    public async Task<IActionResult> Destroy(CancellationToken ct)
    {
        await desk.SignOut(HttpContext, ct);
        TempData["Notice"] = "You are signed out.";
        return LocalRedirect("/");
    }

    internal static string After(string? returnUrl, bool isStaff) => LocalUrl.Or(returnUrl, isStaff ? "/backoffice" : "/account");

    private SignInPage Page(SignInForm form) => new(form, environment.IsDevelopment() && shop.Profile.IsDemo ? DemoSignIns.Shown : []);
}
