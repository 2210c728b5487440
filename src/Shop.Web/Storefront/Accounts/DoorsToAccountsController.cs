using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Accounts;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Accounts;

/// <summary>The way in while strangers guess: a mailed link makes the browser of its reader known to the account. The answer is the same whether there is such an account or not.</summary>
[Route("account/sign-in/link")]
public sealed class DoorsToAccountsController(AskForLink ask, OpenDoor open, MailedLinks links, KnownDevices devices) : MailedLinkController(LinkPurpose.KnowDevice, ask, links)
{
    [HttpPost("ask"), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(ForgottenForm form, CancellationToken ct) => ModelState.IsValid ? await Mail(form, ct) : LocalRedirect("/account/sign-in");

    [HttpGet("sent")]
    public IActionResult Sent() => View();

    [HttpGet(""), SecretInAddress]
    public Task<IActionResult> Edit(string? token, CancellationToken ct) => Open(token, new DoorForm { Token = token ?? "" }, ct);

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
