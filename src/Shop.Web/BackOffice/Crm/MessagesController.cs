using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Crm;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Crm;

/// <summary>What people wrote to the shop: the unanswered first, each with the way to answer it.</summary>
[Route("backoffice/messages"), Needs(Area.Messages, Act.See)]
public sealed class MessagesController(ShopDb db, AnswerContactMessage answer) : Controller
{
    private const int PageSize = 30;

    [HttpGet("")]
    public async Task<IActionResult> Index(ContactState state = ContactState.New, int page = 1, CancellationToken ct = default)
    {
        page = Math.Clamp(page, 1, 100_000);
        var messages = db.ContactMessages.AsNoTracking().Where(m => m.State == state);
        var count = await messages.CountAsync(ct);
        // The oldest waits longest; of what is done the latest is looked up most.
        var ordered = state == ContactState.New ? messages.OrderBy(m => m.WrittenAt).ThenBy(m => m.Id) : messages.OrderByDescending(m => m.WrittenAt).ThenByDescending(m => m.Id);
        var rows = await ordered.Skip((page - 1) * PageSize).Take(PageSize).Select(m => new MessagesPage.Row(m.Id, m.Name, m.Email, m.Topic, m.OrderNumber, m.Text, m.WrittenAt, m.AnsweredBy)).ToListAsync(ct);
        return View(new MessagesPage(state, count, page, Math.Max(1, (count + PageSize - 1) / PageSize), rows));
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) => await Read(id, new AnswerForm(), ct) is { } page ? View(page) : NotFound();

    [HttpPost("{id:guid}/answer"), Needs(Area.Messages, Act.Change)]
    public async Task<IActionResult> Answer(Guid id, [Bind(Prefix = "Form")] AnswerForm form, CancellationToken ct)
    {
        if (form.How == AnswerForm.ByMail && string.IsNullOrWhiteSpace(form.Text)) ModelState.AddModelError("Form.Text", "Write the answer, or mark the message as answered another way.");
        if (!ModelState.IsValid) return await Read(id, form, ct) is { } page ? this.Again(nameof(Show), page) : NotFound();
        try
        {
            if (!await answer.Run(id, form.How == AnswerForm.ByMail ? form.Text : null, Actor.Staff(User.Who().UserId, User.Who().Name), ct)) return NotFound();
            TempData["Notice"] = form.How == AnswerForm.ByMail ? "The answer is on its way." : "It is marked as answered.";
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message; // a colleague was quicker: the page shows what they wrote
        }
        return new SeeOther(Url.Content($"~/backoffice/messages/{id}"));
    }

    private Task<MessagePage?> Read(Guid id, AnswerForm form, CancellationToken ct) => db.ContactMessages.AsNoTracking().Where(m => m.Id == id)
        .Select(m => new MessagePage(m.Id, m.Name, m.Email, m.Topic, m.OrderNumber, m.Text, m.WrittenAt, m.State, m.AnswerText, m.AnsweredBy, m.AnsweredAt, form)).SingleOrDefaultAsync(ct);
}

/// <summary>A page of messages.</summary>
public sealed record MessagesPage(ContactState State, int Count, int Page, int Pages, IReadOnlyList<MessagesPage.Row> Rows)
{
    public sealed record Row(Guid Id, string Name, string Email, ContactTopic Topic, string? OrderNumber, string Text, DateTime WrittenAt, string? AnsweredBy);
}

/// <summary>One message with its answer, or the form for one.</summary>
public sealed record MessagePage(Guid Id, string Name, string Email, ContactTopic Topic, string? OrderNumber, string Text, DateTime WrittenAt, ContactState State,
    string? AnswerText, string? AnsweredBy, DateTime? AnsweredAt, AnswerForm Form);

/// <summary>The answer to a message, or that it was given another way.</summary>
public sealed class AnswerForm
{
    public const string ByMail = "mail";

    [StringLength(ContactMessage.TextMaxLength, ErrorMessage = "An answer has at most {1} characters.")]
    public string? Text { get; set; }

    /// <summary>The button that was pressed.</summary>
    [StringLength(10)] public string? How { get; set; }
}
