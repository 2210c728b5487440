using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Loyalty;

/// <summary>Every hour: looks at the members whose tier may end, and at all of them once new rules are in force. The evaluation decides, by the history and the clock alone, so that running late, twice or on two nodes ends the same.</summary>
public sealed class EndTiers(ShopDb db, RuleBook rules, StandMember stand, TimeProvider clock)
{
    public async Task Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await rules.At(now, ct) is not { } published) return;
        // Credits that fell due and are not released yet may keep a tier: whom that concerns is judged as they are released, in the order of time.
        // Asked for once: as a question for each member, a database may look through all that waits for every one of them.
        var waiting = await db.PointsLots.Where(l => l.ReleasedAt == null && l.DueAt <= now && (l.Remaining > 0 || l.CreditsGranted > l.CreditsRevoked)).Join(db.Memberships, l => l.MemberId, m => m.Id, (l, m) => m.MergedIntoId ?? m.Id).Distinct().ToListAsync(ct);
        var unreleased = waiting.ToHashSet();
        var due = await db.Memberships.Where(m => m.State == MembershipState.Active && (m.TierValidUntil <= now || m.JudgedBy == null || m.JudgedBy != published.RuleSetId)).OrderBy(m => m.TierValidUntil).ThenBy(m => m.Id).Select(m => m.Id).ToListAsync(ct);
        foreach (var some in due.Where(m => !unreleased.Contains(m)).Chunk(StandMember.AtOnce))
        {
            await db.Retrying(async () =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                await stand.Run(some, now, ct);
                await transaction.CommitAsync(ct);
                return 0;
            }, ct);
            db.ChangeTracker.Clear();
        }
    }
}
