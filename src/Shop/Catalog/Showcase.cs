using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Data;

namespace Shop.Catalog;

/// <summary>
/// What visitors may see, kept in this process's memory so that pages need not ask the database. It follows saved events at once,
/// those told by other nodes within seconds, and what was written past the events with the next comparison.
/// </summary>
public sealed class Showcase(IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    private static readonly string[] News = [typeof(ProductChanged).FullName!, typeof(StockTurned).FullName!];
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(15); // nodes' clocks differ, and deliveries take a moment to be committed

    private const int VeryMany = 10_000;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<Guid, DateTime> _told = [];
    private Dictionary<Guid, ListedProduct> _products = [];
    private readonly HashSet<Guid> _coming = []; // products that are not for everybody yet
    private Shown? _shown;
    private Fingerprint? _fingerprint;
    private DateTime? _followedTo;
    private long _edition;
    private readonly HashSet<Guid> _changed = [];
    private bool _stale;
    private long _quietUntil;

    /// <summary>What is on show now. The first asker waits until it is read; after a change the next asker gets the new one.</summary>
    public ValueTask<Assortment> Now(CancellationToken ct = default) => Ready is { } ready ? ValueTask.FromResult(ready.Everybodys) : new ValueTask<Assortment>(Arrange(s => s.Everybodys, ct));

    /// <summary>What somebody sees who sees new products so many hours before everybody.</summary>
    public ValueTask<Assortment> Now(int earlyHours, CancellationToken ct)
    {
        if (earlyHours <= 0) return Now(ct);
        return Ready is { } ready ? ValueTask.FromResult(ready.For(earlyHours, Clock)) : new ValueTask<Assortment>(Arrange(s => s.For(earlyHours, Clock), ct));
    }

    /// <summary>With the products that nobody may see yet.</summary>
    public ValueTask<Assortment> Everything(CancellationToken ct = default) => Ready is { } ready ? ValueTask.FromResult(ready.All) : new ValueTask<Assortment>(Arrange(s => s.All, ct));

    /// <summary>Whether anything was announced that is not for everybody yet: otherwise everybody sees the same.</summary>
    public bool AnythingComes => _coming.Count > 0;

    /// <summary>What was on show last for everybody, without asking the database; null before anybody asked.</summary>
    public Assortment? Known => _shown?.Everybodys;

    /// <summary>Reads these products again: changed, sold out, gone or new.</summary>
    public async Task Refresh(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        await _gate.WaitAsync(ct); // what is read later is shown later
        try
        {
            if (_shown is null) return; // nobody has looked yet: the first look reads everything
            foreach (var some in ids.Distinct().Chunk(200)) await Replace(some, ct);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Catches up with what other nodes were told. Called every second or so by each node.</summary>
    public async Task Follow(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var since = (_followedTo ?? now) - Overlap;
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        var told = await db.SavedEvents.AsNoTracking().Where(e => e.DeliveredAt >= since && News.Contains(e.Type)).Select(e => new { e.Id, e.Json, e.DeliveredAt }).ToListAsync(ct);
        var news = told.Where(e => !_told.ContainsKey(e.Id)).ToList();
        await Refresh([.. news.Select(e => System.Text.Json.JsonSerializer.Deserialize<About>(e.Json)!.ProductId)], ct);
        foreach (var e in news) _told[e.Id] = e.DeliveredAt!.Value;
        foreach (var old in _told.Where(t => t.Value < since).Select(t => t.Key).ToList()) _told.Remove(old);
        _followedTo = now;
    }

    /// <summary>Reads everything again if the database shows that something changed which nobody told. Returns whether it did.</summary>
    public async Task<bool> Compare(CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        var seen = await scope.ServiceProvider.GetRequiredService<ReadAssortment>().Fingerprint(ct);
        await _gate.WaitAsync(ct);
        try
        {
            if (_shown is null || _fingerprint is null) return false; // the first look reads everything
            if (seen == Counted() with { Categories = _fingerprint.Categories, Brands = _fingerprint.Brands }) return false;
            _shown = Shown.Of(await ReadAll(ct), _coming, _shown);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private DateTime Clock => clock.GetUtcNow().UtcDateTime;

    // The clock is looked at only while something is to come out.
    private Shown? Ready => _shown is { } shown && (!_stale || clock.GetTimestamp() < _quietUntil) && (shown.NextOut == DateTime.MaxValue || Clock < shown.NextOut) ? shown : null;

    private async Task<Assortment> Arrange(Func<Shown, Assortment> wanted, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            LetOut();
            if (_shown is { } known && !_stale) return wanted(known);
            var all = _shown is { } last
                ? last.All.With(++_edition, _changed, _products)
                : await ReadAll(ct);
            var arranged = Shown.Of(all, _coming, _shown);
            // Of very many, what pages were made of takes a while to be made again: then it is done a few times a second at most, and what is shown may be a moment old.
            _quietUntil = clock.GetTimestamp() + (_products.Count > VeryMany ? clock.TimestampFrequency / 4 : 0);
            _changed.Clear();
            _stale = false;
            return wanted(_shown = arranged);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<Assortment> ReadAll(CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        var read = scope.ServiceProvider.GetRequiredService<ReadAssortment>();
        _fingerprint = await read.Fingerprint(ct); // before the rest: what changes meanwhile is noticed at the next comparison
        _products = (await read.Products(null, ct)).ToDictionary(p => p.Id);
        _coming.Clear();
        _coming.UnionWith(_products.Values.Where(p => p.PublicFrom is not null).Select(p => p.Id));
        LetOut();
        _changed.Clear();
        _stale = false;
        return new Assortment(++_edition, _products.Values, await read.Categories(ct), await read.Brands(ct), await read.Attributes(ct));
    }

    private async Task Replace(Guid[] ids, CancellationToken ct)
    {
        using var scope = scopes.CreateScope();
        var read = (await scope.ServiceProvider.GetRequiredService<ReadAssortment>().Products(ids, ct)).ToDictionary(p => p.Id);
        foreach (var id in ids)
        {
            if (read.TryGetValue(id, out var product)) _products[id] = product;
            else _products.Remove(id);
            if (product?.PublicFrom is not null) _coming.Add(id);
            else _coming.Remove(id);
            _changed.Add(id);
        }
        _stale = true;
    }

    // What has come out is a changed product like any other: lists, pages and the index hear of it in the same way.
    private void LetOut()
    {
        if (_coming.Count == 0) return;
        var now = Clock;
        foreach (var id in _coming.Where(id => _products[id].PublicFrom <= now).ToList())
        {
            _products[id] = _products[id] with { PublicFrom = null };
            _coming.Remove(id);
            _changed.Add(id);
            _stale = true;
        }
    }

    private Fingerprint Counted() => new(_products.Count, _products.Values.Sum(p => (long)p.Version), _products.Values.Sum(p => (long)p.SoldLately),
        _products.Values.Sum(p => p.Variants.Count(v => v.InStock)), 0, 0);

    private sealed record About(Guid ProductId);
}
