using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Data;

namespace Shop.Promotions;

/// <summary>What running promotions want said on top of each page, read now and then rather than for each page.</summary>
public sealed class Announced(IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private IReadOnlyList<string> _lines = [];
    private DateTime _readAt = DateTime.MinValue;

    public async ValueTask<IReadOnlyList<string>> Now(CancellationToken ct)
    {
        if (clock.GetUtcNow().UtcDateTime - _readAt < FreshFor) return _lines;
        await _gate.WaitAsync(ct);
        try
        {
            var now = clock.GetUtcNow().UtcDateTime;
            if (now - _readAt < FreshFor) return _lines;
            using var scope = scopes.CreateScope();
            var promotions = scope.ServiceProvider.GetRequiredService<ShopDb>().Promotions;
            _lines = await promotions.AsNoTracking().Where(p => p.Announcement != null && p.StartsAt <= now && (p.EndsAt == null || p.EndsAt > now) && (p.Limit == null || p.Used < p.Limit))
                .OrderByDescending(p => p.Priority).ThenBy(p => p.CreatedAt).Select(p => p.Announcement!).Take(3).ToListAsync(ct);
            _readAt = now;
            return _lines;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>Something changed here: the next page reads again.</summary>
    public void Forget() => _readAt = DateTime.MinValue;
}
