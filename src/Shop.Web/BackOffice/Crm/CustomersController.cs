using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Crm;
using Shop.Customers;
using Shop.Data;
using Shop.Desk;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Accounts;
using Shop.Web.BackOffice.Lists;
using Shop.Web.BackOffice.Notices;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Crm;

/// <summary>Everybody who buys here, and all that is known of one of them.</summary>
[Route("backoffice/customers"), Needs(Area.Customers, Act.See)]
public sealed class CustomersController(ListDesk desk, CustomerFile file, CustomerTimeline timeline, Advisers advisers, Mentions mentions, ShopDb db, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Index(CancellationToken ct) => desk.Show(this, desk.Find("customers")!, ct);

    /// <param name="itself">Whether a record that was merged is looked at itself, and not the one that holds what was its.</param>
    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, HappeningKind? kind, string? older, string? list, bool itself, CancellationToken ct)
    {
        if (!itself && await file.Heir(id, ct) is { } heir) return new SeeOther(Url.Content($"~/backoffice/customers/{heir}"));
        return await Page(id, kind, older, ListState.Read(list ?? "").Query(), ct) is { } page ? View(page) : NotFound();
    }

    /// <summary>By the number on the card, as somebody reads it out.</summary>
    [HttpGet("{number:length(10)}")]
    public async Task<IActionResult> Find(string number, CancellationToken ct) =>
        await db.Memberships.Where(m => m.Number == number).Select(m => (Guid?)m.CustomerId).SingleOrDefaultAsync(ct) is { } id ? new SeeOther(Url.Content($"~/backoffice/customers/{id}")) : NotFound();

    [HttpPost("{id:guid}/notes"), Needs(Area.Customers, Act.Change)]
    public async Task<IActionResult> Create(Guid id, string? text, CancellationToken ct)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, ct)) return NotFound();
        try
        {
            var (note, who) = (CustomerNote.Write(id, text, Actor.Staff(User.Who().UserId, User.Who().Name), clock.GetUtcNow().UtcDateTime), User.Who());
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            db.Add(note);
            await db.SaveChangesAsync(ct);
            var about = await db.Customers.Where(c => c.Id == id).Select(c => c.Name).SingleAsync(ct);
            await mentions.Tell(note.Text, who.UserId, who.Name, about.Length > 0 ? about : "a customer", $"note:{note.Id}", $"/backoffice/customers/{id}?kind=Note", new Right(Area.Customers, Act.See), ct);
            await transaction.CommitAsync(ct);
        }
        catch (RuleBroken refused)
        {
            ModelState.AddModelError(nameof(text), refused.Message);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Show", await Page(id, null, null, "", ct) is { } page ? page with { Note = text } : null);
        }
        TempData["Notice"] = "The note is kept.";
        return new SeeOther(Url.Content($"~/backoffice/customers/{id}"));
    }

    /// <summary>Who looks after them.</summary>
    [HttpPost("{id:guid}/adviser"), Needs(Area.Customers, Act.Change)]
    public async Task<IActionResult> Update(Guid id, Guid? adviser, CancellationToken ct)
    {
        if (!await db.Customers.AnyAsync(c => c.Id == id, ct)) return NotFound();
        if (!ModelState.IsValid) return new SeeOther(Url.Content($"~/backoffice/customers/{id}"));
        try
        {
            await advisers.Assign(id, adviser, ct);
            TempData["Notice"] = adviser is null ? "Nobody looks after them in person any more." : "They see their adviser in the club, and what they write reaches both of you.";
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message;
        }
        return new SeeOther(Url.Content($"~/backoffice/customers/{id}"));
    }

    private async Task<CustomerPage?> Page(Guid id, HappeningKind? kind, string? older, string back, CancellationToken ct) =>
        await file.Of(id, ct) is { } facts ? new CustomerPage(facts, kind, Allowed, await timeline.Of(id, facts.Email, Allowed, kind, older, ct), older is not null, back)
        {
            Adviser = await advisers.Of(id, ct), Advisers = facts.MergedIntoId is null && await advisers.Comes(id, ct) ? await advisers.Choices(ct) : [],
        } : null;

    private IReadOnlyList<HappeningKind> Allowed => [.. Enum.GetValues<HappeningKind>().Where(k => User.May(AreaOf(k), Act.See))];

    private static Area AreaOf(HappeningKind kind) => kind switch
    {
        HappeningKind.Order => Area.Orders,
        HappeningKind.Return => Area.Returns,
        HappeningKind.Points or HappeningKind.Tier => Area.Club,
        HappeningKind.Review => Area.Reviews,
        HappeningKind.Message => Area.Messages,
        _ => Area.Customers,
    };
}

/// <summary>All that is known of a customer.</summary>
/// <param name="Later">Whether newer things stand on pages before this one.</param>
public sealed record CustomerPage(CustomerFacts Facts, HappeningKind? Kind, IReadOnlyList<HappeningKind> Kinds, HappeningPage Timeline, bool Later, string Back)
{
    /// <summary>Who looks after them, and who could; nobody could where their tier comes with no adviser.</summary>
    public AdviserCard? Adviser { get; init; }
    public IReadOnlyList<(Guid Id, string Name)> Advisers { get; init; } = [];

    /// <summary>What was typed as a note that was refused.</summary>
    public string? Note { get; init; }

    public string? UrlOf(Happening happening) => happening switch
    {
        { Kind: HappeningKind.Order, About: { } number } => $"/backoffice/orders/{number}",
        { Kind: HappeningKind.Return, About: { } number } => $"/backoffice/returns/{number}",
        { Kind: HappeningKind.Review, About: { } id } => $"/backoffice/reviews/{id}",
        { Kind: HappeningKind.Message, About: { } id } => $"/backoffice/messages/{id}",
        { Kind: HappeningKind.Merge, About: { } id } => $"/backoffice/customers/merges/{id}",
        _ => null,
    };

    public static string WordsOf(HappeningKind? kind) => kind switch
    {
        null => "Everything",
        HappeningKind.Order => "Orders",
        HappeningKind.Return => "Returns",
        HappeningKind.Review => "Reviews",
        HappeningKind.Message => "Messages",
        HappeningKind.Mail => "Letters",
        HappeningKind.Note => "Notes",
        HappeningKind.Merge => "Merges", { } other => other.ToString(),
    };

    public static string IconOf(HappeningKind kind) => kind switch
    {
        HappeningKind.Order => "package",
        HappeningKind.Points => "circle",
        HappeningKind.Tier => "award",
        HappeningKind.Return => "arrow-back-up",
        HappeningKind.Review => "star",
        HappeningKind.Message => "message-circle",
        HappeningKind.Merge => "users",
        HappeningKind.Mail => "mail",
        _ => "pencil",
    };
}
