using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Every minute: gives back the money of cancelled orders and of returns where the first try did not succeed.</summary>
public sealed class GiveBackMoney(ShopDb db, Till till)
{
    public async Task Run(CancellationToken ct)
    {
        var due = await db.Orders.Where(o => o.State == OrderState.Cancelled && (o.Payment == PaymentState.Paid || o.Payment == PaymentState.PartlyRefunded) && o.Captured > o.Refunded)
            .OrderBy(o => o.CancelledAt).Select(o => o.Id).Take(100).ToListAsync(ct);
        foreach (var id in due)
        {
            await till.GiveBack(id, "Money given back", ct);
            db.ChangeTracker.Clear();
        }
        var attempts = db.PaymentAttempts;
        foreach (var id in await db.Returns.Where(r => r.Card > Money.Zero && r.PaidBackAt == null && attempts.Any(a => a.OrderId == r.OrderId && a.State == PaymentAttemptState.Succeeded && a.IntentId != null)).OrderBy(r => r.At).Select(r => r.Id).Take(100).ToListAsync(ct))
        {
            await till.PayBack(id, ct);
            db.ChangeTracker.Clear();
        }
    }
}
