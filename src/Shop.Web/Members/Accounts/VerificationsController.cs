using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Accounts;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Accounts;

namespace Shop.Web.Members.Accounts;

/// <summary>Asks somebody who is signed in to prove again to be the one, before something that a stranger at their desk must not do.</summary>
[Route("account/verify")]
public sealed class VerificationsController(PasswordCheck passwords, CodeCheck codes, SignInWays ways, SignInDesk desk, StaffRules staff, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> New(string? returnUrl, bool paper, CancellationToken ct)
    {
        var waysIn = await ways.Of(User.Who().UserId, ct);
        if (staff.AskMoreOf(User.Who()) && !waysIn.CanBeStrong)
        {
            TempData["Warning"] = "Those who work here sign in with a second step. Set it up now; it takes a minute.";
            return LocalRedirect("/account/details/two-step");
        }
        return View(Page(waysIn, new VerificationForm { ReturnUrl = LocalUrl.Or(returnUrl, ""), Paper = paper }));
    }

    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] VerificationForm form, CancellationToken ct)
    {
        var page = Page(await ways.Of(User.Who().UserId, ct), form);
        switch (page.Ask)
        {
            case Proof.Code: return await ByCode(page, ct);
            case Proof.Password: return await ByPassword(page, ct);
            default: return this.Again(nameof(New), page, "", "Use a passkey here.");
        }
    }

    private async Task<IActionResult> ByPassword(VerificationPage page, CancellationToken ct)
    {
        const string field = "Form.Password";
        var who = User.Who();
        if (string.IsNullOrEmpty(page.Form.Password)) return this.Again(nameof(New), page, field, "Enter your password.");
        return await passwords.Run(who.Email, page.Form.Password, desk.DeviceOf(HttpContext, who.Email), SignInDesk.AddressOf(HttpContext), ct) switch
        {
            PasswordCheck.Right => await Go(page, strong: false, ct),
            PasswordCheck.Wrong or PasswordCheck.Moved => this.Again(nameof(New), page, field, "This is not your password."),
            PasswordCheck.Later(var at) => this.Later(nameof(New), page, at - clock.GetUtcNow().UtcDateTime, Waits.Sentence(at, clock)),
            var unknown => throw new InvalidOperationException($"Unknown verdict {unknown}."),
        };
    }

    private async Task<IActionResult> ByCode(VerificationPage page, CancellationToken ct)
    {
        const string field = "Form.Code";
        var who = User.Who();
        if (string.IsNullOrWhiteSpace(page.Form.Code)) return this.Again(nameof(New), page, field, "Enter the code.");
        return await codes.Run(who.UserId, page.Form.Code, desk.DeviceOf(HttpContext, who.Email), SignInDesk.AddressOf(HttpContext), ct) switch
        {
            CodeCheck.Right => await Go(page, strong: true, ct),
            CodeCheck.Wrong => this.Again(nameof(New), page, field, new CodeForm { Paper = page.Form.Paper }.WhatIsWrong),
            CodeCheck.Later(var at) => this.Later(nameof(New), page, at - clock.GetUtcNow().UtcDateTime, Waits.Sentence(at, clock)),
            var unknown => throw new InvalidOperationException($"Unknown verdict {unknown}."),
        };
    }

    private async Task<IActionResult> Go(VerificationPage page, bool strong, CancellationToken ct)
    {
        await desk.Renew(HttpContext, strong, ct);
        return LocalRedirect(LocalUrl.Or(page.Form.ReturnUrl, "/account/details"));
    }

    private VerificationPage Page(WaysIn waysIn, VerificationForm form) =>
        new(waysIn.AsksForCodes ? Proof.Code : staff.AskMoreOf(User.Who()) ? Proof.Passkey : Proof.Password, waysIn.Passkeys > 0, form);
}

/// <summary>The same by a passkey.</summary>
[Route("account/verify/passkey")]
public sealed class PasskeyVerificationsController(PasskeyDesk passkeys, PasskeyHome home, SignInDesk desk) : Controller
{
    [HttpPost("options")]
    public async Task<IActionResult> New() => home.WorksAt(Request) ? Content(await passkeys.AskToUse(HttpContext, User.Who().UserId), "application/json") : NotFound();

    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(PasskeyAnswer answer, CancellationToken ct)
    {
        if (!ModelState.IsValid || await passkeys.Used(HttpContext, User.Who().UserId, answer.Credential, ct) is null)
        {
            TempData["Warning"] = "This passkey is not one of yours, or it took too long. Try again.";
            return LocalRedirect("/account/verify?returnUrl=" + Uri.EscapeDataString(LocalUrl.Or(answer.ReturnUrl, "")));
        }
        await desk.Renew(HttpContext, strong: true, ct);
        return LocalRedirect(LocalUrl.Or(answer.ReturnUrl, "/account/details"));
    }
}

/// <summary>What proves that it is still the same person.</summary>
public enum Proof { Password, Code, Passkey }

/// <summary>The proof, and where to go on.</summary>
public sealed class VerificationForm
{
    public string? ReturnUrl { get; set; }
    public string? Password { get; set; }
    public string? Code { get; set; }
    public bool Paper { get; set; }
}

/// <summary>What is asked, whether a passkey does as well, and what was typed.</summary>
public sealed record VerificationPage(Proof Ask, bool HasPasskeys, VerificationForm Form);
