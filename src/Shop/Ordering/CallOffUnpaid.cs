using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Ordering;

/// <summary>Calls off an order that is not paid, after the provider has given up its payments: whoever pays at the same instant either has the order or has not paid.</summary>
public sealed class CallOffUnpaid(ShopDb db, Till till, StockRoom stock, EarlySales early, Redemptions redemptions, ITender points, TimeProvider clock)
{
    /// <summary>Closed means that the order is called off; any other word that it stands as it was.</summary>
    public async Task<Till.Closing> Run(Guid orderId, Actor by, string reason, CancellationToken ct)
    {
        var closing = await till.Close(orderId, ct);
        if (closing != Till.Closing.Closed) return closing;
        return await db.Retrying(() => Cancel(orderId, by, reason, ct), ct);
    }

    /// <summary>Calls the order off whatever the provider says; money that still comes is given back by <see cref="SettlePayment"/>.</summary>
    public Task<Till.Closing> WithoutTheProvider(Guid orderId, Actor by, string reason, CancellationToken ct) => db.Retrying(() => Cancel(orderId, by, reason, ct), ct);

    private async Task<Till.Closing> Cancel(Guid orderId, Actor by, string reason, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var order = await db.Orders.SingleAsync(o => o.Id == orderId, ct);
        if (order.State == OrderState.Cancelled) return Till.Closing.Closed;
        if (order.Payment is not (PaymentState.Unpaid or PaymentState.Unknown)) return Till.Closing.WentThrough;

        var now = clock.GetUtcNow().UtcDateTime;
        order.Cancel(now, by, reason);
        await db.SaveChangesAsync(ct);
        await stock.Release(orderId, ct);
        await early.GiveBack(orderId, now, ct);
        await redemptions.Release(orderId, ct);
        await points.Void(orderId, now, ct);
        var carts = db.Carts;
        await carts.Where(c => c.OrderId == orderId).ExecuteUpdateAsync(c => c.SetProperty(x => x.OrderId, (Guid?)null).SetProperty(x => x.Version, x => x.Version + 1), ct);
        await transaction.CommitAsync(ct);
        return Till.Closing.Closed;
    }
}
