using System.Collections.Concurrent;

namespace Shop.Catalog;

/// <summary>
/// What is on show at one moment, for everybody and for who sees what comes out so many hours earlier. Each view is made once, from the one before it;
/// while nothing is to come out there is one for all.
/// </summary>
internal sealed class Shown
{
    private const int MostViews = 32; // a tier each

    private readonly List<ListedProduct> _coming;
    private readonly ConcurrentDictionary<int, View> _views = new();
    private readonly Lock _making = new();

    private Shown(Assortment all, List<ListedProduct> coming, Shown? before)
    {
        (All, _coming) = (all, coming);
        NextOut = coming.Count == 0 ? DateTime.MaxValue : coming.Min(p => p.PublicFrom!.Value);
        Public = Make(0, [.. coming.Select(p => p.Id)], NextOut, before?.Public);
        if (before is not null && coming.Count > 0)
            foreach (var (hours, view) in before._views) _views[hours] = view; // out of date, but quicker to follow than to begin anew
    }

    public Assortment All { get; }

    /// <summary>When the next product is for everybody, and this is over.</summary>
    public DateTime NextOut { get; }

    public Assortment Everybodys => Public.Seen;

    private View Public { get; }

    public static Shown Of(Assortment all, IReadOnlyCollection<Guid> coming, Shown? before) => new(all, [.. coming.Select(all.Product).OfType<ListedProduct>()], before);

    public Assortment For(int hours, DateTime now)
    {
        if (_coming.Count == 0) return All;
        if (_views.TryGetValue(hours, out var known) && known.Of == All && now < known.Until && now >= known.Since) return known.Seen;
        lock (_making)
        {
            var before = _views.GetValueOrDefault(hours);
            if (before is not null && before.Of == All && now < before.Until && now >= before.Since) return before.Seen;
            var hidden = _coming.Where(p => p.PublicFrom!.Value.AddHours(-hours) > now).ToList();
            var until = hidden.Count == 0 ? NextOut : hidden.Min(p => p.PublicFrom!.Value.AddHours(-hours));
            var view = (hidden.Count == _coming.Count ? Public with { Until = until } : Make(hours, [.. hidden.Select(p => p.Id)], until, before)) with { Since = now };
            if (_views.Count >= MostViews) _views.Clear();
            return (_views[hours] = view).Seen;
        }
    }

    private View Make(int hours, HashSet<Guid> hidden, DateTime until, View? before)
    {
        if (hidden.Count == 0) return new View(All, All, hidden, until);
        var visible = All.Products.Where(p => !hidden.Contains(p.Id));
        ListedProduct? Now(Guid id) => hidden.Contains(id) ? null : All.Product(id);
        if (before is null || All.ChangedSince(before.Of.Edition) is not { } changed) return new View(All, All.With(All.Edition, hidden, Now, visible), hidden, until);
        return new View(All, before.Seen.With(All.Edition, [.. changed, .. hidden.Except(before.Hidden), .. before.Hidden.Except(hidden)], Now, visible), hidden, until);
    }

    private sealed record View(Assortment Of, Assortment Seen, HashSet<Guid> Hidden, DateTime Until)
    {
        public DateTime Since { get; init; } = DateTime.MinValue;
    }
}
