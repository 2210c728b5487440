using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Twice a minute: calls off orders that were not paid in time, after asking the provider; one that a bank is still working on waits a while longer.</summary>
public sealed class CancelUnpaidOrders(ShopDb db, CallOffUnpaid callOff, SettlePayment settle, StockRoom stock, IOptions<OrderingOptions> options, TimeProvider clock, ILogger<CancelUnpaidOrders> log)
{
    public async Task Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await db.Orders.Where(o => o.State == OrderState.Placed && o.PayBy <= now).OrderBy(o => o.PayBy).Select(o => o.Id).Take(200).ToListAsync(ct);
        foreach (var id in due)
        {
            try
            {
                await CallOff(id, ct);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "Order {OrderId} could not be called off; it is tried again.", id); // the others must not wait for it
            }
            db.ChangeTracker.Clear();
        }
    }

    private async Task CallOff(Guid id, CancellationToken ct)
    {
        switch (await callOff.Run(id, Actor.System, "Not paid in time", ct))
        {
            case Till.Closing.WentThrough: await settle.Run(id, ct); break;
            case Till.Closing.Processing or Till.Closing.NotKnown: await Wait(id, ct); break;
        }
    }

    private async Task Wait(Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var placedAt = await db.Orders.Where(o => o.Id == id).Select(o => o.PlacedAt).SingleAsync(ct);
        if (now >= placedAt.AddHours(options.Value.SlowPaymentHours))
        {
            await callOff.WithoutTheProvider(id, Actor.System, "The payment did not come through", ct);
            return;
        }
        await db.Retrying(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            if (order.State != OrderState.Placed || order.PayBy is null) return 0; // settled meanwhile
            var until = now.AddMinutes(options.Value.PaymentMinutes);
            order.WaitUntil(until);
            await db.SaveChangesAsync(ct);
            await stock.Extend(id, until, ct);
            await transaction.CommitAsync(ct);
            return 1;
        }, ct);
    }
}
