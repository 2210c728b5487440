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

/// <summary>The club's rules at the desk: founding the club, all its rule sets, and trying a draft on the real history.</summary>
[Route("backoffice/club"), Needs(Area.Club, Act.See)]
public sealed class RuleSetsController(ShopDb db, WriteRuleSet write, RuleBook book, ReadPastMembers past, CurrentShop shop, TimeProvider clock) : Controller
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

    /// <summary>What it would change, worked out from what every member really did. Nothing is written.</summary>
    [HttpGet("rules/{id:guid}/simulation")]
    public async Task<IActionResult> Simulation(Guid id, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } set) return NotFound();
        if (RuleCheck.Problems(set.Rules).Count > 0) return new SeeOther(Url.Content($"~/backoffice/club/rules/{id}"));
        if (await book.At(Now, ct) is not { } current) return View(new SimulationPage(set, null, null));
        var result = await Task.Run(() => SimulateRules.Run(past.All(ct).ToBlockingEnumerable(ct), current.Rules, set.Rules, current.Zone, Now, mostNames: 100), ct);
        return View(new SimulationPage(set, current, result));
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<RuleSetRow?> Find(Guid id, CancellationToken ct) => await db.RuleSets.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is { } set ? RuleSetRow.Of(set) : null;

    private Actor Me => Actor.Staff(User.Who().UserId, User.Who().Name);
}
