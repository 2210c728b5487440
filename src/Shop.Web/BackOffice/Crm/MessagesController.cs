using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Crm;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Crm;

/// <summary>What people wrote to the shop: the unanswered first, each with the way to answer it.</summary>
[Route("backoffice/messages"), Needs(Area.Messages, Act.See)]
public sealed class MessagesController(ListDesk desk, ShopDb db, AnswerContactMessage answer) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Index(CancellationToken ct) => desk.Show(this, desk.Find("messages")!, ct);

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
