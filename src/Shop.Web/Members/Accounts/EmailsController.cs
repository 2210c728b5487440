using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Accounts;
using Shop.Customers;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Accounts;

namespace Shop.Web.Members.Accounts;

/// <summary>Changes the e-mail address of who is signed in, in two steps: the password here, then a link in a mail to the new address.</summary>
[Route("account/details/email"), StepUp(PageAsksForPassword = true, Back = "/account/details/email")]
public sealed class EmailsController(AskForNewEmail ask, ConfirmNewEmail confirm, SignInDesk desk, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public IActionResult Edit() => View(new EmailForm());

    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Update(EmailForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return this.Again(nameof(Edit), form);
        var who = User.Who();
        if (Kernel.EmailAddress.Normalise(form.NewEmail) == who.Email) return this.Again(nameof(Edit), form, nameof(form.NewEmail), "This is your address already.");
        switch (await ask.Run(who, form.Password, form.NewEmail, desk.DeviceOf(HttpContext, who.Email), SignInDesk.AddressOf(HttpContext), ct))
        {
            case AskForNewEmail.WrongPassword: return this.Again(nameof(Edit), form, nameof(form.Password), "This is not your password.");
            case AskForNewEmail.Later(var at): return this.Later(nameof(Edit), form, at - clock.GetUtcNow().UtcDateTime, Waits.Sentence(at, clock));
            case AskForNewEmail.Mailed:
                TempData["Notice"] = "We sent a mail to the new address. The link in it makes the change; until then everything stays as it is.";
                return LocalRedirect("/account/details");
            case var unknown: throw new InvalidOperationException($"Unknown outcome {unknown}.");
        }
    }

    [HttpGet("confirm"), SecretInAddress]
    public async Task<IActionResult> New(string? token, CancellationToken ct) =>
        await confirm.EmailOf(User.Who().UserId, token, ct) is { } email ? View(new NewEmailPage(email, token!)) : View("Dead");

    [HttpPost("confirm")]
    public async Task<IActionResult> Create(string? token, CancellationToken ct)
    {
        switch (await confirm.Run(User.Who().UserId, token, ct))
        {
            case ConfirmNewEmail.LinkIsDead: return this.Again("Dead", "");
            case ConfirmNewEmail.Done(var user):
                await desk.SignIn(HttpContext, user, remember: false, User.Who().IsStrong, ct);
                TempData["Notice"] = "Your e-mail address is changed. Sign in with it from now on.";
                return LocalRedirect("/account/details");
            case var unknown: throw new InvalidOperationException($"Unknown outcome {unknown}.");
        }
    }
}
