using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Loyalty;

/// <summary>Every hour: looks at the members whose tier may end. The evaluation decides, by the history and the clock alone, so that running late, twice or on two nodes ends the same.</summary>
public sealed class EndTiers(ShopDb db, StandMember stand, TimeProvider clock)
{
    public async Task Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.Memberships.Where(m => m.State == MembershipState.Active && m.TierValidUntil <= now).OrderBy(m => m.TierValidUntil).Select(m => m.Id).ToListAsync(ct);
        foreach (var id in due)
        {
            await db.Retrying(async () =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                await stand.Run(id, now, ct);
                await transaction.CommitAsync(ct);
                return 0;
            }, ct);
            db.ChangeTracker.Clear();
        }
    }
}
