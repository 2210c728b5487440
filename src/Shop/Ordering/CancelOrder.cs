using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Ordering;

/// <summary>Calls off an order that is not packed yet: the goods go back to the shelf and the money to the customer, each exactly once.</summary>
public sealed class CancelOrder(ShopDb db, CallOffUnpaid callOff, SettlePayment settle, Till till, StockRoom stock, EarlySales early, Redemptions redemptions, ITender points, TimeProvider clock)
{
    /// <summary>Cancelled, with whether the money is back already; or not, with the reason as a sentence.</summary>
    public abstract record Outcome;
    public sealed record Cancelled(bool MoneyIsBack) : Outcome;
    public sealed record Refused(string Reason) : Outcome;

    public async Task<Outcome> Run(Guid orderId, Actor by, string reason, CancellationToken ct)
    {
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == orderId, ct);
        if (order.State == OrderState.Cancelled) return new Cancelled(order.Captured == order.Refunded);
        if (order.Payment is PaymentState.Unpaid or PaymentState.Unknown or PaymentState.Authorized)
        {
            switch (await Close(order, by, reason, ct))
            {
                case Till.Closing.Closed: return new Cancelled(true);
                case Till.Closing.WentThrough: await settle.Run(orderId, ct); break; // paid in this very moment: cancelled as a paid order
                default: return new Refused("The bank is still working on the payment of this order. Please try again in a few minutes.");
            }
        }

        if (await db.Retrying(() => CancelPaid(orderId, by, reason, ct), ct) is { } refused) return refused;
        return new Cancelled(await till.GiveBack(orderId, "Money given back", ct) || by.Kind == ActorKind.Staff && await till.NoteGivenBackByHand(orderId, by, ct));
    }

    private async Task<Till.Closing> Close(Order order, Actor by, string reason, CancellationToken ct)
    {
        if (order.Payment != PaymentState.Authorized) return await callOff.Run(order.Id, by, reason, ct);
        var closing = await till.Close(order.Id, ct); // the provider lets go of money that was only held
        return closing == Till.Closing.Closed && await db.Retrying(() => CancelPaid(order.Id, by, reason, ct), ct) is null ? Till.Closing.Closed : closing;
    }

    private async Task<Refused?> CancelPaid(Guid orderId, Actor by, string reason, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var order = await db.Orders.SingleAsync(o => o.Id == orderId, ct);
        if (order.State == OrderState.Cancelled) return null;
        if (order.Captured > Money.Zero && by.Kind != ActorKind.Staff && !await db.PaymentAttempts.AnyAsync(a => a.OrderId == orderId && a.State == PaymentAttemptState.Succeeded, ct))
            return new Refused("This order was paid at our desk. Please write to us or call, and we call it off and give the money back.");
        if (!order.CanBeCancelled) return new Refused("This order is already packed and can no longer be cancelled. You can return it when it arrives.");

        order.Cancel(now, by, reason);
        await db.SaveChangesAsync(ct);
        foreach (var line in order.Lines.Where(l => l.VariantId is not null).GroupBy(l => l.VariantId!.Value).OrderBy(g => g.Key))
            await stock.Move(line.Key, StockMovementKind.Return, line.Sum(l => l.Quantity), orderId, $"Order {order.Number} cancelled", now, ct);
        await early.GiveBack(orderId, now, ct);
        await redemptions.Release(orderId, ct);
        await points.Refund(orderId, null, by, now, ct);
        await transaction.CommitAsync(ct);
        return null;
    }
}
