using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Takes back what pieces of an order earned, and brings the member's tier to agree. Inside the caller's transaction; told twice, it changes nothing.</summary>
internal sealed class TakeBackEarned(ShopDb db, PointsLedger ledger, StandMember stand, TimeProvider clock)
{
    /// <param name="pieces">How many of which line; null for all that is left.</param>
    /// <returns>What was taken back; empty when the order earned nothing.</returns>
    public async Task<IReadOnlyList<EarnedLine>> Run(Guid orderId, string source, string reason, IReadOnlyDictionary<Guid, int>? pieces, CancellationToken ct)
    {
        if (await ledger.Knows(source, ct)) return []; // told twice
        if (await db.PointsLots.AsNoTracking().FirstOrDefaultAsync(l => l.OrderId == orderId, ct) is not { } earned) return [];
        var account = await ledger.Open(earned.AccountId, ct, orderId);
        var lines = await db.EarnedLines.AsNoTracking().Where(l => l.OrderId == orderId).ToListAsync(ct); // once nobody else can take back
        pieces ??= lines.GroupBy(l => l.LineId).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity));
        var now = clock.GetUtcNow().UtcDateTime;
        var back = OrderSteps.TakeBack(account, new Entry(source, earned.MemberId, now, Actor.System, reason, orderId), lines, pieces);
        db.AddRange(back);
        await db.SaveChangesAsync(ct);
        if (back.Any(l => l.Credits != 0)) await stand.Run(earned.MemberId, now, ct);
        return back;
    }
}
