using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Ordering;

/// <summary>
/// Brings an order to agree with what the payment provider says, whoever noticed first: the returning browser, a notice or the job that asks.
/// Running it twice, or from three sides at once, has one effect.
/// </summary>
public sealed class SettlePayment(ShopDb db, IPaymentGateway gateway, Till till, StockRoom stock, EarlySales early, Redemptions redemptions, ITender points, CurrentShop shop, TimeProvider clock, ILogger<SettlePayment> log)
{
    /// <summary>Paid; still open (with the reason of the last failure, if any); called off; or not to be known now.</summary>
    public abstract record Outcome;
    public sealed record Paid : Outcome;
    public sealed record StillOpen(PaymentAttemptState State, string? Reason, string? PayUrl) : Outcome;
    public sealed record CalledOff(string Reason) : Outcome;
    public sealed record NotKnown : Outcome;
    private sealed record PaidTwice : Outcome;

    /// <summary>Asks the provider about the order's latest attempt and applies the answer.</summary>
    public Task<Outcome> Run(Guid orderId, CancellationToken ct) => Run(orderId, null, ct);

    /// <summary>Asks the provider about one attempt of the order, the latest if none is named, and applies the answer.</summary>
    public async Task<Outcome> Run(Guid orderId, string? intentId, CancellationToken ct)
    {
        var attempt = await db.PaymentAttempts.AsNoTracking().Where(a => a.OrderId == orderId && a.IntentId != null && (intentId == null || a.IntentId == intentId))
            .OrderByDescending(a => a.StartedAt).FirstOrDefaultAsync(ct);
        if (attempt is null) return new StillOpen(PaymentAttemptState.Started, null, null);
        try
        {
            var intent = await gateway.Retrieve(attempt.IntentId!, ct);
            return intent is null ? new NotKnown() : await Apply(attempt.Id, intent, ct);
        }
        catch (PaymentOutcomeUnknown)
        {
            return new NotKnown();
        }
    }

    // Two sides may settle at once; the loser looks again and finds it done.
    private Task<Outcome> Apply(Guid attemptId, PaymentIntent intent, CancellationToken ct) => db.Retrying(() => ApplyOnce(attemptId, intent, ct), ct);

    private async Task<Outcome> ApplyOnce(Guid attemptId, PaymentIntent intent, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var attempt = await db.PaymentAttempts.SingleAsync(a => a.Id == attemptId, ct);
        var order = await db.Orders.SingleAsync(o => o.Id == attempt.OrderId, ct);

        if (intent.OrderId != order.Id || intent.Amount != attempt.Amount || intent.Currency != attempt.Currency)
            throw new InvalidOperationException($"The provider's intent {intent.Id} does not fit order {order.Number}: {intent.Amount.Minor} {intent.Currency} for {intent.OrderId}.");

        var outcome = intent.Status switch
        {
            IntentStatus.Succeeded or IntentStatus.RequiresCapture => await Succeed(order, attempt, intent, now, ct),
            IntentStatus.Processing => Note(order, attempt, PaymentAttemptState.Processing, intent, now),
            IntentStatus.RequiresAction => Note(order, attempt, PaymentAttemptState.RequiresAction, intent, now),
            IntentStatus.Canceled => Note(order, attempt, PaymentAttemptState.Canceled, intent, now),
            _ => Note(order, attempt, intent.FailureReason is null ? PaymentAttemptState.RequiresPayment : PaymentAttemptState.Failed, intent, now),
        };
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        db.ChangeTracker.Clear();
        if (outcome is CalledOff) await till.GiveBack(order.Id, "Money given back", ct); // if that fails, a job asks again
        if (outcome is PaidTwice) await GiveBackSecond(attempt.Id, intent, ct);
        return outcome is PaidTwice ? new Paid() : outcome;
    }

    private async Task<Outcome> Succeed(Order order, PaymentAttempt attempt, PaymentIntent intent, DateTime now, CancellationToken ct)
    {
        if (order.Payment == PaymentState.Authorized && intent.Status == IntentStatus.RequiresCapture) return new Paid();
        if (order.Payment is PaymentState.Paid or PaymentState.PartlyRefunded or PaymentState.Refunded)
        {
            if (attempt.State != PaymentAttemptState.Succeeded && attempt.State != PaymentAttemptState.Canceled) return new PaidTwice();
            return order.State == OrderState.Cancelled ? new CalledOff("The order was cancelled.") : new Paid();
        }

        attempt.Became(PaymentAttemptState.Succeeded, null, now);
        attempt.PaidWith(intent.Fingerprint);
        var isThere = order.State != OrderState.Cancelled && await redemptions.Take(order.Id, ct) && await HoldsStock(order, now, ct);
        if (!isThere || order.PointsSpent is not null && !await points.Capture(order.Id, now, ct))
        {
            if (isThere) // taken a moment ago: back on the shelf with it
                foreach (var line in order.Lines.Where(l => l.VariantId is not null).GroupBy(l => l.VariantId!.Value).OrderBy(g => g.Key))
                    await stock.Move(line.Key, StockMovementKind.Return, line.Sum(l => l.Quantity), order.Id, $"Order {order.Number} came to nothing", now, ct);
            await early.GiveBack(order.Id, now, ct);
            await redemptions.Release(order.Id, ct);
            await points.Void(order.Id, now, ct);
            order.ReceiveTooLate(intent.Captured, now);
            order.Cancel(now, Actor.System, isThere ? "A part of the payment was no longer there; the money goes back." : "Sold out while the payment was under way; the money goes back.");
            log.LogWarning("Order {Number} was paid when it could no longer be filled; {Amount} goes back.", order.Number, intent.Captured.Minor);
            return new CalledOff(isThere ? "What you set aside for this order could not be used any more. Your money is on its way back to you." : "Something in your order sold out before the payment came through. Your money is on its way back to you.");
        }

        if (intent.Status == IntentStatus.RequiresCapture) order.MarkAuthorized(now);
        else order.MarkPaid(intent.Captured, now, Actor.Gateway);
        if (order.Payment == PaymentState.Paid) order.Invoice(await Invoices.NextNumber(db, shop, now, ct));
        await EmptyCart(order, now, ct);
        return new Paid();
    }

    // A reservation whose deadline passed may have been given back; then the goods are fetched again if they are still there.
    private async Task<bool> HoldsStock(Order order, DateTime now, CancellationToken ct)
    {
        if (await stock.Take(order.Id, now, ct)) return true;
        return await stock.TakeFromShelf(order.Id, now, ct);
    }

    private static Outcome Note(Order order, PaymentAttempt attempt, PaymentAttemptState state, PaymentIntent intent, DateTime now)
    {
        if (order.Payment is PaymentState.Paid) return new Paid();
        if (state == PaymentAttemptState.Failed && (attempt.State != state || attempt.FailureReason != intent.FailureReason)) order.PaymentFailed(intent.FailureReason!, now, attempt.State == PaymentAttemptState.Processing ? attempt.Id : null);
        attempt.Became(state, intent.FailureReason, now);
        order.MarkPaymentOpen();
        return order.State == OrderState.Cancelled ? new CalledOff("The order was cancelled.") : new StillOpen(state, intent.FailureReason, intent.PayUrl);
    }

    private async Task EmptyCart(Order order, DateTime now, CancellationToken ct)
    {
        if (order.CartId is not { } cartId) return;
        var cart = await db.Carts.SingleOrDefaultAsync(c => c.Id == cartId, ct);
        if (cart?.OrderId == order.Id) cart.Empty(now);
    }

    // The customer paid in two windows. Throws when the provider does not answer: the notice that told us is then read again.
    private async Task GiveBackSecond(Guid attemptId, PaymentIntent intent, CancellationToken ct)
    {
        var refund = await gateway.Refund(intent.Id, intent.Captured, $"attempt-{attemptId:N}-second", ct);
        if (!refund.Succeeded) throw new PaymentOutcomeUnknown($"The second payment {intent.Id} could not be given back: {refund.FailureReason}");
        var attempt = await db.PaymentAttempts.SingleAsync(a => a.Id == attemptId, ct);
        attempt.Became(PaymentAttemptState.Canceled, "Paid twice; given back", clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(ct);
    }
}
