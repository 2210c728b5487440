using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Mail;

namespace Shop.Web.Storefront.Dev;

/// <summary>The mails this shop wrote, as their readers see them; exists in Development only.</summary>
[Route("dev/mail"), ApiExplorerSettings(IgnoreApi = true)]
public sealed class InboxController(ShopDb db, IHostEnvironment environment) : Controller
{
    private const int Shown = 100;

    public override void OnActionExecuting(ActionExecutingContext context)
    {
        if (!environment.IsDevelopment()) context.Result = NotFound();
    }

    [HttpGet("")]
    public async Task<IActionResult> Index(string? to, CancellationToken ct)
    {
        var mails = db.OutgoingMails.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(to)) mails = mails.Where(m => m.To == to.Trim());
        var rows = await mails.OrderByDescending(m => m.Id).Take(Shown)
            .Select(m => new InboxPage.Row(m.Id, m.To, m.Subject, m.Template, m.CreatedAt, m.SentAt != null, m.DeadAt != null)).ToListAsync(ct);
        return View(new InboxPage(to, rows));
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct)
    {
        var letter = await db.OutgoingMails.AsNoTracking().Where(m => m.Id == id)
            .Select(m => new LetterPage(m.Id, m.To, m.Subject, m.Text, m.Template, m.CreatedAt, m.SentAt, m.Attempts, m.Error)).SingleOrDefaultAsync(ct);
        if (letter is null) return NotFound();

        Response.Headers.ContentSecurityPolicy = Response.Headers.ContentSecurityPolicy.ToString() + "; frame-src 'self'";
        return View(letter);
    }

    /// <summary>The HTML part alone, in a frame that may show it and follow its links but run nothing.</summary>
    [HttpGet("{id:guid}/html")]
    public async Task<IActionResult> Html(Guid id, CancellationToken ct)
    {
        if (await db.OutgoingMails.AsNoTracking().Where(m => m.Id == id).Select(m => m.Html).SingleOrDefaultAsync(ct) is not { } html) return NotFound();

        Response.Headers.ContentSecurityPolicy =
            "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
        return Content(html.Replace("target=\"_blank\"", "target=\"_top\"", StringComparison.Ordinal), "text/html; charset=utf-8");
    }
}

/// <summary>The list of mails.</summary>
public sealed record InboxPage(string? To, IReadOnlyList<InboxPage.Row> Rows)
{
    public sealed record Row(Guid Id, string To, string Subject, string Template, DateTime At, bool Sent, bool Parked);
}

/// <summary>One mail.</summary>
public sealed record LetterPage(Guid Id, string To, string Subject, string Text, string Template, DateTime At, DateTime? SentAt, int Attempts, string? Error);
