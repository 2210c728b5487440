using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>What staff do for members by hand: points, longer lives, lent tiers. Seen before it is done, and beyond somebody's limit done by two.</summary>
[Route("backoffice/corrections"), Needs(Area.Club, Act.See)]
public sealed class CorrectionsController(ShopDb db, ReadCorrections read, CorrectMember correct, MemberReader members, CurrentShop shop, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(bool all, Guid? customer, int page, CancellationToken ct)
    {
        var number = Math.Clamp(page, 1, 10_000);
        var (rows, hasMore) = await read.List(!all && customer is null, customer, number, ct);
        return View(new CorrectionListPage(rows, all || customer is not null, customer, number, hasMore));
    }

    /// <summary>For whom, if that is not said; then what.</summary>
    [HttpGet("new"), Needs(Area.Club, Act.Change), StepUp]
    public async Task<IActionResult> New(Guid? customer, string? q, CorrectionWish wish, CancellationToken ct)
    {
        if (customer is not { } id) return View("Find", new FindMemberPage(q, wish, string.IsNullOrWhiteSpace(q) ? [] : await read.Find(q, ct)));
        return await Page(id, new CorrectionForm { Wish = wish, Key = NewId.Next() }, ct) is { } page ? View(page) : NotFound();
    }

    /// <summary>Shows what it would do; sent once more, does it.</summary>
    [HttpPost(""), Needs(Area.Club, Act.Change), StepUp(Back = "/backoffice/corrections/new")]
    public async Task<IActionResult> Create(Guid customer, [Bind(Prefix = "Form")] CorrectionForm form, CancellationToken ct)
    {
        if (await Page(customer, form, ct) is not { } page) return NotFound();
        var terms = form.Read(shop.Zone, Now, (field, text) => ModelState.TryAddModelError($"Form.{field}", text));
        if (!ModelState.IsValid) return this.Again("New", page);
        try
        {
            var roles = await ThatCorrect(ct);
            if (!form.Sure || form.Seen != CorrectionForm.PrintOf(terms))
            {
                ModelState.Clear(); // the page asks for it now, of this
                (form.Sure, form.Seen) = (false, CorrectionForm.PrintOf(terms));
                return View("New", page with { Preview = await correct.Preview(customer, terms, Me, roles, ct) });
            }
            if (await correct.Ask(form.Key == Guid.Empty ? NewId.Next() : form.Key, customer, terms, Me, roles, ct) is not { } outcome) return NotFound();
            TempData["Notice"] = outcome.Beyond is null ? "It is done, and the member can see it." : "A second person has to agree. It waits in the list until then.";
            return new SeeOther(Url.Content($"~/backoffice/corrections/{outcome.Id}"));
        }
        catch (RuleBroken refused)
        {
            return this.Again("New", page, "", refused.Message);
        }
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) => await One(id, null, ct) is { } page ? View(page) : NotFound();

    [HttpPost("{id:guid}/agree"), Needs(Area.Club, Act.Approve), StepUp(Back = "/backoffice/corrections")]
    public Task<IActionResult> Agree(Guid id, CancellationToken ct) => Decide(id, null, () => correct.Agree(id, Me, ct), "It is done, and the member can see it.", ct);

    [HttpPost("{id:guid}/refuse"), Needs(Area.Club, Act.Approve)]
    public Task<IActionResult> Refuse(Guid id, string? why, CancellationToken ct) => Decide(id, why, () => correct.Refuse(id, Me, why, ct), "It is refused; nothing was done.", ct);

    [HttpPost("{id:guid}/withdraw"), Needs(Area.Club, Act.Change)]
    public Task<IActionResult> Withdraw(Guid id, CancellationToken ct) => Decide(id, null, () => correct.Withdraw(id, Me, ct), "It is withdrawn; nothing was done.", ct);

    // A role that may not do this lends no limit to others.
    private async Task<IReadOnlyCollection<string>> ThatCorrect(CancellationToken ct)
    {
        var mine = User.Who().Roles;
        var (roles, rights) = (db.Set<IdentityRole<Guid>>(), db.RoleRights);
        return await roles.Where(r => mine.Contains(r.Name!) && (r.Name == Roles.Administrator || rights.Any(x => x.RoleId == r.Id && x.Area == Area.Club && x.Act == Act.Change))).Select(r => r.Name!).ToListAsync(ct);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private Actor Me => Actor.Staff(User.Who().UserId, User.Who().Name);

    private async Task<CorrectionPage?> Page(Guid customer, CorrectionForm form, CancellationToken ct)
    {
        if (await members.Of(customer, Now, ct) is not { } me || await read.Member(customer, ct) is not { } found) return null;
        return new CorrectionPage(found, me, await members.Ending(me.AccountId, Now, ct), form);
    }

    private async Task<OneCorrectionPage?> One(Guid id, string? why, CancellationToken ct) => await read.One(id, ct) is { } row ? new OneCorrectionPage(row, row.AskedById == User.Who().UserId, why) : null;

    private async Task<IActionResult> Decide(Guid id, string? why, Func<Task<bool>> how, string done, CancellationToken ct)
    {
        try
        {
            if (!await how()) return NotFound();
            TempData["Notice"] = done;
            return new SeeOther(Url.Content($"~/backoffice/corrections/{id}"));
        }
        catch (RuleBroken refused)
        {
            return await One(id, why, ct) is { } page ? this.Again("Show", page, "why", refused.Message) : NotFound();
        }
    }
}

/// <summary>What was done by hand, page by page.</summary>
public sealed record CorrectionListPage(IReadOnlyList<CorrectionRow> Rows, bool All, Guid? Customer, int Page, bool HasMore)
{
    public string At(int page) => $"~/backoffice/corrections?all={(All ? "true" : "false")}{(Customer is { } customer ? $"&customer={customer}" : "")}{(page > 1 ? $"&page={page}" : "")}";
}

/// <summary>Members who may be meant.</summary>
public sealed record FindMemberPage(string? Search, CorrectionWish Wish, IReadOnlyList<FoundMember> Found);

/// <summary>The form for a member, with where they stand; and what it would do, once that was asked.</summary>
public sealed record CorrectionPage(FoundMember Member, MemberStanding Standing, IReadOnlyList<EndingPoints> Ending, CorrectionForm Form)
{
    public CorrectionOutcome? Preview { get; init; }
}

/// <summary>One of them, with what can be done about it.</summary>
public sealed record OneCorrectionPage(CorrectionRow Row, bool IsMine, string? Why);
