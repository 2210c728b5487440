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

/// <summary>A rule set, opened: a draft as fields to write in, a published one to read. Whatever cannot be saved comes back as it was typed.</summary>
[Route("backoffice/club"), Needs(Area.Club, Act.See)]
public sealed class RuleDraftsController(ShopDb db, WriteRuleSet write, AskForSimulation ask, RuleBook book, RuleDesk desk, TimeProvider clock) : Controller
{
    private const int MostFields = 20_000;

    [HttpGet("rules/{id:guid}")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } set) return NotFound();
        var text = await desk.Text(ct, set.Rules);
        if (!set.IsDraft) return View("Show", new RulesPage(set, RuleChanges.All(set.Rules, text)));
        var sheet = RuleSheet.Of(set.Rules, text);
        foreach (var problem in RuleCheck.Problems(set.Rules)) sheet.Complain(problem.Path, problem.Text);
        return View(await Page(set, sheet, set.Name, ct));
    }

    /// <summary>Saves, checks, or adds and takes away a row: what the pressed button says.</summary>
    [HttpPost("rules/{id:guid}"), Needs(Area.Club, Act.Change), RequestFormLimits(ValueCountLimit = MostFields)]
    public async Task<IActionResult> Update(Guid id, string? title, int version, [FromForm(Name = "do")] string? pressed, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } set) return NotFound();
        var (sheet, button) = (RuleSheet.Sent(Request.Form), (pressed ?? "save").Split(':', 2));
        switch (button)
        {
            case ["add", var list]: sheet.Add(list); return View("Edit", await Page(set, sheet, title, ct) with { Version = version, IsUnsaved = true });
            case ["remove", var row]: sheet.Remove(row); return View("Edit", await Page(set, sheet, title, ct) with { Version = version, IsUnsaved = true });
        }
        var rules = sheet.Read(await desk.Text(ct, set.Rules), await desk.Find(sheet.Names(), ct));
        if (rules is not null && button is ["check"])
            foreach (var problem in RuleCheck.Problems(rules)) sheet.Complain(problem.Path, problem.Text);
        if (rules is null || sheet.Wrong.Count > 0) return await Refused(set, sheet, title, version, ct);
        if (button is ["check"]) return View("Edit", await Page(set, sheet, title, ct) with { Version = version, IsUnsaved = true, IsGood = true, Changes = await Changes(rules, ct) });
        try
        {
            if (await write.Edit(id, title ?? "", rules, version, Actor.Staff(User.Who().UserId, User.Who().Name), ct) is WriteRuleSet.Outcome.ChangedMeanwhile other)
            {
                ModelState.AddModelError("", other.Sentence);
                var page = await Page(set, sheet, title, ct);
                return this.Again("Edit", page with { Version = other.Version, IsUnsaved = true, Other = new OtherDraft(other.By, other.At, RuleChanges.Between(other.Theirs, rules, await desk.Text(ct, other.Theirs, rules))) });
            }
        }
        catch (RuleBroken broken)
        {
            ModelState.AddModelError("title", broken.Message);
            return await Refused(set, sheet, title, version, ct);
        }
        if (button is ["simulate"]) await Simulate(id, ct);
        if (button is ["simulate" or "publish" or "try"]) return new SeeOther(Url.Content($"~/backoffice/club/rules/{id}/{(button[0] == "simulate" ? "simulation" : button[0])}"));
        TempData["Notice"] = "The draft is saved.";
        return new SeeOther(Url.Content($"~/backoffice/club/rules/{id}"));
    }

    /// <summary>Names to choose from, for the field that asks; what the field stands beside says of what.</summary>
    [HttpGet("names")]
    public async Task<IActionResult> Names(CancellationToken ct)
    {
        var typed = Request.Query.FirstOrDefault(q => q.Key is not "on" && !q.Key.EndsWith(".on", StringComparison.Ordinal)).Value.ToString().Trim();
        var on = Enum.TryParse<BonusOn>(Request.Query.FirstOrDefault(q => q.Key is "on" || q.Key.EndsWith(".on", StringComparison.Ordinal)).Value, out var named) ? named : BonusOn.Everything;
        return PartialView("Names", typed.Length < 2 ? [] : await desk.Offer(on, typed, ct));
    }

    private async Task Simulate(Guid id, CancellationToken ct)
    {
        try
        {
            await ask.OfDraft(id, Actor.Staff(User.Who().UserId, User.Who().Name), ct);
        }
        catch (RuleBroken broken)
        {
            TempData["Warning"] = broken.Message;
        }
    }

    private async Task<IActionResult> Refused(RuleSetRow set, RuleSheet sheet, string? title, int version, CancellationToken ct)
    {
        foreach (var (path, wrong) in sheet.Wrong) ModelState.AddModelError(path, wrong);
        return this.Again("Edit", await Page(set, sheet, title, ct) with { Version = version, IsUnsaved = true });
    }

    private async Task<RuleDraftPage> Page(RuleSetRow set, RuleSheet sheet, string? name, CancellationToken ct) => new(set, sheet, name ?? "", await desk.Text(ct, set.Rules))
    {
        Version = set.Version, Current = await book.At(clock.GetUtcNow().UtcDateTime, ct), Changes = await Changes(set.Rules, ct), Missing = Acting.Missing(set.Rules),
    };

    private async Task<IReadOnlyList<RuleChange>> Changes(ProgrammeRules rules, CancellationToken ct) =>
        await book.At(clock.GetUtcNow().UtcDateTime, ct) is { } current ? RuleChanges.Between(current.Rules, rules, await desk.Text(ct, current.Rules, rules)) : [];

    private async Task<RuleSetRow?> Find(Guid id, CancellationToken ct) => await db.RuleSets.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is { } set ? RuleSetRow.Of(set) : null;
}

/// <summary>A published rule set, to read.</summary>
public sealed record RulesPage(RuleSetRow Set, IReadOnlyList<RuleChange> Says);

/// <summary>A draft, to write in.</summary>
/// <param name="Name">As it was typed.</param>
internal sealed record RuleDraftPage(RuleSetRow Set, RuleSheet Sheet, string Name, RuleText Text)
{
    /// <summary>The version that saving it goes by.</summary>
    public int Version { get; init; }
    public PublishedRules? Current { get; init; }

    /// <summary>What it says otherwise than the rules in force.</summary>
    public IReadOnlyList<RuleChange> Changes { get; init; } = [];
    public IReadOnlyList<RuleProblem> Missing { get; init; } = [];

    /// <summary>Who saved it meanwhile.</summary>
    public OtherDraft? Other { get; init; }
    public bool IsUnsaved { get; init; }
    public bool IsGood { get; init; }
}

/// <summary>A draft that somebody else saved while it was open here, and what differs from it.</summary>
internal sealed record OtherDraft(string By, DateTime At, IReadOnlyList<RuleChange> Differs);

/// <summary>A field of the rules at its place on the page.</summary>
internal sealed record RuleFieldPage(RuleField Field, string Path, RuleDraftPage Page);

/// <summary>Rows of the rules at their place on the page.</summary>
internal sealed record RuleRowsPage(RuleRows Rows, string Path, RuleDraftPage Page);
