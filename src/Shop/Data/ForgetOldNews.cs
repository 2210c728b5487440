using Microsoft.EntityFrameworkCore;

namespace Shop.Data;

/// <summary>Every day: forgets news delivered long ago and old job runs, so that the tables everyone asks stay small. Parked news stay.</summary>
public sealed class ForgetOldNews(ShopDb db, TimeProvider clock)
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    public async Task Run(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime - Keep;
        await db.SavedEvents.Where(e => e.DeliveredAt < before).ExecuteDeleteAsync(ct);
        await db.JobRuns.Where(r => r.FinishedAt < before).ExecuteDeleteAsync(ct);
    }
}
