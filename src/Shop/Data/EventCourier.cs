using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shop.Kernel;

namespace Shop.Data;

/// <summary>Tells saved events to their handlers, oldest first, at least once, on as many nodes as there are; what fails is tried again later and at last parked.</summary>
public sealed class EventCourier(IServiceScopeFactory scopes, TimeProvider clock, ILogger<EventCourier> log)
{
    public const int MaxAttempts = 10;
    private const int Round = 100;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2); // longer than any handler may take

    /// <summary>Delivers what is due, one round of at most 100. Returns how many were delivered.</summary>
    public async Task<int> DeliverWaiting(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<Guid> waiting;
        using (var scope = scopes.CreateScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
            waiting = await db.SavedEvents.Where(e => e.DeliveredAt == null && e.DeadAt == null && (e.NextTryAt == null || e.NextTryAt <= now))
                .OrderBy(e => e.Id).Select(e => e.Id).Take(Round).ToListAsync(ct);
        }

        var delivered = 0;
        foreach (var id in waiting)
            if (await Claim(id, ct) && await Deliver(id, ct)) delivered++;
        return delivered;
    }

    /// <summary>Puts a parked event back in line, with all its attempts. Returns false when it is not parked.</summary>
    public async Task<bool> Replay(Guid id, CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        var rows = await scope.ServiceProvider.GetRequiredService<ShopDb>().SavedEvents.Where(e => e.Id == id && e.DeadAt != null)
            .ExecuteUpdateAsync(e => e.SetProperty(x => x.DeadAt, (DateTime?)null).SetProperty(x => x.Attempts, 0).SetProperty(x => x.NextTryAt, (DateTime?)null), ct);
        return rows == 1;
    }

    // The attempt is counted before it is made: an event that kills the process still runs out of attempts.
    private async Task<bool> Claim(Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        using var scope = scopes.CreateScope();
        var rows = await scope.ServiceProvider.GetRequiredService<ShopDb>().SavedEvents
            .Where(e => e.Id == id && e.DeliveredAt == null && e.DeadAt == null && (e.NextTryAt == null || e.NextTryAt <= now))
            .ExecuteUpdateAsync(e => e.SetProperty(x => x.NextTryAt, now + Lease).SetProperty(x => x.Attempts, x => x.Attempts + 1), ct);
        return rows == 1;
    }

    private async Task<bool> Deliver(Guid id, CancellationToken ct)
    {
        try
        {
            using var scope = scopes.CreateScope();
            var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
            await using var transaction = await db.Database.BeginTransactionAsync(ct); // what handlers write, and that they ran
            var saved = await db.SavedEvents.AsNoTracking().SingleAsync(e => e.Id == id, ct);
            var type = typeof(EventCourier).Assembly.GetType(saved.Type) ?? throw new InvalidOperationException($"There is no event type {saved.Type}.");
            var happened = JsonSerializer.Deserialize(saved.Json, type)!;
            var contract = typeof(IWhen<>).MakeGenericType(type);
            foreach (var handler in scope.ServiceProvider.GetServices(contract))
                await (Task)contract.GetMethod(nameof(IWhen<>.Handle))!.Invoke(handler, [happened, ct])!;
            var now = clock.GetUtcNow().UtcDateTime;
            await db.SavedEvents.Where(e => e.Id == id)
                .ExecuteUpdateAsync(e => e.SetProperty(x => x.DeliveredAt, now).SetProperty(x => x.Error, (string?)null), ct);
            await transaction.CommitAsync(ct);
            return true;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            await Postpone(id, failure is System.Reflection.TargetInvocationException { InnerException: { } inner } ? inner : failure, ct);
            return false;
        }
    }

    private async Task Postpone(Guid id, Exception failure, CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        var attempts = await db.SavedEvents.Where(e => e.Id == id).Select(e => e.Attempts).SingleAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var error = failure.ToString();
        if (error.Length > SavedEvent.ErrorMaxLength) error = error[..SavedEvent.ErrorMaxLength];
        DateTime? dead = attempts >= MaxAttempts ? now : null;
        // Doubling from two seconds to an hour, with some spread so that many failures do not come back at once.
        var wait = TimeSpan.FromSeconds(Math.Min(3600, Math.Pow(2, attempts)) * (0.8 + 0.4 * Random.Shared.NextDouble()));
        await db.SavedEvents.Where(e => e.Id == id).ExecuteUpdateAsync(e => e
            .SetProperty(x => x.Error, error).SetProperty(x => x.NextTryAt, now + wait).SetProperty(x => x.DeadAt, dead), ct);
        if (dead is null) log.LogWarning(failure, "Event {EventId} could not be told (attempt {Attempt}); it is tried again in {Wait}.", id, attempts, wait);
        else log.LogError(failure, "Event {EventId} is parked after {Attempt} attempts.", id, attempts);
    }
}
