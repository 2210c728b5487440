using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Payments;

/// <summary>Every minute: asks the provider about payments nobody told us of, so that a closed browser or a lost notice costs nobody an order.</summary>
public sealed class AskOpenPayments(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AskOpenPayments> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(30);

    public async Task Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<Guid> orders;
        using (var scope = scopes.CreateScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
            var open = new[] { PaymentAttemptState.Started, PaymentAttemptState.RequiresPayment, PaymentAttemptState.RequiresAction, PaymentAttemptState.Processing, PaymentAttemptState.Unknown, PaymentAttemptState.Failed };
            var uncertain = new[] { PaymentAttemptState.Started, PaymentAttemptState.Processing, PaymentAttemptState.Unknown }; // money may still come for an order called off
            orders = await db.PaymentAttempts.Where(a => open.Contains(a.State) && a.ChangedAt < now - Patience && a.StartedAt > now - GiveUpAfter)
                .Join(db.Orders, a => a.OrderId, o => o.Id, (a, o) => new { a, o })
                .Where(x => (x.o.Payment == PaymentState.Unpaid || x.o.Payment == PaymentState.Unknown) && (x.o.State != OrderState.Cancelled || uncertain.Contains(x.a.State)))
                .OrderBy(x => x.a.StartedAt).Select(x => x.o.Id).Take(200).ToListAsync(ct);
        }
        foreach (var id in orders.Distinct()) await Ask(id, ct);
    }

    private async Task Ask(Guid orderId, CancellationToken ct)
    {
        try
        {
            using var scope = scopes.CreateScope();
            await FinishStarting(scope.ServiceProvider, orderId, ct);
            await scope.ServiceProvider.GetRequiredService<SettlePayment>().Run(orderId, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.LogWarning(failure, "The payment of order {OrderId} could not be asked for; it is asked again.", orderId);
        }
    }

    // The process died, or the line did, between saving the attempt and hearing of its intent: the same request with the same key finds or makes it.
    private async Task FinishStarting(IServiceProvider provider, Guid orderId, CancellationToken ct)
    {
        var db = provider.GetRequiredService<ShopDb>();
        var attempt = await db.PaymentAttempts.Where(a => a.OrderId == orderId && a.IntentId == null && (a.State == PaymentAttemptState.Started || a.State == PaymentAttemptState.Unknown))
            .OrderByDescending(a => a.StartedAt).FirstOrDefaultAsync(ct);
        if (attempt is null) return;

        var order = await db.Orders.AsNoTracking().Where(o => o.Id == orderId).Select(o => new { o.Number, o.Email }).SingleAsync(ct);
        var request = new PaymentIntentRequest(orderId, order.Number, attempt.Amount, attempt.Currency, order.Email, attempt.ReturnUrl, attempt.IdempotencyKey);
        var intent = await provider.GetRequiredService<IPaymentGateway>().Create(request, ct);
        attempt.Opened(intent.Id, intent.PayUrl, PaymentAttemptState.RequiresPayment, clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(ct);
    }
}
