using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Data;

namespace Shop.Promotions;

/// <summary>What the shop's pages say of running promotions.</summary>
/// <param name="Lines">For the band on top of each page.</param>
/// <param name="Offers">Those that come by themselves with what lies in the cart: for the pages of the products they cover.</param>
public sealed record Announcements(IReadOnlyList<string> Lines, IReadOnlyList<Offer> Offers);

/// <summary>Keeps what running promotions want said, so that it is read now and then rather than for each page.</summary>
public sealed class Announced(IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    private const int MostLines = 2;
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private Announcements _known = new([], []);
    private DateTime _readAt = DateTime.MinValue;

    public async ValueTask<Announcements> Now(CancellationToken ct)
    {
        if (clock.GetUtcNow().UtcDateTime - _readAt < FreshFor) return _known;
        await _gate.WaitAsync(ct);
        try
        {
            var now = clock.GetUtcNow().UtcDateTime;
            if (now - _readAt < FreshFor) return _known;
            _known = await Read(now, ct);
            _readAt = now;
            return _known;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Something changed here: the next page reads again.</summary>
    public void Forget() => _readAt = DateTime.MinValue;

    public void Dispose() => _gate.Dispose();

    private async Task<Announcements> Read(DateTime now, CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        var promotions = scope.ServiceProvider.GetRequiredService<ShopDb>().Promotions;
        var running = await promotions.AsNoTracking().Where(p => p.StartsAt <= now && (p.EndsAt == null || p.EndsAt > now) && (p.Limit == null || p.Used < p.Limit) && (p.Announcement != null || !p.NeedsCode))
            .OrderByDescending(p => p.Priority).ThenBy(p => p.CreatedAt).ToListAsync(ct);
        return new Announcements([.. running.Select(p => p.Announcement).OfType<string>().Take(MostLines)],
            [.. running.Where(p => !p.NeedsCode && !p.LowersPrices && p.Targets.Any(t => !t.Excluded)).Select(p => Offer.Of(p, null, OfferTrouble.None))]);
    }
}
