using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Sends everything of an order that is not on its way yet, as one parcel.</summary>
public sealed class ShipOrder(ShopDb db, TimeProvider clock)
{
    public Task Run(Guid orderId, string carrier, string? trackingNumber, Actor by, CancellationToken ct) => db.Retrying(async () =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var order = await db.Orders.SingleAsync(o => o.Id == orderId, ct);
        var sent = (await db.Shipments.AsNoTracking().Where(s => s.OrderId == orderId).ToListAsync(ct)).SelectMany(s => s.Items).ToLookup(i => i.OrderLineId, i => i.Quantity);
        var items = order.Lines.Select(l => new ShipmentItem(l.Id, l.Quantity - sent[l.Id].Sum())).Where(i => i.Quantity > 0);

        order.MarkShipped(now, by, trackingNumber is null ? $"Shipped with {carrier}" : $"Shipped with {carrier}, {trackingNumber}");
        db.Add(Shipment.Send(orderId, carrier, trackingNumber, items, order.PromisedFrom, order.PromisedTo, now));
        return await db.SaveChangesAsync(ct);
    }, ct);
}
