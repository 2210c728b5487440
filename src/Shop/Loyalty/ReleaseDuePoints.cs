using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>
/// Every hour: gives members the points whose return window has passed, and looks at their tier at once. Each lot is released as of the moment it fell due,
/// so that running late, twice or on two nodes ends the same.
/// </summary>
public sealed class ReleaseDuePoints(ShopDb db, PointsLedger ledger, RuleBook rules, StandMember stand, TimeProvider clock)
{
    private const int AtOnce = 500;

    public async Task Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        while (true)
        {
            var due = await db.PointsLots.AsNoTracking().Where(l => l.ReleasedAt == null && l.DueAt <= now && (l.Remaining > 0 || l.CreditsGranted > l.CreditsRevoked))
                .OrderBy(l => l.DueAt).ThenBy(l => l.Id).Select(l => new { l.Id, l.AccountId }).Take(AtOnce).ToListAsync(ct);
            if (due.Count == 0) return;
            foreach (var account in due.GroupBy(l => l.AccountId)) await db.Retrying(() => Release(account.Key, [.. account.Select(l => l.Id)], ct), ct);
        }
    }

    private async Task<int> Release(Guid accountId, IReadOnlyList<Guid> lots, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var account = await ledger.Open(accountId, ct);
        foreach (var lot in account.Lots.Where(l => lots.Contains(l.Id) && l.IsPending).OrderBy(l => l.DueAt).ThenBy(l => l.Id).ToList())
        {
            OrderSteps.Release(account, lot, await rules.Of(lot.RuleSetId!.Value, ct) ?? throw new InvalidOperationException("Points were earned before there were rules."));
            await db.SaveChangesAsync(ct);
            await stand.Run(lot.MemberId, lot.DueAt!.Value, ct);
        }
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return lots.Count;
    }
}
