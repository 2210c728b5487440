using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Accounts;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Accounts;

/// <summary>The way in while strangers guess: a mailed link makes the browser of its reader known to the account. The answer is the same whether there is such an account or not.</summary>
[Route("account/sign-in/link")]
public sealed class DoorsToAccountsController(AskForDoor ask, OpenDoor open, MailedLinks links, KnownDevices devices) : Controller
{
    [HttpPost("ask"), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(ForgottenForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return LocalRedirect("/account/sign-in");
        await ask.Run(form.Email, ct);
        return RedirectToAction(nameof(Sent));
    }

    [HttpGet("sent")]
    public IActionResult Sent() => View();

    [HttpGet("")]
    public async Task<IActionResult> Edit(string? token, CancellationToken ct)
    {
        Response.Headers["Referrer-Policy"] = "no-referrer"; // the address holds a secret
        return await links.Find(LinkPurpose.KnowDevice, token, ct) is null ? View("Dead") : View(new DoorForm { Token = token! });
    }

    // By a button: programs that look into mail follow links, and would use it up.
    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Update(DoorForm form, CancellationToken ct)
    {
        if (await open.Run(form.Token, ct) is not { } email) return this.Again("Dead", form);
        devices.Remember(HttpContext, email);
        TempData["Notice"] = "This browser is known now. Sign in as usual.";
        return LocalRedirect("/account/sign-in");
    }
}

/// <summary>The secret of a link that makes a browser known.</summary>
public sealed class DoorForm
{
    public string Token { get; set; } = "";
}
