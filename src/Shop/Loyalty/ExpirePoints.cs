using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Every hour: clears away what has expired. Nobody could spend it any more before that, so it does not matter when this runs, or how often.</summary>
public sealed class ExpirePoints(ShopDb db, PointsLedger ledger, TimeProvider clock)
{
    private const int AtOnce = 500;

    public async Task Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        while (true)
        {
            var over = await db.PointsLots.AsNoTracking().Where(l => l.ReleasedAt != null && l.Remaining > 0 && l.ExpiresAt <= now).OrderBy(l => l.ExpiresAt).ThenBy(l => l.Id)
                .Select(l => new { l.Id, l.AccountId }).Take(AtOnce).ToListAsync(ct);
            if (over.Count == 0) return;
            foreach (var account in over.GroupBy(l => l.AccountId)) await db.Retrying(() => Expire(account.Key, now, ct), ct);
        }
    }

    private async Task<int> Expire(Guid accountId, DateTime now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var account = await ledger.Open(accountId, ct);
        foreach (var lot in account.Lots.Where(l => !l.IsPending && l.Remaining > 0 && l.ExpiresAt <= now).OrderBy(l => l.ExpiresAt).ThenBy(l => l.Id).ToList())
            OrderSteps.Expire(account, lot);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return account.Journal.Count;
    }
}
