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

/// <summary>A rule set as text: to take elsewhere, to bring from elsewhere, and for those who write it quicker than they click.</summary>
[Route("backoffice/club/rules/{id:guid}/text"), Needs(Area.Club, Act.See)]
public sealed class RuleTextsController(ShopDb db, WriteRuleSet write) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct) => await Find(id, ct) is { } set ? View(new RuleTextPage(set, new RuleSetForm { Name = set.Name, Content = set.Rules.ToReadableJson(), Version = set.Version })) : NotFound();

    [HttpGet("file"), Needs(Area.Club, Act.Export)]
    public async Task<IActionResult> Download(Guid id, CancellationToken ct) =>
        await Find(id, ct) is { } set ? File(System.Text.Encoding.UTF8.GetBytes(set.Rules.ToReadableJson()), "application/json", set.Number is { } number ? $"rules-{number}.json" : "rules-draft.json") : NotFound();

    [HttpPost(""), Needs(Area.Club, Act.Change)]
    public async Task<IActionResult> Update(Guid id, [Bind(Prefix = "Form")] RuleSetForm form, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } set) return NotFound();
        if (!ModelState.IsValid) return this.Again("Edit", new RuleTextPage(set, form));
        try
        {
            if (await write.Edit(id, form.Name, ProgrammeRules.FromJson(form.Content), form.Version, Actor.Staff(User.Who().UserId, User.Who().Name), ct) is WriteRuleSet.Outcome.ChangedMeanwhile other)
                return this.Again("Edit", new RuleTextPage(set, form), "Form.Content", $"{other.Sentence} Open it again; what you typed is still below.");
        }
        catch (RuleBroken broken)
        {
            return this.Again("Edit", new RuleTextPage(set, form), "Form.Content", broken.Message);
        }
        TempData["Notice"] = "The draft is saved.";
        return new SeeOther(Url.Content($"~/backoffice/club/rules/{id}"));
    }

    private async Task<RuleSetRow?> Find(Guid id, CancellationToken ct) => await db.RuleSets.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is { } set ? RuleSetRow.Of(set) : null;
}

/// <summary>A rule set as text.</summary>
public sealed record RuleTextPage(RuleSetRow Set, RuleSetForm Form);
