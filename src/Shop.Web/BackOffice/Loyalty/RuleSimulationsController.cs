using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Accounts;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>What a draft would change, worked out in the background from what every member really did; the answer is kept with the version it is about.</summary>
[Route("backoffice/club"), Needs(Area.Club, Act.See)]
public sealed class RuleSimulationsController(ShopDb db, AskForSimulation ask, RuleBook book, TimeProvider clock) : Controller
{
    [HttpGet("rules/{id:guid}/simulation")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct)
    {
        if (await db.RuleSets.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } set) return NotFound();
        var run = await db.Simulations.AsNoTracking().Where(s => s.RuleSetId == id && s.Kind == SimulationKind.Draft).OrderByDescending(s => s.RequestedAt).ThenByDescending(s => s.Id).FirstOrDefaultAsync(ct);
        var outcome = run?.Result is { } result ? SimulationOutcome.FromJson(result) : null;
        var against = run?.AgainstId is { } other ? await book.Of(other, ct) : null;
        return View(new SimulationPage(RuleSetRow.Of(set), await book.At(clock.GetUtcNow().UtcDateTime, ct), RunRow.Of(run), outcome, against) { People = await People(db, outcome?.Examples ?? [], ct) });
    }

    [HttpPost("rules/{id:guid}/simulation"), Needs(Area.Club, Act.Change)]
    public async Task<IActionResult> Create(Guid id, CancellationToken ct)
    {
        try
        {
            await ask.OfDraft(id, Actor.Staff(User.Who().UserId, User.Who().Name), ct);
        }
        catch (RuleBroken broken)
        {
            TempData["Warning"] = broken.Message;
        }
        return new SeeOther(Url.Content($"~/backoffice/club/rules/{id}/simulation"));
    }

    [HttpPost("simulations/{run:guid}/cancel"), Needs(Area.Club, Act.Change)]
    public async Task<IActionResult> Cancel(Guid run, CancellationToken ct)
    {
        if (await db.Simulations.AsNoTracking().SingleOrDefaultAsync(s => s.Id == run, ct) is not { } asked) return NotFound();
        TempData["Notice"] = await ask.CallOff(run, ct) ? "It is called off." : "It was over already.";
        return new SeeOther(Url.Content(asked.Kind == SimulationKind.Draft ? $"~/backoffice/club/rules/{asked.RuleSetId}/simulation" : "~/backoffice/club/ahead"));
    }

    internal static async Task<IReadOnlyDictionary<Guid, (Guid CustomerId, string Name)>> People(ShopDb db, IEnumerable<OutcomeMember> members, CancellationToken ct)
    {
        var ids = members.Select(m => m.MemberId).ToList();
        return ids.Count == 0 ? new Dictionary<Guid, (Guid, string)>() : (await (from m in db.Memberships join c in db.Set<Customer>() on m.CustomerId equals c.Id where ids.Contains(m.Id) select new { m.Id, m.CustomerId, c.Name }).ToListAsync(ct)).ToDictionary(m => m.Id, m => (m.CustomerId, m.Name));
    }
}

/// <summary>A draft's latest simulation; no run when none was asked for.</summary>
/// <param name="Current">The rules in force now.</param>
/// <param name="Against">Those it was compared with.</param>
public sealed record SimulationPage(RuleSetRow Set, PublishedRules? Current, RunRow? Run, SimulationOutcome? Outcome, PublishedRules? Against)
{
    public IReadOnlyDictionary<Guid, (Guid CustomerId, string Name)> People { get; init; } = new Dictionary<Guid, (Guid, string)>();

    /// <summary>Whether the draft, or what is in force, is another by now.</summary>
    public bool IsStale => Run is not null && Set.IsDraft && (Run.RuleSetVersion != Set.Version || Run.AgainstId != Current?.RuleSetId);

    public string NameOf(Tier tier) => (Set.Rules.Ladder.Of(tier) is null && Against is { } against ? against.Rules : Set.Rules).Ladder.NameOf(tier);

    public IReadOnlyList<Tier> Tiers => [.. Set.Rules.Ladder.Tiers.Concat(Against?.Rules.Ladder.Tiers ?? []).Select(t => t.Tier).Distinct().Order()];
}

/// <summary>A question about all members, as the desk shows it.</summary>
public sealed record RunRow(Guid Id, SimulationState State, bool IsOpen, int Percent, int Done, int Total, int RuleSetVersion, Guid? AgainstId, DateTime? AsOf, string RequestedBy, DateTime RequestedAt, DateTime? FinishedAt, string? Error)
{
    public static RunRow? Of(SimulationRun? run) =>
        run is null ? null : new RunRow(run.Id, run.State, run.IsOpen, run.Percent, run.Done, run.Total, run.RuleSetVersion, run.AgainstId, run.AsOf, run.RequestedBy, run.RequestedAt, run.FinishedAt, run.Error);
}
