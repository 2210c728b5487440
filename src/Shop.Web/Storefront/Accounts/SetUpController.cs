using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Accounts;
using Shop.Data;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Accounts;

/// <summary>The first start: whoever has the token from the log opens the shop and becomes its administrator. Then this page does not exist.</summary>
[Route("setup")]
public sealed class SetUpController(SetUpShop setUp, CurrentShop shop, SignInDesk desk, TimeProvider clock) : Controller
{
    [HttpGet(""), SecretInAddress]
    public async Task<IActionResult> New(string? token, CancellationToken ct) =>
        await setUp.Accepts(token, ct) ? View(new SetUpForm { Token = token!, Shop = shop.IsOpen ? null : new() }) : NotFound();

    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(SetUpForm form, CancellationToken ct)
    {
        if (!await setUp.Accepts(form.Token, ct)) return NotFound();
        if (shop.IsOpen) form.Shop = null;
        else if (form.Shop is null) return this.Again(nameof(New), form, "", "Tell what the shop is called and where it is.");
        if (!ModelState.IsValid) return this.Again(nameof(New), form);
        switch (await setUp.Run(form.Token, form.Name, form.Email, form.Password, form.Shop?.Open(clock.GetUtcNow().UtcDateTime), ct))
        {
            case SetUpShop.PasswordRefused(var reason): return this.Again(nameof(New), form, nameof(form.Password), reason);
            case SetUpShop.Over: return NotFound();
            case SetUpShop.Done(var administrator):
                await shop.Load(ct);
                await desk.SignIn(HttpContext, administrator, remember: false, strong: false, ct);
                return LocalRedirect("/backoffice");
            case var unknown: throw new InvalidOperationException($"Unknown outcome {unknown}.");
        }
    }

    /// <summary>What visitors see before that.</summary>
    [HttpGet("soon")]
    public IActionResult Soon()
    {
        if (shop.IsOpen) return NotFound();
        Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return View();
    }
}
