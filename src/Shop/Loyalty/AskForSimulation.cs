using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Asks for something to be worked out over all members, or calls it off. Asked twice about the same while it is open, it is one question.</summary>
public sealed class AskForSimulation(ShopDb db, RuleBook book, TimeProvider clock)
{
    /// <summary>How far ahead can be looked.</summary>
    public const int MostYears = 5;

    /// <exception cref="RuleBroken">The draft is gone or has faults, or no rules are in force.</exception>
    public Task<Guid> OfDraft(Guid ruleSetId, Actor by, CancellationToken ct) => db.Retrying(async () =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var draft = await db.RuleSets.AsNoTracking().SingleOrDefaultAsync(r => r.Id == ruleSetId, ct) ?? throw new RuleBroken("There is no such rule set any more.");
        if (RuleCheck.Problems(draft.Rules).Count > 0) throw new RuleBroken("Mend what stands in the way of publishing it first.");
        if (await book.At(now, ct) is not { } current) throw new RuleBroken("No rules are in force yet, so there is nothing to compare it with.");
        var open = await db.Simulations.Where(s => s.RuleSetId == ruleSetId && s.RuleSetVersion == draft.Version && s.AgainstId == current.RuleSetId && (s.State == SimulationState.Waiting || s.State == SimulationState.Running)).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct);
        return open ?? await Add(SimulationRun.OfDraft(draft, current.RuleSetId, by, now), ct);
    }, ct);

    /// <exception cref="RuleBroken">The moment is not ahead, too far ahead, or no rules hold then.</exception>
    public Task<Guid> Ahead(DateTime asOf, Actor by, CancellationToken ct) => db.Retrying(async () =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (asOf <= now || asOf > now.AddYears(MostYears)) throw new RuleBroken($"Choose a day ahead, at most {MostYears} years.");
        if (await book.At(asOf, ct) is not { } rules) throw new RuleBroken("No rules hold on that day.");
        var open = await db.Simulations.Where(s => s.Kind == SimulationKind.Ahead && s.AsOf == asOf && (s.State == SimulationState.Waiting || s.State == SimulationState.Running)).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct);
        return open ?? await Add(SimulationRun.Ahead(rules.RuleSetId, asOf, by, now), ct);
    }, ct);

    /// <returns>Whether it was still open.</returns>
    public async Task<bool> CallOff(Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return await db.Simulations.Where(s => s.Id == id && (s.State == SimulationState.Waiting || s.State == SimulationState.Running))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SimulationState.Cancelled).SetProperty(s => s.FinishedAt, now), ct) == 1;
    }

    private async Task<Guid> Add(SimulationRun run, CancellationToken ct)
    {
        db.Add(run);
        await db.SaveChangesAsync(ct);
        return run.Id;
    }
}
