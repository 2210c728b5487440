using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Demo;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>The club's rules at the desk: founding the club, and all its rule sets.</summary>
[Route("backoffice/club"), Needs(Area.Club, Act.See)]
public sealed class RuleSetsController(ShopDb db, WriteRuleSet write, RuleBook book, RuleDesk desk, CurrentShop shop, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var sets = await db.RuleSets.AsNoTracking().OrderByDescending(r => r.EffectiveFrom == null).ThenByDescending(r => r.Number).ThenByDescending(r => r.CreatedAt).ToListAsync(ct);
        return await db.Programmes.AsNoTracking().SingleOrDefaultAsync(ct) is { } programme ? View(new RuleSetListPage(programme.Name, [.. sets.Select(RuleSetRow.Of)], await book.At(Now, ct), Now)) : View("New", new ClubFoundingPage(new ClubForm { Zone = shop.Profile.TimeZone }));
    }

    [HttpPost(""), Needs(Area.Club, Act.Approve)]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] ClubForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return this.Again("New", new ClubFoundingPage(form));
        try
        {
            return new SeeOther(Url.Content($"~/backoffice/club/rules/{await write.Found(form.Name, form.PointWord, form.PointsWord, form.Zone, form.EditionYears, KilnRules.First, Me, ct)}"));
        }
        catch (RuleBroken broken)
        {
            ModelState.AddModelError("", broken.Message);
            return this.Again("New", new ClubFoundingPage(form));
        }
    }

    [HttpPost("rules/{id:guid}/copy"), Needs(Area.Club, Act.Change)]
    public async Task<IActionResult> Copy(Guid id, CancellationToken ct) =>
        await write.Copy(id, Me, ct) is { } draft ? new SeeOther(Url.Content($"~/backoffice/club/rules/{draft}")) : NotFound();

    /// <summary>What one rule set says otherwise than another, whichever they are.</summary>
    [HttpGet("compare")]
    public async Task<IActionResult> Compare(Guid before, Guid after, CancellationToken ct)
    {
        var sets = (await db.RuleSets.AsNoTracking().OrderByDescending(r => r.EffectiveFrom == null).ThenByDescending(r => r.Number).ThenByDescending(r => r.CreatedAt).ToListAsync(ct)).ConvertAll(RuleSetRow.Of);
        if (sets.Find(s => s.Id == before) is not { } old || sets.Find(s => s.Id == after) is not { } young) return NotFound();
        return View(new RuleComparisonPage(sets, old, young, RuleChanges.Between(old.Rules, young.Rules, await desk.Text(ct, old.Rules, young.Rules))));
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private Actor Me => Actor.Staff(User.Who().UserId, User.Who().Name);
}
