using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Wishes;

namespace Shop.Web.Storefront.Wishes;

/// <summary>“Tell me when it is back”: asks for it, says yes to it, and stops it. The last two by the link in a letter, which only the mailbox’s reader has.</summary>
[Route("stock-notices")]
public sealed class StockNoticesController(AskForStockNotice ask, ReadStockNotices read, CurrentMember member, ShopDb db, TimeProvider clock) : Controller
{
    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(StockNoticeForm form, CancellationToken ct)
    {
        var own = User.Identity?.IsAuthenticated == true ? User.Who().Email : null;
        var email = string.IsNullOrWhiteSpace(form.Email) ? own ?? "" : form.Email.Trim();
        var isOwn = own is not null && EmailAddress.Normalise(email) == EmailAddress.Normalise(own);
        if (!ModelState.IsValid && !isOwn) return Refuse(form, "Enter an e-mail address like name@example.com.");
        return await ask.Run(form.VariantId, email, isOwn ? await member.CustomerId(ct) : null, ct) switch
        {
            AskForStockNotice.Noted => Answer(form, $"We write to {email} when it is back."),
            AskForStockNotice.MailIsOnItsWay => Answer(form, $"We sent a mail to {email}. Open the link in it, and we tell you when this is back."),
            AskForStockNotice.Refused(var reason) => Refuse(form, reason),
            var unknown => throw new InvalidOperationException($"Unknown outcome {unknown}."),
        };
    }

    [HttpGet("{token:length(43)}"), SecretInAddress]
    public async Task<IActionResult> Show(string token, CancellationToken ct) =>
        await read.ByToken(token, ct) is { } notice ? View(notice) : View("Gone");

    [HttpPost("{token:length(43)}/yes")]
    public async Task<IActionResult> Update(string token, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.StockNotices.SingleOrDefaultAsync(n => n.Token == token && n.ExpiresAt > now, ct) is not { } notice) return View("Gone");
        var email = User.Identity?.IsAuthenticated == true ? User.Who().Email : null;
        notice.Confirm(email is not null && EmailAddress.Normalise(email) == notice.Email ? await member.CustomerId(ct) : null, now);
        await db.SaveChangesAsync(ct);
        return new SeeOther(Url.Content($"~/stock-notices/{token}"));
    }

    // Mail programs press it too (RFC 8058), from no page at all: the secret in the address is what counts.
    [HttpPost("{token:length(43)}/stop"), IgnoreAntiforgeryToken]
    public async Task<IActionResult> Destroy(string token, CancellationToken ct)
    {
        await db.StockNotices.Where(n => n.Token == token).ExecuteDeleteAsync(ct);
        return View("Stopped");
    }

    private IActionResult Answer(StockNoticeForm form, string sentence)
    {
        if (HttpContext.IsHtmx())
        {
            Response.Announce(sentence);
            return PartialView("_TellMe", new TellMe(form.VariantId) { Said = sentence });
        }
        TempData["Notice"] = sentence;
        return new SeeOther(WayBack.Of(Request, Url.Content("~/")));
    }

    private IActionResult Refuse(StockNoticeForm form, string reason)
    {
        if (HttpContext.IsHtmx())
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return PartialView("_TellMe", new TellMe(form.VariantId) { Refusal = reason, Email = form.Email });
        }
        return this.Again("New", new TellMe(form.VariantId) { Email = form.Email }, nameof(form.Email), reason);
    }
}

/// <summary>Which article somebody waits for, and where to write.</summary>
public sealed class StockNoticeForm
{
    public Guid VariantId { get; set; }

    [Required(ErrorMessage = "Enter your e-mail address."), StringLength(EmailAddress.MaxLength, ErrorMessage = "An e-mail address may be 254 characters long."), RealEmail]
    public string? Email { get; set; }
}

/// <summary>The place of the buy button while something is sold out.</summary>
public sealed record TellMe(Guid VariantId)
{
    [Required(ErrorMessage = "Enter your e-mail address."), StringLength(EmailAddress.MaxLength, ErrorMessage = "An e-mail address may be 254 characters long."), RealEmail]
    public string? Email { get; init; }

    /// <summary>The address of who is signed in: it need not be typed.</summary>
    public string? Own { get; init; }

    /// <summary>What became of it just now, or why not.</summary>
    public string? Said { get; init; }
    public string? Refusal { get; init; }

    /// <summary>They wait for it already.</summary>
    public bool IsWaited { get; init; }
}
