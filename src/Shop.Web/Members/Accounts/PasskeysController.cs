using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Accounts;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Accounts;

namespace Shop.Web.Members.Accounts;

/// <summary>The passkeys of who is signed in: added, named and removed.</summary>
[Route("account/details/passkeys"), StepUp(Back = "/account/details/passkeys")]
public sealed class PasskeysController(PasskeyBook passkeys, SignInWays ways, PasskeyDesk asking, Sessions sessions, StaffRules staff, PasskeyHome home) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) =>
        View(new PasskeysPage(await passkeys.Of(User.Who().UserId, ct), home.WorksAt(Request), home.Elsewhere(Request)));

    [HttpPost("options")]
    public async Task<IActionResult> New() => home.WorksAt(Request) ? Content(await asking.AskToMake(HttpContext, User.Who()), "application/json") : NotFound();

    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(PasskeyAnswer answer, NameForm form, bool endOthers, CancellationToken ct)
    {
        if (!ModelState.IsValid || await asking.Made(HttpContext, User.Who(), answer.Credential) is not { } made)
            return Go("Warning", "The passkey was not added: it took too long, or your device answered something else. Try again.");
        await passkeys.Add(User.Who().UserId, form.Name, made, ct);
        if (endOthers) await sessions.EndOthers(User.Who().UserId, User.Who().SessionId, ct);
        return Go("Notice", "Your passkey is added. Use it the next time you sign in." + (endOthers ? " All other sign-ins have ended." : ""));
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct) =>
        (await passkeys.Of(User.Who().UserId, ct)).FirstOrDefault(k => k.Id == id) is { } key ? View(new PasskeyPage(key, new NameForm { Name = key.Name })) : NotFound();

    [HttpPost("{id:guid}")]
    public async Task<IActionResult> Update(Guid id, [Bind(Prefix = "Form")] NameForm form, CancellationToken ct)
    {
        if ((await passkeys.Of(User.Who().UserId, ct)).FirstOrDefault(k => k.Id == id) is not { } key) return NotFound();
        if (!ModelState.IsValid) return this.Again(nameof(Edit), new PasskeyPage(key, form));
        return await passkeys.Rename(User.Who().UserId, id, form.Name, ct) ? Go("Notice", "The passkey has its new name.") : NotFound();
    }

    [HttpPost("{id:guid}/delete")]
    public async Task<IActionResult> Destroy(Guid id, bool endOthers, CancellationToken ct)
    {
        var who = User.Who();
        if (staff.NeedSecondFactor && User.IsStaff() && await ways.Of(who.UserId, ct) is { AsksForCodes: false, Passkeys: 1 })
            throw new RuleBroken("Those who work here sign in with two factors. Add another passkey or set up an app for codes first.");
        if (!await passkeys.Remove(who.UserId, id, ct)) return NotFound();
        if (endOthers) await sessions.EndOthers(who.UserId, who.SessionId, ct);
        return Go("Notice", endOthers ? "The passkey is removed. All other sign-ins have ended." : "The passkey is removed.");
    }

    private RedirectToActionResult Go(string kind, string notice)
    {
        TempData[kind] = notice;
        return RedirectToAction(nameof(Index));
    }
}

/// <summary>What a passkey is called.</summary>
public sealed class NameForm
{
    [StringLength(Passkey.NameMaxLength, ErrorMessage = "Use at most 100 characters.")]
    public string? Name { get; set; }
}

/// <summary>The list of passkeys, and where they can be added when not here.</summary>
public sealed record PasskeysPage(IReadOnlyList<PasskeyLine> Keys, bool WorksHere, string? Elsewhere)
{
    public bool IsFull => Keys.Count >= Passkey.MostPerUser;
}

/// <summary>One passkey, to be renamed or removed.</summary>
public sealed record PasskeyPage(PasskeyLine Key, NameForm Form);
