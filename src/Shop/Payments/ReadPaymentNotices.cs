using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Data;
using Shop.Ordering;

namespace Shop.Payments;

/// <summary>
/// Acts on kept notices. A notice only says “look”: the provider is asked for the present state, so order, repetition and lateness of notices do not matter.
/// One that came before its order is saved waits.
/// </summary>
public sealed class ReadPaymentNotices(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ReadPaymentNotices> log)
{
    public async Task<int> Run(CancellationToken ct)
    {
        List<Guid> waiting;
        using (var scope = scopes.CreateScope())
        {
            var now = clock.GetUtcNow().UtcDateTime;
            waiting = await scope.ServiceProvider.GetRequiredService<ShopDb>().PaymentNotices
                .Where(n => n.ProcessedAt == null && n.DeadAt == null && (n.NextTryAt == null || n.NextTryAt <= now))
                .OrderBy(n => n.ReceivedAt).Select(n => n.Id).Take(100).ToListAsync(ct);
        }
        var processed = 0;
        foreach (var id in waiting)
            if (await Read(id, ct)) processed++;
        return processed;
    }

    private async Task<bool> Read(Guid id, CancellationToken ct)
    {
        string? trouble;
        try
        {
            trouble = await Settle(id, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            log.LogError(failure, "Notice {NoticeId} could not be used; it is tried again.", id);
            trouble = failure.ToString();
        }

        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        var notice = await db.PaymentNotices.SingleAsync(n => n.Id == id, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        if (trouble is null) notice.Processed(now);
        else notice.TryAgain(trouble, now);
        await db.SaveChangesAsync(ct);
        return trouble is null;
    }

    private async Task<string?> Settle(Guid noticeId, CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        var intentId = await db.PaymentNotices.Where(n => n.Id == noticeId).Select(n => n.IntentId).SingleAsync(ct);
        var orderId = await db.PaymentAttempts.Where(a => a.IntentId == intentId).Select(a => (Guid?)a.OrderId).FirstOrDefaultAsync(ct);
        if (orderId is null) return $"No order waits for {intentId} yet.";

        var outcome = await scope.ServiceProvider.GetRequiredService<SettlePayment>().Run(orderId.Value, intentId, ct);
        return outcome is SettlePayment.NotKnown ? "The provider does not answer." : null;
    }
}
