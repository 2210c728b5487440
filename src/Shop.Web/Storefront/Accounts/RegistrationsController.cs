using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Accounts;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Storefront.Accounts;

/// <summary>Opens accounts. The answer is the same whether the address is known or not.</summary>
[Route("account/register")]
public sealed class RegistrationsController(Register register, AskForClub ask, ClubTerms terms, ReadReferrals referrals) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> New(bool join, string? invite, CancellationToken ct)
    {
        if (User.Identity!.IsAuthenticated) return LocalRedirect(join ? "/account/club" : "/account");
        // An invitation that invites nobody any more is dropped: it would only be refused.
        var code = Referral.CodeOf(invite) ?? KeptInvitation.Of(HttpContext);
        return View(await Told(new RegistrationForm { Join = join, Invite = code }, ct) is { Inviter: not null } told ? told : new RegistrationForm { Join = join });
    }

    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(RegistrationForm form, CancellationToken ct)
    {
        if (!Request.Form.ContainsKey(nameof(form.Invite))) form.Invite = KeptInvitation.Of(HttpContext); // a form that does not ask for it
        else if (form.Join && !string.IsNullOrWhiteSpace(form.Invite) && (await Told(form, ct)).Inviter is null) ModelState.AddModelError(nameof(form.Invite), "There is no such invitation. Look at the code once more, or leave it out.");
        if (!ModelState.IsValid) return this.Again(nameof(New), await Told(form, ct));
        var outcome = await register.Run(form.Name, form.Email, form.Password, form.Join, ct, Referral.CodeOf(form.Invite), form.Join ? (await terms.Now(ct))?.Name : null);
        if (outcome is Register.Mailed) (TempData["SentTo"], TempData["SentAfter"]) = (form.Email, form.Order);
        if (outcome is Register.Mailed && form is { Join: true, Order: { } order }) await ask.ByGuest(order, form.Email, ct);
        return outcome switch
        {
            Register.PasswordRefused(var reason) => this.Again(nameof(New), await Told(form, ct), nameof(form.Password), reason),
            Register.Mailed => RedirectToAction(nameof(Sent)),
            var unknown => throw new InvalidOperationException($"Unknown outcome {unknown}."),
        };
    }

    [HttpGet("sent")]
    public IActionResult Sent() => View(new MailSent(TempData["SentTo"] as string, TempData["SentAfter"] as string));

    // Who invited, and what that brings.
    private async Task<RegistrationForm> Told(RegistrationForm form, CancellationToken ct)
    {
        if (await terms.Now(ct) is not { Rules.Referral: { IsOpen: true } referral } || Referral.CodeOf(form.Invite) is not { } code || await referrals.Inviter(code, ct) is not { } inviter) return form;
        (form.Inviter, form.Voucher) = (inviter.Name, referral.Voucher);
        return form;
    }
}
