using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Accounts;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Accounts;

namespace Shop.Web.Members.Accounts;

/// <summary>Changes the password of who is signed in; this browser gets a new session.</summary>
[Route("account/details/password"), StepUp(PageAsksForPassword = true, Back = "/account/details/password")]
public sealed class PasswordsController(ChangePassword change, SignInDesk desk, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public IActionResult Edit() => View(new PasswordForm { EndOthers = true });

    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Update(PasswordForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return this.Again(nameof(Edit), form);
        var who = User.Who();
        switch (await change.Run(who, form.Current, form.New, form.EndOthers, desk.DeviceOf(HttpContext, who.Email), SignInDesk.AddressOf(HttpContext), ct))
        {
            case ChangePassword.WrongPassword: return this.Again(nameof(Edit), form, nameof(form.Current), "This is not your present password.");
            case ChangePassword.PasswordRefused(var reason): return this.Again(nameof(Edit), form, nameof(form.New), reason);
            case ChangePassword.Later(var at): return this.Later(nameof(Edit), form, at - clock.GetUtcNow().UtcDateTime, Waits.Sentence(at, clock));
            case ChangePassword.Done(var user):
                await desk.SignIn(HttpContext, user, remember: false, who.IsStrong, ct);
                TempData["Notice"] = form.EndOthers ? "Your password is changed. All other sign-ins have ended." : "Your password is changed.";
                return LocalRedirect("/account/details");
            case var unknown: throw new InvalidOperationException($"Unknown outcome {unknown}.");
        }
    }
}
