using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Lets a customer pay an order whose payment was declined, broken off or never begun: on the same intent while it lives, on a new one only when the old is known to be dead.</summary>
public sealed class PayAgain(ShopDb db, SettlePayment settle, Till till, TimeProvider clock)
{
    /// <summary>Where the payment goes on, or why it does not.</summary>
    public abstract record Outcome;
    public sealed record GoPay(string PayUrl) : Outcome;

    /// <summary>There is nothing left to do; the order's page tells why.</summary>
    public sealed record Settled : Outcome;
    public sealed record NotNow(string Reason) : Outcome;

    public async Task<Outcome> Run(Guid orderId, string returnUrl, CancellationToken ct)
    {
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == orderId, ct);
        if (order.State == OrderState.Cancelled || order.Payment is not (PaymentState.Unpaid or PaymentState.Unknown)) return new Settled();
        if (order.PayBy <= clock.GetUtcNow().UtcDateTime) return new NotNow("The time to pay this order is over. Your things are still in the cart; please order them again.");

        return await settle.Run(orderId, ct) switch
        {
            SettlePayment.StillOpen { State: PaymentAttemptState.Processing } => new NotNow("Your bank is still working on the payment. We write to you as soon as we know."),
            SettlePayment.StillOpen { State: PaymentAttemptState.Canceled } => await OnNew(order, returnUrl, ct),
            SettlePayment.StillOpen { PayUrl: { } url } => new GoPay(url),
            SettlePayment.StillOpen => await OnLatest(orderId, ct),
            SettlePayment.NotKnown => new NotNow("The payment provider does not answer at the moment. Nothing is charged twice; please try again in a minute."),
            _ => new Settled(),
        };
    }

    private async Task<Outcome> OnNew(Order order, string returnUrl, CancellationToken ct)
    {
        await db.Retrying(async () =>
        {
            var attempts = await db.PaymentAttempts.AsNoTracking().Where(a => a.OrderId == order.Id).ToListAsync(ct);
            if (attempts.Any(a => a.State is not (PaymentAttemptState.Canceled or PaymentAttemptState.Failed))) return 0; // another window was quicker
            db.Add(PaymentAttempt.Start(order.Id, attempts.Count + 1, till.Provider, order.Due, order.Currency, returnUrl, clock.GetUtcNow().UtcDateTime));
            return await db.SaveChangesAsync(ct);
        }, ct);
        return await OnLatest(order.Id, ct);
    }

    private async Task<Outcome> OnLatest(Guid orderId, CancellationToken ct)
    {
        var latest = await db.PaymentAttempts.AsNoTracking().Where(a => a.OrderId == orderId).OrderByDescending(a => a.StartedAt).ThenByDescending(a => a.Id).Select(a => a.Id).FirstAsync(ct);
        return await till.Open(latest, ct) is { } url ? new GoPay(url) : new NotNow("The payment provider does not answer at the moment. Nothing is charged; please try again in a minute.");
    }
}
