using System.Collections.Concurrent;

namespace Shop.Insights;

/// <summary>Keeps figures that took long to count for five minutes on this node; what is quick is counted anew each time.</summary>
public sealed class FigureShelf
{
    private const int Most = 200;
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(400), Keep = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (object Figures, DateTime Until)> _kept = [];

    public async Task<T> Get<T>(string key, TimeProvider clock, Func<Task<T>> count) where T : notnull
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (_kept.TryGetValue($"{typeof(T)} {key}", out var kept) && kept.Until > now) return (T)kept.Figures;
        var started = clock.GetTimestamp();
        var figures = await count();
        if (clock.GetElapsedTime(started) < Long) return figures;
        foreach (var old in _kept.Where(k => k.Value.Until <= now || _kept.Count > Most)) _kept.TryRemove(old);
        _kept[$"{typeof(T)} {key}"] = (figures, now + Keep);
        return figures;
    }
}
