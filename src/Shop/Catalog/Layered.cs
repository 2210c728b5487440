using System.Collections.Frozen;

namespace Shop.Catalog;

/// <summary>A dictionary that never changes, and of which one that differs in a few entries is made without copying the others.</summary>
internal sealed class Layered<TKey, TValue> where TKey : notnull where TValue : class
{
    private readonly FrozenDictionary<TKey, TValue> _most;
    private readonly Dictionary<TKey, TValue?>? _differing; // null: not there any more

    public Layered(IEnumerable<KeyValuePair<TKey, TValue>> entries) => _most = entries.ToFrozenDictionary();

    private Layered(FrozenDictionary<TKey, TValue> most, Dictionary<TKey, TValue?> differing) => (_most, _differing) = (most, differing);

    /// <summary>How many entries are not where they are found quickest. Beyond some thousands it pays to begin anew.</summary>
    public int Differing => _differing?.Count ?? 0;

    public TValue? this[TKey key] => _differing is not null && _differing.TryGetValue(key, out var value) ? value : _most.GetValueOrDefault(key);

    /// <summary>The same with these entries as they are now; null takes one out.</summary>
    public Layered<TKey, TValue> With(IEnumerable<(TKey Key, TValue? Value)> changed)
    {
        var differing = _differing is null ? [] : new Dictionary<TKey, TValue?>(_differing);
        foreach (var (key, value) in changed) differing[key] = value;
        return new Layered<TKey, TValue>(_most, differing);
    }
}
