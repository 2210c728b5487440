using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Opens the club, and writes drafts of its rules. What is published is out of its reach.</summary>
public sealed class WriteRuleSet(ShopDb db, TimeProvider clock)
{
    /// <summary>Founds the club with a first draft; it opens to members when rules are published.</summary>
    /// <exception cref="RuleBroken">There is a club already, or a name or the zone is none.</exception>
    public Task<Guid> Found(string name, string pointWord, string pointsWord, string zone, int editionYears, ProgrammeRules rules, Actor by, CancellationToken ct) => db.Retrying(async () =>
    {
        if (await db.Programmes.AnyAsync(ct)) throw new RuleBroken("There is a club already.");
        var now = clock.GetUtcNow().UtcDateTime;
        var programme = Programme.Open(name, pointWord, pointsWord, zone, editionYears, now);
        var draft = RuleSet.Draft(programme.Id, "First rules", rules, now, by);
        db.AddRange(programme, draft);
        await db.SaveChangesAsync(ct);
        return draft.Id;
    }, ct);

    /// <summary>A new draft that says what another rule set does; to bring an earlier one back, or to go on from it.</summary>
    /// <returns>Null when there is none to copy.</returns>
    public async Task<Guid?> Copy(Guid ruleSetId, Actor by, CancellationToken ct)
    {
        if (await db.RuleSets.AsNoTracking().SingleOrDefaultAsync(r => r.Id == ruleSetId, ct) is not { } model) return null;
        var name = $"After “{model.Name}”";
        var draft = RuleSet.Draft(model.ProgrammeId, name.Length > RuleSet.NameMaxLength ? "New draft" : name, model.Rules, clock.GetUtcNow().UtcDateTime, by);
        db.Add(draft);
        await db.SaveChangesAsync(ct);
        return draft.Id;
    }

    /// <param name="seen">The version that was read.</param>
    /// <exception cref="RuleBroken">It is published, gone, or has no name.</exception>
    public Task<Outcome> Edit(Guid ruleSetId, string name, ProgrammeRules rules, int seen, Actor by, CancellationToken ct) => db.Retrying<Outcome>(async () =>
    {
        var draft = await db.RuleSets.SingleOrDefaultAsync(r => r.Id == ruleSetId, ct) ?? throw new RuleBroken("There is no such rule set any more.");
        if (draft.Version != seen && draft.State == RuleSetState.Draft) return new Outcome.ChangedMeanwhile(draft.ChangedBy ?? "Somebody else", draft.ChangedAt ?? draft.CreatedAt, draft.Rules, draft.Version);
        draft.Edit(name, rules, by, clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(ct);
        return new Outcome.Saved();
    }, ct);

    /// <summary>What became of a draft that was to be saved.</summary>
    public abstract record Outcome
    {
        private Outcome() { }

        /// <summary>It says now what was typed.</summary>
        public sealed record Saved : Outcome;

        /// <summary>Somebody saved it since it was opened, so nothing was written.</summary>
        public sealed record ChangedMeanwhile(string By, DateTime At, ProgrammeRules Theirs, int Version) : Outcome
        {
            public string Sentence => $"{By} changed this draft since you opened it.";
        }
    }
}
