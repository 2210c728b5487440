using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Accounts;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Accounts;

/// <summary>Opens accounts. The answer is the same whether the address is known or not.</summary>
[Route("account/register")]
public sealed class RegistrationsController(Register register, AskForClub ask) : Controller
{
    [HttpGet("")]
    public IActionResult New(bool join, string? invite) => User.Identity!.IsAuthenticated ? LocalRedirect(join ? "/account/club" : "/account") : View(new RegistrationForm { Join = join, Invite = Referral.CodeOf(invite) });

    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(RegistrationForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return this.Again(nameof(New), form);
        var outcome = await register.Run(form.Name, form.Email, form.Password, form.Join, ct, Referral.CodeOf(form.Invite));
        if (outcome is Register.Mailed && form is { Join: true, Order: { } order }) await ask.ByGuest(order, form.Email, ct);
        return outcome switch
        {
            Register.PasswordRefused(var reason) => this.Again(nameof(New), form, nameof(form.Password), reason),
            Register.Mailed => RedirectToAction(nameof(Sent)),
            var unknown => throw new InvalidOperationException($"Unknown outcome {unknown}."),
        };
    }

    [HttpGet("sent")]
    public IActionResult Sent() => View();
}
