using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Loyalty;

/// <summary>A cancelled order earns nothing: whatever it earned is taken back. What was paid with points comes back by the tender.</summary>
internal sealed class WhenOrderCancelled(ShopDb db, PointsLedger ledger, TimeProvider clock) : IWhen<OrderCancelled>
{
    public async Task Handle(OrderCancelled happened, CancellationToken ct)
    {
        var source = $"order:{happened.OrderId}:cancelled";
        if (await ledger.Knows(source, ct)) return; // told twice
        if (await db.PointsLots.AsNoTracking().FirstOrDefaultAsync(l => l.OrderId == happened.OrderId, ct) is not { } earned) return;
        var account = await ledger.Open(earned.AccountId, ct, happened.OrderId);
        var lines = await db.EarnedLines.AsNoTracking().Where(l => l.OrderId == happened.OrderId).ToListAsync(ct); // once nobody else can take back
        db.AddRange(OrderSteps.TakeBack(account, new Entry(source, earned.MemberId, clock.GetUtcNow().UtcDateTime, Actor.System, "The order was cancelled", happened.OrderId),
            lines, lines.GroupBy(l => l.LineId).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity))));
        await db.SaveChangesAsync(ct);
    }
}
