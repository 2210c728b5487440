using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Everything an order asks of the payment provider, each with a key saved before it is asked. What is not known is asked again with the same key, never anew.</summary>
public sealed class Till(ShopDb db, IPaymentGateway gateway, TimeProvider clock)
{
    /// <summary>What became of the open payments of an order.</summary>
    public enum Closing { Closed, WentThrough, Processing, NotKnown }

    public string Provider => gateway.Provider;

    /// <summary>Opens a payment at the provider and returns where the customer authorizes it; null when the provider did not answer.</summary>
    public async Task<string?> Open(Guid attemptId, CancellationToken ct)
    {
        try
        {
            return (await Learn(attemptId, ct)).PayUrl;
        }
        catch (PaymentOutcomeUnknown)
        {
            await db.Retrying(async () =>
            {
                var attempt = await db.PaymentAttempts.SingleAsync(a => a.Id == attemptId, ct);
                if (attempt.IntentId is not null) return 0; // a parallel request got its answer
                attempt.Became(PaymentAttemptState.Unknown, null, clock.GetUtcNow().UtcDateTime);
                (await db.Orders.SingleAsync(o => o.Id == attempt.OrderId, ct)).MarkPaymentUnknown(clock.GetUtcNow().UtcDateTime);
                return await db.SaveChangesAsync(ct);
            }, ct);
            return null;
        }
    }

    /// <summary>Asks the provider to give up whatever of the order's payments is still open; afterwards nobody can pay them.</summary>
    public async Task<Closing> Close(Guid orderId, CancellationToken ct)
    {
        var open = await db.PaymentAttempts.AsNoTracking()
            .Where(a => a.OrderId == orderId && a.State != PaymentAttemptState.Canceled && a.State != PaymentAttemptState.Succeeded).OrderBy(a => a.StartedAt).ToListAsync(ct);
        try
        {
            foreach (var attempt in open)
            {
                var intentId = attempt.IntentId ?? (await Learn(attempt.Id, ct)).Id;
                var intent = await gateway.Cancel(intentId, $"attempt-{attempt.Id:N}-cancel", ct);
                if (intent.Status is IntentStatus.Succeeded or IntentStatus.RequiresCapture) return Closing.WentThrough;
                if (intent.Status == IntentStatus.Processing) return Closing.Processing;
                if (intent.Status != IntentStatus.Canceled) return Closing.NotKnown;
                await Note(attempt.Id, a => a.Became(PaymentAttemptState.Canceled, intent.FailureReason, clock.GetUtcNow().UtcDateTime), ct);
            }
            return Closing.Closed;
        }
        catch (PaymentOutcomeUnknown)
        {
            return Closing.NotKnown;
        }
    }

    /// <summary>Gives back everything that is left of an order's money. False when the provider did not do it now; asking again does no harm.</summary>
    public async Task<bool> GiveBack(Guid orderId, string reason, CancellationToken ct)
    {
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == orderId, ct);
        var due = order.Captured - order.Refunded;
        if (due <= Money.Zero) return true;
        var attempt = await db.PaymentAttempts.AsNoTracking().Where(a => a.OrderId == orderId && a.State == PaymentAttemptState.Succeeded).OrderBy(a => a.StartedAt).FirstOrDefaultAsync(ct);
        if (attempt?.IntentId is null) return false;
        try
        {
            if (!(await gateway.Refund(attempt.IntentId, due, $"order-{orderId:N}-giveback", ct)).Succeeded) return false;
        }
        catch (PaymentOutcomeUnknown)
        {
            return false;
        }
        await db.Retrying(async () =>
        {
            var refunded = await db.Orders.SingleAsync(o => o.Id == orderId, ct);
            if (refunded.Captured - refunded.Refunded < due) return 0; // noted by another, who asked with the same key
            refunded.MarkRefunded(due, clock.GetUtcNow().UtcDateTime, Actor.System, reason);
            return await db.SaveChangesAsync(ct);
        }, ct);
        return true;
    }

    /// <summary>Notes that the money of an order that was paid at the desk went back there, as it came. False for one that was paid at the provider.</summary>
    public async Task<bool> NoteGivenBackByHand(Guid orderId, Actor by, CancellationToken ct)
    {
        if (await db.PaymentAttempts.AnyAsync(a => a.OrderId == orderId && a.State == PaymentAttemptState.Succeeded, ct)) return false;
        await db.Retrying(async () =>
        {
            var order = await db.Orders.SingleAsync(o => o.Id == orderId, ct);
            if (order.Captured <= order.Refunded) return 0; // noted before
            order.MarkRefunded(order.Captured - order.Refunded, clock.GetUtcNow().UtcDateTime, by, "Money given back at the desk, as it was taken");
            return await db.SaveChangesAsync(ct);
        }, ct);
        return true;
    }

    /// <summary>Gives the card what a return owes it. False when the provider did not do it now; asking again does no harm.</summary>
    public async Task<bool> PayBack(Guid returnId, CancellationToken ct)
    {
        var made = await db.Returns.AsNoTracking().SingleAsync(r => r.Id == returnId, ct);
        if (made is not { IsOwed: true, OrderId: { } orderId, Card: { } card }) return true;
        var attempt = await db.PaymentAttempts.AsNoTracking().Where(a => a.OrderId == orderId && a.State == PaymentAttemptState.Succeeded).OrderBy(a => a.StartedAt).FirstOrDefaultAsync(ct);
        if (attempt?.IntentId is null) return false; // paid in another way: the desk gives it back by hand
        try
        {
            if (!(await gateway.Refund(attempt.IntentId, card, $"return-{returnId:N}", ct)).Succeeded) return false;
        }
        catch (Exception failed) when (failed is PaymentOutcomeUnknown or RuleBroken) // not known, or no provider at the moment
        {
            return false;
        }
        await NotePaidBack(returnId, Actor.System, $"Money for return {made.Number} given back", ct);
        return true;
    }

    /// <summary>Notes that the money of a return went back, here or by hand: once, whoever is told first.</summary>
    public Task<int> NotePaidBack(Guid returnId, Actor by, string text, CancellationToken ct) => db.Retrying(async () =>
    {
        var owed = await db.Returns.SingleAsync(r => r.Id == returnId, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (!owed.MarkPaidBack(now)) return 0; // noted by another, who asked with the same key
        (await db.Orders.SingleAsync(o => o.Id == owed.OrderId, ct)).MarkRefunded(owed.Card!.Value, now, by, text);
        return await db.SaveChangesAsync(ct);
    }, ct);

    // The same request with the same key: creates the intent, or tells which one it created before.
    private async Task<PaymentIntent> Learn(Guid attemptId, CancellationToken ct)
    {
        var attempt = await db.PaymentAttempts.AsNoTracking().SingleAsync(a => a.Id == attemptId, ct);
        var order = await db.Orders.AsNoTracking().Where(o => o.Id == attempt.OrderId).Select(o => new { o.Number, o.Email }).SingleAsync(ct);
        var intent = await gateway.Create(new PaymentIntentRequest(attempt.OrderId, order.Number, attempt.Amount, attempt.Currency, order.Email, attempt.ReturnUrl, attempt.IdempotencyKey), ct);
        await Note(attemptId, a =>
        {
            if (a.IntentId is null) a.Opened(intent.Id, intent.PayUrl, PaymentAttemptState.RequiresPayment, clock.GetUtcNow().UtcDateTime);
        }, ct);
        return intent;
    }

    private Task<int> Note(Guid attemptId, Action<PaymentAttempt> change, CancellationToken ct) => db.Retrying(async () =>
    {
        change(await db.PaymentAttempts.SingleAsync(a => a.Id == attemptId, ct));
        return await db.SaveChangesAsync(ct);
    }, ct);
}
