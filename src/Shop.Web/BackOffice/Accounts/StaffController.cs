using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Accounts.Staff;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Accounts;

/// <summary>Who works here: inviting, giving and taking roles, blocking, ending sign-ins, and answering who asks for more.</summary>
[Route("backoffice/staff"), Needs(Area.Staff, Act.See)]
public sealed class StaffController(StaffBook book, InviteColleague invite, ChangeRoles change, Sessions sessions) : Controller
{
    private const string Home = "/backoffice/staff";

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(new StaffPage(await book.All(ct), await book.Requests(ct), await book.Sheets(ct)));

    [HttpGet("new"), Needs(Area.Staff, Act.Change), StepUp]
    public async Task<IActionResult> New(CancellationToken ct) => View(new InvitePage(new InviteForm(), await book.Sheets(ct)));

    [HttpPost(""), Needs(Area.Staff, Act.Change), StepUp(Back = Home)]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] InviteForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return this.Again(nameof(New), new InvitePage(form, await book.Sheets(ct)));
        try
        {
            var id = await invite.Run(form.Name, form.Email, form.Roles, User.Who(), ct);
            TempData["Notice"] = $"A letter is on its way to {form.Email}.";
            return new SeeOther(Url.Content($"~{Home}/{id}"));
        }
        catch (RuleBroken refused)
        {
            return this.Again(nameof(New), new InvitePage(form, await book.Sheets(ct)), "", refused.Message);
        }
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) =>
        await book.One(id, ct) is { } colleague ? View(new ColleaguePage(colleague, await book.Sheets(ct), await sessions.Of(id, ct), id == User.Who().UserId)) : NotFound();

    [HttpPost("{id:guid}/roles"), Needs(Area.Staff, Act.Change), StepUp(Back = Home)]
    public Task<IActionResult> Update(Guid id, Guid[] roles, string? why, CancellationToken ct) =>
        Do(id, () => change.Run(id, roles, User.Who(), Reason(why), ct), "The roles are saved. It holds from their next click, and they have a letter.");

    [HttpPost("{id:guid}/block"), Needs(Area.Staff, Act.Change), StepUp(Back = Home)]
    public Task<IActionResult> Block(Guid id, string? why, CancellationToken ct) => Do(id, () => change.Block(id, true, User.Who(), Reason(why), ct), "They are blocked, and every sign-in of theirs has ended.");

    [HttpPost("{id:guid}/unblock"), Needs(Area.Staff, Act.Change), StepUp(Back = Home)]
    public Task<IActionResult> Unblock(Guid id, string? why, CancellationToken ct) => Do(id, () => change.Block(id, false, User.Who(), Reason(why), ct), "They can sign in again.");

    [HttpPost("{id:guid}/invitation"), Needs(Area.Staff, Act.Change), StepUp(Back = Home)]
    public Task<IActionResult> Remind(Guid id, CancellationToken ct) => Do(id, () => invite.Again(id, User.Who(), ct), "Another letter is on its way. The link before it no longer works.");

    [HttpPost("{id:guid}/sessions/end"), Needs(Area.Staff, Act.Change), StepUp(Back = Home)]
    public Task<IActionResult> EndSessions(Guid id, Guid? session, CancellationToken ct) => Do(id, async () =>
    {
        if (await book.One(id, ct) is not { } colleague) return false;
        if (colleague.Roles.Contains(Shop.Accounts.Roles.Administrator) && !User.Who().Roles.Contains(Shop.Accounts.Roles.Administrator)) throw new RuleBroken("Only an administrator ends the sign-ins of one.");
        if (session is { } one) await sessions.End(id, one, ct);
        else await sessions.EndOthers(id, User.Who().SessionId, ct);
        return true;
    }, session is null ? "Their sign-ins have ended." : "The sign-in has ended.");

    private async Task<IActionResult> Do(Guid id, Func<Task<bool>> step, string done)
    {
        try
        {
            if (!await step()) return NotFound();
            TempData["Notice"] = done;
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message;
        }
        return new SeeOther(Url.Content(await book.One(id, HttpContext.RequestAborted) is null ? $"~{Home}" : $"~{Home}/{id}"));
    }

    private static string? Reason(string? why) => string.IsNullOrWhiteSpace(why) ? null : why.Trim();
}

/// <summary>Answers colleagues who ask for a right.</summary>
[Route("backoffice/staff/requests/{id:guid}"), Needs(Area.Staff, Act.Change), StepUp(Back = "/backoffice/staff")]
public sealed class AccessAnswersController(AnswerAccess answer) : Controller
{
    [HttpPost("")]
    public async Task<IActionResult> Update(Guid id, Guid? role, bool refuse, CancellationToken ct)
    {
        try
        {
            if (!refuse && role is null) TempData["Warning"] = "Choose the role that gives it, or refuse.";
            else if (!await answer.Run(id, refuse ? null : role, User.Who(), ct)) return NotFound();
            else TempData["Notice"] = refuse ? "It is answered." : "It is given, and they have a letter.";
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message;
        }
        return new SeeOther(Url.Content("~/backoffice/staff"));
    }
}

/// <summary>Who works here and who asks.</summary>
public sealed record StaffPage(IReadOnlyList<Colleague> People, IReadOnlyList<OpenRequest> Requests, IReadOnlyList<RoleSheet> Roles);

/// <summary>Somebody new.</summary>
public sealed record InvitePage(InviteForm Form, IReadOnlyList<RoleSheet> Roles);

/// <summary>Roles to tick, under the name of a form's field.</summary>
public sealed record RoleChoice(IReadOnlyList<RoleSheet> Roles, IReadOnlyList<Guid> Chosen, string Name);

/// <summary>One colleague: roles, what they allow together, and where they are signed in.</summary>
public sealed record ColleaguePage(Colleague Person, IReadOnlyList<RoleSheet> Roles, IReadOnlyList<OpenSession> Sessions, bool IsMe)
{
    public IReadOnlyList<RoleSheet> Held => [.. Roles.Where(r => Person.Roles.Contains(r.Name))];

    /// <summary>What they may do, by area, and through which roles.</summary>
    public IEnumerable<IGrouping<Area, (Right Right, string Through)>> May => Rights.All.Where(r => Held.Any(h => h.Rights.Contains(r))).Select(r => (r, string.Join(", ", Held.Where(h => h.Rights.Contains(r)).Select(h => h.Name)))).GroupBy(r => r.r.Area);
}

/// <summary>A colleague to be.</summary>
public sealed class InviteForm
{
    [Required(ErrorMessage = "Enter their name."), StringLength(User.NameMaxLength, ErrorMessage = "A name has at most {1} characters.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Enter their e-mail address."), RealEmail]
    public string Email { get; set; } = "";

    public List<Guid> Roles { get; set; } = [];
}
