using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Crm;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Accounts;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.BackOffice.Crm;

/// <summary>What people wrote to the shop: the unanswered first, each with the way to answer it.</summary>
[Route("backoffice/messages"), Needs(Area.Messages, Act.See)]
public sealed class MessagesController(ListDesk desk, ShopDb db, AnswerContactMessage answer, Advisers advisers, ClubTerms terms) : Controller
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

    private async Task<MessagePage?> Read(Guid id, AnswerForm form, CancellationToken ct)
    {
        if (await db.ContactMessages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct) is not { } message) return null;
        var (members, address) = (db.Memberships, message.Email.ToLowerInvariant());
        var sender = await db.Set<Customer>().Where(c => c.Email == address && c.MergedIntoId == null)
            .Select(c => new { c.Id, Tier = members.Where(m => m.CustomerId == c.Id && m.State == MembershipState.Active).Select(m => (Tier?)m.Tier).FirstOrDefault() }).FirstOrDefaultAsync(ct);
        var ladder = await terms.Ladder(ct);
        return new MessagePage(new MessageText(message.Id, message.Name, message.Email, message.Topic, message.OrderNumber, message.Text, message.State, message.WrittenAt, message.AnswerText, message.AnsweredBy, message.AnsweredAt), form)
        {
            CustomerId = sender?.Id, Tier = sender?.Tier is { } tier ? ladder.NameOf(tier) : null, Turn = MessageWords.Turn(message.Priority ?? 0, ladder),
            Adviser = sender is null ? null : await advisers.Of(sender.Id, ct),
        };
    }
}

/// <summary>What somebody wrote, and what was answered.</summary>
public sealed record MessageText(Guid Id, string Name, string Email, ContactTopic Topic, string? OrderNumber, string Text, ContactState State, DateTime WrittenAt, string? AnswerText, string? AnsweredBy, DateTime? AnsweredAt);

/// <summary>One message, who wrote it, and its answer or the form for one.</summary>
public sealed record MessagePage(MessageText Message, AnswerForm Form)
{
    /// <summary>Whose address it came from; null for who is unknown here.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>What their tier is called; null for who is not in the club.</summary>
    public string? Tier { get; init; }

    /// <summary>Whether it is answered before others; empty for who waits like everybody.</summary>
    public string Turn { get; init; } = "";
    public AdviserCard? Adviser { get; init; }
}

/// <summary>The answer to a message, or that it was given another way.</summary>
public sealed class AnswerForm
{
    public const string ByMail = "mail";

    [StringLength(ContactMessage.TextMaxLength, ErrorMessage = "An answer has at most {1} characters.")]
    public string? Text { get; set; }

    /// <summary>The button that was pressed.</summary>
    [StringLength(10)] public string? How { get; set; }
}
