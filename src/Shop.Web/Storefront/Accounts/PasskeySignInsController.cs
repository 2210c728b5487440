using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Web.Accounts;
using Shop.Web.Doors;

namespace Shop.Web.Storefront.Accounts;

/// <summary>Signs in with a passkey, which stands for both factors. Guesses at passwords elsewhere do not hinder it.</summary>
[Route("account/sign-in/passkey")]
public sealed class PasskeySignInsController(PasskeyDesk passkeys, PasskeyHome home, SignInDesk desk) : Controller
{
    [HttpPost("options")]
    public async Task<IActionResult> New() => home.WorksAt(Request) ? Content(await passkeys.AskToUse(HttpContext, null), "application/json") : NotFound();

    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDownStrangers)]
    public async Task<IActionResult> Create(PasskeyAnswer answer, CancellationToken ct)
    {
        if (!ModelState.IsValid || await passkeys.Used(HttpContext, null, answer.Credential, ct) is not { } user)
        {
            TempData["Warning"] = "This passkey does not open an account here, or it took too long. Try again, or use your password.";
            return LocalRedirect("/account/sign-in?refused=true&returnUrl=" + Uri.EscapeDataString(LocalUrl.Or(answer.ReturnUrl, "")));
        }
        var isStaff = await desk.SignIn(HttpContext, user, remember: false, strong: true, ct);
        return LocalRedirect(SessionsController.After(answer.ReturnUrl, isStaff));
    }
}
