using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Mail;
using Shop.Web.Accounts;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Upkeep;

/// <summary>Letters on their way and sent. What one says is shown in a frame that can do nothing; letters that open an account are not shown at all.</summary>
[Route("backoffice/mail"), Needs(Area.Jobs, Act.See)]
public sealed class MailController(ShopDb db, ResendMail resend, ListDesk desk) : Controller
{
    private const string FrameOnly = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; sandbox; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => await desk.Show(this, desk.Find("mail")!, ct);

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, string? list, CancellationToken ct)
    {
        if (await db.OutgoingMails.AsNoTracking().Where(m => m.Id == id).Select(m => new LetterPage(m.Id, m.To, m.Subject, m.Template, m.Text, m.CreatedAt, m.SentAt, m.DeadAt, m.NextTryAt, m.Attempts, m.Error)).SingleOrDefaultAsync(ct) is not { } letter) return NotFound();
        Response.Headers.ContentSecurityPolicy = Response.Headers.ContentSecurityPolicy + "; frame-src 'self'";
        return View((MayRead(letter.Template) ? letter : letter with { Text = null }) with { Back = Shop.Desk.ListState.Read(list ?? "").Query() });
    }

    [HttpGet("{id:guid}/content")]
    public async Task<IActionResult> Content(Guid id, CancellationToken ct)
    {
        if (await db.OutgoingMails.AsNoTracking().Where(m => m.Id == id).Select(m => new { m.Html, m.Template }).SingleOrDefaultAsync(ct) is not { } letter || !MayRead(letter.Template)) return NotFound();
        Response.Headers.ContentSecurityPolicy = FrameOnly;
        return Content(letter.Html, "text/html; charset=utf-8");
    }

    // A letter tells what its area tells: whoever may not see orders reads none about them here either.
    private bool MayRead(string template) => MailKinds.MayBeRead(template) && User.May(template.Split('-')[0] switch
    {
        "order" or "payment" => Area.Orders,
        "return" => Area.Returns,
        "contact" => Area.Messages,
        "test" => Area.Jobs,
        _ => Area.Club,
    }, Act.See);

    [HttpPost("{id:guid}"), Needs(Area.Jobs, Act.Change)]
    public async Task<IActionResult> Update(Guid id, CancellationToken ct)
    {
        if (!await db.OutgoingMails.AnyAsync(m => m.Id == id, ct)) return NotFound();
        try
        {
            await resend.Run(id, ct);
            TempData["Notice"] = "The letter is put back in line and leaves within a few seconds.";
        }
        catch (Kernel.RuleBroken refused)
        {
            TempData["Warning"] = refused.Message;
        }
        return new Doors.SeeOther(Url.Content($"~/backoffice/mail/{id}"));
    }
}

/// <summary>One letter and how it fared.</summary>
/// <param name="Text">Null for a letter that only its reader may see.</param>
public sealed record LetterPage(Guid Id, string To, string Subject, string Template, string? Text, DateTime CreatedAt, DateTime? SentAt, DateTime? DeadAt, DateTime? NextTryAt, int Attempts, string? Error)
{
    /// <summary>The list somebody came from.</summary>
    public string Back { get; init; } = "";

    public bool CanBeSentAgain => DeadAt is not null || SentAt is not null && Text is not null;
}
