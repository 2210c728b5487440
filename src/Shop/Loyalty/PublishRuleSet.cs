using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Makes a draft the next published rule set; of two at once, one is next and the other sees it.</summary>
public sealed class PublishRuleSet(ShopDb db, TimeProvider clock)
{
    public Task<int> Run(Guid ruleSetId, DateTime? effectiveFrom, Actor by, CancellationToken ct) => Run(ruleSetId, null, effectiveFrom, RuleNotice.Standard, null, by, ct);

    /// <param name="seen">The version that was looked at; null: whatever it is now.</param>
    /// <returns>The published rules' number.</returns>
    /// <exception cref="RuleBroken">There is no such draft, or it cannot be published.</exception>
    public Task<int> Run(Guid ruleSetId, int? seen, DateTime? effectiveFrom, RuleNotice notice, string? noticeText, Actor by, CancellationToken ct) => db.Retrying(async () =>
    {
        var draft = await db.RuleSets.SingleOrDefaultAsync(r => r.Id == ruleSetId, ct) ?? throw new RuleBroken("There is no such rule set any more.");
        if (seen is { } version && draft.Version != version) throw new RuleBroken($"{draft.ChangedBy ?? "Somebody"} changed this draft meanwhile. Look at it again.");
        var last = await db.RuleSets.AsNoTracking().Where(r => r.ProgrammeId == draft.ProgrammeId && r.State == RuleSetState.Published).OrderByDescending(r => r.Number).FirstOrDefaultAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        draft.Publish(last, effectiveFrom ?? now, by, now, notice, noticeText);
        await db.SaveChangesAsync(ct);
        return draft.Number!.Value;
    }, ct);
}
