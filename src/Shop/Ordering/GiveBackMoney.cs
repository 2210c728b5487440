using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Ordering;

/// <summary>Every minute: gives back the money of cancelled orders where the first try did not succeed.</summary>
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
    }
}
