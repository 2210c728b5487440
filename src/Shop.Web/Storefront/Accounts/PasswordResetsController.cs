using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Accounts;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Accounts;

/// <summary>A new password for who reads the mail. Nobody learns here whether an address has an account, and nobody is signed in by it.</summary>
[Route("account")]
public sealed class PasswordResetsController(AskForLink ask, ResetPassword reset, MailedLinks links, KnownDevices devices) : MailedLinkController(LinkPurpose.ResetPassword, ask, links)
{
    [HttpGet("forgotten")]
    public IActionResult New() => View(new ForgottenForm());

    [HttpPost("forgotten"), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(ForgottenForm form, CancellationToken ct) => ModelState.IsValid ? await Mail(form, ct) : this.Again(nameof(New), form);

    [HttpGet("forgotten/sent")]
    public IActionResult Sent() => View();

    [HttpGet("reset"), SecretInAddress]
    public Task<IActionResult> Edit(string? token, CancellationToken ct) => Open(token, new ResetForm { Token = token ?? "" }, ct);

    [HttpPost("reset"), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Update(ResetForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return this.Again(nameof(Edit), form);
        switch (await reset.Run(form.Token, form.Password, ct))
        {
            case ResetPassword.PasswordRefused(var reason): return this.Again(nameof(Edit), form, nameof(form.Password), reason);
            case ResetPassword.LinkIsDead: return this.Again("Dead", form);
            case ResetPassword.Done(var email):
                devices.Remember(HttpContext, email); // whoever reads the mail is not slowed down by strangers' guesses
                TempData["Notice"] = "Your new password is set. Every other sign-in has ended. Sign in with it now.";
                return LocalRedirect("/account/sign-in");
            case var unknown: throw new InvalidOperationException($"Unknown outcome {unknown}.");
        }
    }
}
