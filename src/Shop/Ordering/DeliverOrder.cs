using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Notes that all parcels of an order have arrived; the return window starts.</summary>
public sealed class DeliverOrder(ShopDb db, TimeProvider clock)
{
    public Task Run(Guid orderId, Actor by, CancellationToken ct) => db.Retrying(async () =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var order = await db.Orders.SingleAsync(o => o.Id == orderId, ct);
        order.MarkDelivered(now, by);
        foreach (var shipment in await db.Shipments.Where(s => s.OrderId == orderId).ToListAsync(ct)) shipment.Arrive(now);
        return await db.SaveChangesAsync(ct);
    }, ct);
}
