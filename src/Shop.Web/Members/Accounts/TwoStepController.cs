using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Accounts;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Members.Accounts;

/// <summary>Turns the second step of signing in on and off, and hands out its recovery codes.</summary>
[Route("account/details/two-step"), StepUp(Back = "/account/details/two-step")]
public sealed class TwoStepController(SecondFactor second, SignInWays ways, Sessions sessions, SignInDesk desk, CurrentShop shop, StaffRules staff) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken ct) => View(new TwoStepPage(await ways.Of(User.Who().UserId, ct)));

    [HttpGet("app")]
    public IActionResult New() => View(Page(new AppForm { Key = Totp.NewKey(), EndOthers = true }));

    [HttpPost("app"), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] AppForm form, CancellationToken ct)
    {
        if (!Totp.IsKey(form.Key)) return LocalRedirect("/account/details/two-step/app"); // not a form of ours
        if (!ModelState.IsValid) return this.Again(nameof(New), Page(form));
        var who = User.Who();
        switch (await second.TurnOn(who.UserId, form.Key, form.Code, ct))
        {
            case SecondFactor.WrongCode: return this.Again(nameof(New), Page(form), "Form.Code", "This code is not right. Wait for the next one, and see that the clock of your phone is right.");
            case SecondFactor.On(var codes):
                if (form.EndOthers) await sessions.EndOthers(who.UserId, who.SessionId, ct);
                await desk.Renew(HttpContext, strong: true, ct);
                return View("Codes", new CodesPage("Two-step sign-in is on", codes, staff.AskMoreOf(who)));
            case var unknown: throw new InvalidOperationException($"Unknown outcome {unknown}.");
        }
    }

    [HttpPost("off")]
    public async Task<IActionResult> Destroy(bool endOthers, CancellationToken ct)
    {
        var who = User.Who();
        if (staff.NeedSecondFactor && User.IsStaff() && (await ways.Of(who.UserId, ct)).Passkeys == 0)
            throw new RuleBroken("Those who work here sign in with a second step. Add a passkey first, or set up another app.");
        await second.TurnOff(who.UserId, ct);
        if (endOthers) await sessions.EndOthers(who.UserId, who.SessionId, ct);
        TempData["Notice"] = "Two-step sign-in is off." + (endOthers ? " All other sign-ins have ended." : "");
        return LocalRedirect("/account/details");
    }

    [HttpPost("recovery-codes")]
    public async Task<IActionResult> RenewCodes(bool endOthers, CancellationToken ct)
    {
        var who = User.Who();
        var codes = await second.RenewCodes(who.UserId, ct);
        if (endOthers) await sessions.EndOthers(who.UserId, who.SessionId, ct);
        return View("Codes", new CodesPage("Your new recovery codes", codes, false));
    }

    /// <summary>What the page shows, as a file; the shop itself cannot show it again.</summary>
    [HttpPost("recovery-codes/file")]
    public IActionResult SaveCodes(CodesFile file)
    {
        if (!ModelState.IsValid) return BadRequest();
        var text = $"Recovery codes for {User.Who().Email} at {shop.Profile.Name}. Each works once.\r\n\r\n{string.Join("\r\n", file.Codes)}\r\n";
        return File(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-8", "recovery-codes.txt");
    }

    private AppPage Page(AppForm form) => new(Totp.UriOf(form.Key, shop.Profile.Name, User.Who().Email), string.Join(' ', form.Key.Chunk(4).Select(c => new string(c))), form);
}

/// <summary>Whether codes are asked for, and how many recovery codes are left.</summary>
public sealed record TwoStepPage(WaysIn Ways);

/// <summary>The key for the app, as a picture and as text, and the code that shows that it arrived.</summary>
public sealed record AppPage(string Uri, string KeyInFours, AppForm Form);

/// <summary>The code that shows that the app has the key.</summary>
public sealed class AppForm
{
    [Required] public string Key { get; set; } = "";

    [Required(ErrorMessage = "Enter the code that the app shows."), StringLength(20, ErrorMessage = "A code has six digits.")]
    public string Code { get; set; } = "";

    public bool EndOthers { get; set; }
}

/// <summary>Recovery codes, the one time they are shown.</summary>
public sealed record CodesPage(string Title, IReadOnlyList<string> Codes, bool ToBackOffice);

/// <summary>Recovery codes that somebody wants as a file.</summary>
public sealed class CodesFile : IValidatableObject
{
    private const int LongestCode = 40;

    [Required, MaxLength(RecoveryCode.Many)] public string[] Codes { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Codes.Any(c => c is null || c.Length > LongestCode || !c.All(s => char.IsAsciiLetterOrDigit(s) || s == '-'))) yield return new ValidationResult("These are no recovery codes.");
    }
}
