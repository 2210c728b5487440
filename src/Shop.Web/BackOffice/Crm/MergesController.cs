using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Crm;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Crm;

/// <summary>Two records of one person become one, seen before it is done, and two again within a week.</summary>
[Route("backoffice/customers"), Needs(Area.Customers, Act.See), Needs(Area.Customers, Act.Change)]
public sealed class MergesController(ShopDb db, ListDesk desk, MergeCustomers merging, CustomerFile file, CurrentShop shop, TimeProvider clock) : Controller
{
    private const int MostFound = 12;

    [HttpGet("duplicates")]
    public Task<IActionResult> Index(CancellationToken ct) => desk.Show(this, desk.Find("duplicates")!, ct);

    /// <summary>With which other record, if that is not said.</summary>
    [HttpGet("{id:guid}/merge")]
    public async Task<IActionResult> Find(Guid id, string? q, CancellationToken ct)
    {
        if (await Record(id, ct) is not { MergedIntoId: null } kept) return NotFound();
        var sought = (q ?? "").Trim();
        var alike = await db.Likenesses.AsNoTracking().Where(l => l.DismissedAt == null && (l.OneId == id || l.OtherId == id)).Select(l => new { Id = l.OneId == id ? l.OtherId : l.OneId, l.Why }).Take(MostFound).ToListAsync(ct);
        var found = new List<FoundRecord>();
        if (sought.Length >= 2)
        {
            var (rows, _, _) = await desk.Find("customers")!.Page(new([], sought, "name", ["name", "joined"], null, null, desk.Context()), MostFound + 1, ct);
            found.AddRange(rows.Where(r => r.Id != id).Take(MostFound).Select(r => new FoundRecord(r.Id, r.Name, r.Cells[0].Note ?? "", $"known since {r.Cells[1].Text}")));
        }
        else
        {
            var ids = alike.ConvertAll(a => a.Id);
            var records = await db.Customers.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name, c.Email }).ToDictionaryAsync(c => c.Id, ct);
            found.AddRange(alike.Where(a => records.ContainsKey(a.Id)).Select(a => new FoundRecord(a.Id, records[a.Id].Name, records[a.Id].Email ?? "", DuplicatesList.Words(a.Why))));
        }
        return View(new FindRecordPage(id, kept.Name, sought, found));
    }

    /// <summary>What it would bring, as if it were done. The first record is kept.</summary>
    [HttpGet("{id:guid}/merge/{other:guid}"), StepUp]
    public async Task<IActionResult> New(Guid id, Guid other, CancellationToken ct) => await Page(id, other, null, ct) is { } page ? View(page) : NotFound();

    [HttpPost("{id:guid}/merge/{other:guid}"), Needs(Area.Club, Act.Change), StepUp(Back = "/backoffice/customers/duplicates")]
    public async Task<IActionResult> Create(Guid id, Guid other, string? reason, CancellationToken ct)
    {
        if (await Record(id, ct) is null || await Record(other, ct) is not { } goes) return NotFound();
        try
        {
            var done = await merging.Run(other, id, reason, Me, ct);
            TempData["Notice"] = $"{NameOf(goes)} is part of this record now. Until {DateText.Date(Now + CustomerMerge.CanBeUndoneFor, shop.Zone)} it can be undone here.";
            return new SeeOther(Url.Content($"~/backoffice/customers/merges/{done.Id}"));
        }
        catch (RuleBroken refused)
        {
            db.ChangeTracker.Clear();
            return await Page(id, other, reason, ct) is { } page ? this.Again(nameof(New), page, nameof(reason), refused.Message) : NotFound();
        }
    }

    [HttpGet("merges/{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) => await One(id, null, ct) is { } page ? View(page) : NotFound();

    [HttpPost("merges/{id:guid}/undo"), Needs(Area.Club, Act.Change), StepUp(Back = "/backoffice/customers/duplicates")]
    public async Task<IActionResult> Undo(Guid id, string? reason, CancellationToken ct)
    {
        if (await db.CustomerMerges.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct) is not { } merge) return NotFound();
        try
        {
            await merging.Undo(id, reason, Me, ct);
            TempData["Notice"] = "They are two records again.";
            return new SeeOther(Url.Content($"~/backoffice/customers/{merge.FromId}"));
        }
        catch (RuleBroken refused)
        {
            db.ChangeTracker.Clear();
            return await One(id, reason, ct) is { } page ? this.Again(nameof(Show), page, nameof(reason), refused.Message) : NotFound();
        }
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private Actor Me => Actor.Staff(User.Who().UserId, User.Who().Name);

    private Task<RecordToMerge?> Record(Guid id, CancellationToken ct) => db.Customers.AsNoTracking().Where(c => c.Id == id).Select(c => new RecordToMerge(c.Id, c.Name, c.Email, c.MergedIntoId)).SingleOrDefaultAsync(ct);

    private static string NameOf(RecordToMerge record) => record.Name.Length > 0 ? record.Name : record.Email ?? "The other record";

    private async Task<MergePage?> Page(Guid id, Guid other, string? reason, CancellationToken ct)
    {
        if (id == other || await file.Of(id, ct) is not { } kept || await file.Of(other, ct) is not { } goes) return null;
        var why = await db.Likenesses.AsNoTracking().Where(l => l.OneId == id && l.OtherId == other || l.OneId == other && l.OtherId == id).Select(l => (LikenessKind?)l.Why).SingleOrDefaultAsync(ct);
        try
        {
            return new MergePage(kept, goes, why, await merging.Preview(other, id, Me, ct), null, reason);
        }
        catch (RuleBroken refused)
        {
            db.ChangeTracker.Clear();
            return new MergePage(kept, goes, why, null, refused.Message, reason);
        }
    }

    private async Task<OneMergePage?> One(Guid id, string? reason, CancellationToken ct)
    {
        if (await db.CustomerMerges.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct) is not { } merge) return null;
        var names = await db.Customers.AsNoTracking().Where(c => c.Id == merge.FromId || c.Id == merge.IntoId).ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        var row = new MergeRow(merge.Id, merge.FromId, names[merge.FromId], merge.IntoId, names[merge.IntoId], merge.At, merge.ByName, merge.Reason, merge.UndoneUntil, merge.UndoneAt, merge.UndoneBy, merge.UndoneReason);
        if (merge.UndoneAt is not null) return new OneMergePage(row, null, null, reason);
        try
        {
            return new OneMergePage(row, await merging.PreviewUndo(id, Me, ct), null, reason);
        }
        catch (RuleBroken refused)
        {
            db.ChangeTracker.Clear();
            return new OneMergePage(row, null, refused.Message, reason);
        }
    }
}

/// <summary>A record that may become part of another, or the other.</summary>
public sealed record RecordToMerge(Guid Id, string Name, string? Email, Guid? MergedIntoId);

/// <summary>A record that may be meant.</summary>
public sealed record FoundRecord(Guid Id, string Name, string Email, string Note);

/// <summary>With which record this one is to be merged.</summary>
public sealed record FindRecordPage(Guid Id, string Name, string Sought, IReadOnlyList<FoundRecord> Found);

/// <summary>What a merge would bring.</summary>
/// <param name="Closed">Why it cannot be done; null when it can.</param>
public sealed record MergePage(CustomerFacts Kept, CustomerFacts Goes, LikenessKind? Why, MergeOutcome? Preview, string? Closed, string? Reason);

/// <summary>A merge that was done.</summary>
public sealed record MergeRow(Guid Id, Guid FromId, string From, Guid IntoId, string Into, DateTime At, string By, string Reason, DateTime UndoneUntil, DateTime? UndoneAt, string? UndoneBy, string? UndoneReason);

/// <summary>One of them, with what undoing it would bring.</summary>
/// <param name="Closed">Why it cannot be undone; null when it can, or was.</param>
public sealed record OneMergePage(MergeRow Merge, PartOutcome? Undo, string? Closed, string? Reason);
