using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Opens the club, and writes drafts of its rules. What is published is out of its reach.</summary>
public sealed class WriteRuleSet(ShopDb db, TimeProvider clock)
{
    /// <summary>Founds the club with a first draft; it opens to members when rules are published.</summary>
    /// <exception cref="RuleBroken">There is a club already, or a name or the zone is none.</exception>
    public Task<Guid> Found(string name, string pointWord, string pointsWord, string zone, int editionYears, ProgrammeRules rules, CancellationToken ct) => db.Retrying(async () =>
    {
        if (await db.Programmes.AnyAsync(ct)) throw new RuleBroken("There is a club already.");
        var now = clock.GetUtcNow().UtcDateTime;
        var programme = Programme.Open(name, pointWord, pointsWord, zone, editionYears, now);
        var draft = RuleSet.Draft(programme.Id, "First rules", rules, now);
        db.AddRange(programme, draft);
        await db.SaveChangesAsync(ct);
        return draft.Id;
    }, ct);

    /// <summary>A new draft that says what another rule set does.</summary>
    /// <returns>Null when there is none to copy.</returns>
    public async Task<Guid?> Copy(Guid ruleSetId, CancellationToken ct)
    {
        if (await db.RuleSets.AsNoTracking().SingleOrDefaultAsync(r => r.Id == ruleSetId, ct) is not { } model) return null;
        var name = $"After “{model.Name}”";
        var draft = RuleSet.Draft(model.ProgrammeId, name.Length > RuleSet.NameMaxLength ? "New draft" : name, model.Rules, clock.GetUtcNow().UtcDateTime);
        db.Add(draft);
        await db.SaveChangesAsync(ct);
        return draft.Id;
    }

    /// <param name="content">JSON. What is missing in it is as in a new rule set.</param>
    /// <param name="seen">The version that was read.</param>
    /// <exception cref="RuleBroken">It cannot be read, is published, or was changed by another meanwhile.</exception>
    public Task<int> Edit(Guid ruleSetId, string name, string content, int seen, CancellationToken ct) => db.Retrying(async () =>
    {
        var draft = await db.RuleSets.SingleOrDefaultAsync(r => r.Id == ruleSetId, ct) ?? throw new RuleBroken("There is no such rule set any more.");
        if (draft.Version != seen) throw new RuleBroken("Somebody else changed this draft since you opened it. Open it again; what you typed is still below.");
        draft.Edit(name, ProgrammeRules.FromJson(content));
        return await db.SaveChangesAsync(ct);
    }, ct);
}
