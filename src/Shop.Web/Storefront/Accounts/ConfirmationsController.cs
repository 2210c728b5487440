using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Accounts;
using Shop.Customers;
using Shop.Loyalty;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Members.Loyalty;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Storefront.Accounts;

/// <summary>Where the link in a confirmation mail leads: the password shows that the reader opened the account, and signs in.</summary>
[Route("account/confirm")]
public sealed class ConfirmationsController(ConfirmEmail confirm, SignInDesk desk, ClubTerms terms, JoinClub join, CustomerBook customers, TimeProvider clock) : Controller
{
    [HttpGet(""), SecretInAddress]
    public async Task<IActionResult> New(string? token, bool join, string? invite, CancellationToken ct) =>
        await confirm.EmailOf(token, ct) is { } email ? View(new ConfirmationPage(email, new ConfirmationForm { Token = token!, Join = join, Invite = Referral.CodeOf(invite) })) : View("Dead");

    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] ConfirmationForm form, CancellationToken ct)
    {
        if (await confirm.EmailOf(form.Token, ct) is not { } email) return this.Again("Dead", form);
        var page = new ConfirmationPage(email, form);
        if (!ModelState.IsValid) return this.Again(nameof(New), page);
        switch (await confirm.Run(form.Token, form.Password, desk.DeviceOf(HttpContext, email), SignInDesk.AddressOf(HttpContext), ct))
        {
            case ConfirmEmail.WrongPassword: return this.Again(nameof(New), page, "Form.Password", "This is not the password that was chosen for the account.");
            case ConfirmEmail.Later(var at): return this.Later(nameof(New), page, at - clock.GetUtcNow().UtcDateTime, Waits.Sentence(at, clock));
            case ConfirmEmail.LinkIsDead: return this.Again("Dead", form);
            case ConfirmEmail.Confirmed(var user):
                await desk.SignIn(HttpContext, user, remember: false, strong: false, ct);
                TempData["Notice"] = "Your address is confirmed. Welcome.";
                if (!form.Join || await terms.Now(ct) is not { } club) return LocalRedirect("/account");
                TempData["Notice"] = $"Your address is confirmed. {MembershipController.Welcome(club, await join.Run(await customers.OpenFor(user, ct), ct, Referral.CodeOf(form.Invite)))}";
                return LocalRedirect("/account/club");
            case var unknown: throw new InvalidOperationException($"Unknown outcome {unknown}.");
        }
    }
}

/// <summary>Says how long somebody has to wait after too many wrong passwords.</summary>
internal static class Waits
{
    public static string Sentence(DateTime at, TimeProvider clock)
    {
        var minutes = Math.Max(1, (int)Math.Ceiling((at - clock.GetUtcNow().UtcDateTime).TotalMinutes));
        return $"There were too many wrong tries. Try again in {(minutes == 1 ? "a minute" : $"{minutes} minutes")}.";
    }
}
