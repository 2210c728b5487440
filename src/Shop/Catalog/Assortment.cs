using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Shop.Catalog;

/// <summary>
/// Everything visitors may see at one moment: it never changes, a change makes a new one. What is worked out from it can be kept with it.
/// One that differs in a few products is made from the one before, in a fraction of the time, and equals one that is made anew.
/// </summary>
public sealed class Assortment
{
    private const int MostRemembered = 2000;
    private const int MostAtOnce = 500;
    private const int MostDiffering = 2000;

    private readonly ListedProduct[] _products;
    private readonly Layered<string, ListedProduct> _bySlug;
    private readonly Layered<Guid, ListedProduct> _byId;
    private readonly ConcurrentDictionary<Guid, ListedProduct[]> _inCategory = new();
    private readonly ConcurrentDictionary<Guid, ListedProduct[]> _byBrand = new();
    private readonly News? _news;
    private readonly FrozenDictionary<string, ShownCategory> _categoriesBySlug;
    private readonly FrozenDictionary<Guid, ShownCategory> _categoriesById;
    private readonly FrozenDictionary<Guid, ShownBrand> _brandsById;
    private readonly FrozenDictionary<string, ShownBrand> _brandsBySlug;
    private readonly ILookup<Guid?, ShownCategory> _children;
    private readonly Lock _turning = new();
    private ConcurrentDictionary<object, object> _lately = new();
    private ConcurrentDictionary<object, object> _before = new();

    public Assortment(long edition, IEnumerable<ListedProduct> products, IEnumerable<ShownCategory> categories, IEnumerable<ShownBrand> brands, IEnumerable<ShownAttribute> attributes)
    {
        Edition = edition;
        _products = [.. products.OrderBy(p => !p.InStock).ThenByDescending(p => p.SoldLately).ThenByDescending(p => p.CautiousRating).ThenByDescending(p => p.PublishedAt).ThenBy(p => p.Id)];
        Categories = [.. categories.OrderBy(c => c.Position).ThenBy(c => c.Name, StringComparer.Ordinal)];
        Brands = [.. brands.OrderBy(b => b.Name, StringComparer.OrdinalIgnoreCase)];
        Attributes = [.. attributes.OrderBy(a => a.Position)];
        _byId = new(_products.Select(p => KeyValuePair.Create(p.Id, p)));
        _bySlug = new(ByAddress(_products));
        _categoriesBySlug = Categories.ToFrozenDictionary(c => c.Slug);
        _categoriesById = Categories.ToFrozenDictionary(c => c.Id);
        _brandsById = Brands.ToFrozenDictionary(b => b.Id);
        _brandsBySlug = Brands.ToFrozenDictionary(b => b.Slug);
        _children = Categories.ToLookup(c => c.ParentId);
    }

    private Assortment(long edition, Assortment before, IReadOnlyList<ProductChange> changes)
    {
        Edition = edition;
        (Categories, Brands, Attributes, _children) = (before.Categories, before.Brands, before.Attributes, before._children);
        (_categoriesBySlug, _categoriesById, _brandsById, _brandsBySlug) = (before._categoriesBySlug, before._categoriesById, before._brandsById, before._brandsBySlug);
        var earlier = before._news is { Length: < MostDiffering } ? before._news : null;
        _news = new News(before.Edition, [.. changes.Select(c => c.Id)], earlier, (earlier?.Length ?? 0) + 1);

        _products = Patched(before._products, changes);
        _byId = before._byId.With(changes.Select(c => (c.Id, c.Is)));
        _bySlug = before._bySlug.With(Addresses(before, changes));
        foreach (var (category, shelf) in before._inCategory)
        {
            var within = Within(category);
            _inCategory[category] = Patched(shelf, changes, p => p.CategoryId is { } id && within.Contains(id));
        }
        foreach (var (brand, shelf) in before._byBrand) _byBrand[brand] = Patched(shelf, changes, p => p.BrandId == brand);
        foreach (var (key, known) in before._before.Concat(before._lately))
            if (known is IFollowChanges follows && follows.Follow(changes, this) is { } now) _lately[key] = now;
    }

    /// <summary>Grows with each change.</summary>
    public long Edition { get; }

    /// <summary>The ones we recommend first: what can be had, sells and is liked. Sold out comes last.</summary>
    public IReadOnlyList<ListedProduct> Products => _products;
    public IReadOnlyList<ShownCategory> Categories { get; }
    public IReadOnlyList<ShownBrand> Brands { get; }
    public IReadOnlyList<ShownAttribute> Attributes { get; }

    public ListedProduct? Product(string slug) => _bySlug[slug];
    public ListedProduct? Product(Guid id) => _byId[id];
    public ShownCategory? Category(string slug) => _categoriesBySlug.GetValueOrDefault(slug);
    public ShownCategory? Category(Guid? id) => id is { } known ? _categoriesById.GetValueOrDefault(known) : null;
    public ShownBrand? Brand(string slug) => _brandsBySlug.GetValueOrDefault(slug);
    public ShownBrand? Brand(Guid? id) => id is { } known ? _brandsById.GetValueOrDefault(known) : null;
    public IReadOnlyList<ShownCategory> ChildrenOf(Guid? parent) => [.. _children[parent]];

    /// <summary>The products on a shelf and on the shelves standing in it, recommended first.</summary>
    public IReadOnlyList<ListedProduct> In(ShownCategory category) => _inCategory.GetOrAdd(category.Id, id =>
    {
        var within = Within(id);
        return [.. _products.Where(p => p.CategoryId is { } shelf && within.Contains(shelf))];
    });

    public IReadOnlyList<ListedProduct> By(ShownBrand brand) => _byBrand.GetOrAdd(brand.Id, id => [.. _products.Where(p => p.BrandId == id)]);

    /// <summary>The same with these products as they are now: changed, new, or gone when they are not in the list.</summary>
    public Assortment With(long edition, IReadOnlyCollection<Guid> changed, IReadOnlyDictionary<Guid, ListedProduct> now) => With(edition, changed, now.GetValueOrDefault, now.Values);

    /// <summary>The same, of another source.</summary>
    /// <param name="all">Everything there is now; asked for only where so much changed that making it anew is quicker.</param>
    internal Assortment With(long edition, IReadOnlyCollection<Guid> changed, Func<Guid, ListedProduct?> now, IEnumerable<ListedProduct> all)
    {
        if (changed.Count > MostAtOnce || _byId.Differing + changed.Count > MostDiffering || _bySlug.Differing > 2 * MostDiffering) return new Assortment(edition, all, Categories, Brands, Attributes);
        List<ProductChange> changes = [.. changed.Distinct().Select(id => new ProductChange(id, Product(id), now(id))).Where(c => c.Was is not null || c.Is is not null)];
        return changes.Count == 0 ? this : new Assortment(edition, this, changes);
    }

    /// <summary>The products that may differ from those of an earlier edition; null when nobody knows.</summary>
    public IReadOnlyCollection<Guid>? ChangedSince(long edition)
    {
        if (edition == Edition) return [];
        var changed = new HashSet<Guid>();
        for (var news = _news; news is not null; news = news.Before)
        {
            changed.UnionWith(news.Changed);
            if (news.Since == edition) return changed;
        }
        return null;
    }

    /// <summary>From the outermost shelf to this one.</summary>
    public IReadOnlyList<ShownCategory> PathTo(ShownCategory? category)
    {
        var path = new List<ShownCategory>();
        for (var at = category; at is not null && !path.Contains(at); at = Category(at.ParentId)) path.Insert(0, at);
        return path;
    }

    /// <summary>Works something out once for as long as nothing changes. What nobody asked for while some thousand other things were is worked out again.</summary>
    public T Remember<T>(object key, Func<T> make) where T : notnull
    {
        var lately = _lately;
        if (lately.TryGetValue(key, out var known)) return (T)known;
        if (!_before.TryGetValue(key, out known)) known = make();
        known = lately.GetOrAdd(key, known);
        if (lately.Count > MostRemembered) Turn(lately);
        return (T)known;
    }

    private void Turn(ConcurrentDictionary<object, object> full)
    {
        lock (_turning)
            if (_lately == full) (_before, _lately) = (full, new());
    }

    private HashSet<Guid> Within(Guid category)
    {
        var found = new HashSet<Guid> { category };
        var open = new Queue<Guid>([category]);
        while (open.TryDequeue(out var parent))
            foreach (var child in _children[parent])
                if (found.Add(child.Id)) open.Enqueue(child.Id);
        return found;
    }

    // The same list where nothing of it changed.
    private static ListedProduct[] Patched(ListedProduct[] list, IReadOnlyList<ProductChange> changes, Func<ListedProduct, bool>? belongs = null)
    {
        var gone = changes.Where(c => c.Was is { } was && belongs?.Invoke(was) != false).Select(c => Array.BinarySearch(list, c.Was!, Recommended.First)).ToHashSet();
        var come = changes.Select(c => c.Is).OfType<ListedProduct>().Where(p => belongs?.Invoke(p) != false).Order(Recommended.First).ToList();
        if (gone.Count == 0 && come.Count == 0) return list;

        var patched = new ListedProduct[list.Length - gone.Count + come.Count];
        var (from, to) = (0, 0);
        foreach (var product in come)
        {
            var place = ~Array.BinarySearch(list, product, Recommended.First);
            Copy(place < 0 ? ~place : place); // found: the same in all that decides its place
            patched[to++] = product;
        }
        Copy(list.Length);
        return patched;

        void Copy(int until)
        {
            foreach (var hole in gone.Where(g => g >= from && g < until).Order())
            {
                list.AsSpan(from, hole - from).CopyTo(patched.AsSpan(to));
                (to, from) = (to + hole - from, hole + 1);
            }
            list.AsSpan(from, until - from).CopyTo(patched.AsSpan(to));
            (to, from) = (to + until - from, until);
        }
    }

    private List<(string, ListedProduct?)> Addresses(Assortment before, IReadOnlyList<ProductChange> changes)
    {
        var addresses = new List<(string, ListedProduct?)>();
        var moved = new HashSet<string>();
        foreach (var (id, was, now) in changes)
        {
            if (was?.Slug == now?.Slug && before.Product(now!.Slug)?.Id == id) addresses.Add((now.Slug, now));
            else moved.UnionWith(new[] { was?.Slug, now?.Slug }.OfType<string>());
        }
        if (moved.Count == 0) return addresses;
        var found = ByAddress(_products.Where(p => moved.Contains(p.Slug)));
        addresses.AddRange(moved.Select(slug => (slug, found.GetValueOrDefault(slug))));
        return addresses;
    }

    // Two that exchange addresses are read one after the other: meanwhile the older one has it.
    private static Dictionary<string, ListedProduct> ByAddress(IEnumerable<ListedProduct> products)
    {
        var found = new Dictionary<string, ListedProduct>();
        foreach (var product in products)
            if (!found.TryGetValue(product.Slug, out var other) || product.Id.CompareTo(other.Id) < 0) found[product.Slug] = product;
        return found;
    }

    // What changed since the edition before, and what had changed before that, for as long as each was made from the one before.
    private sealed record News(long Since, IReadOnlyList<Guid> Changed, News? Before, int Length);

    // The order in which products are recommended; the same as that of a list made anew.
    private sealed class Recommended : IComparer<ListedProduct>
    {
        public static readonly Recommended First = new();

        public int Compare(ListedProduct? a, ListedProduct? b)
        {
            if (a!.InStock != b!.InStock) return a.InStock ? -1 : 1;
            if (a.SoldLately != b.SoldLately) return b.SoldLately.CompareTo(a.SoldLately);
            if (a.CautiousRating != b.CautiousRating) return b.CautiousRating.CompareTo(a.CautiousRating);
            if (a.PublishedAt != b.PublishedAt) return b.PublishedAt.CompareTo(a.PublishedAt);
            return a.Id.CompareTo(b.Id);
        }
    }
}

/// <summary>A product as it was and as it is; not being there is null.</summary>
internal sealed record ProductChange(Guid Id, ListedProduct? Was, ListedProduct? Is);

/// <summary>Something worked out from an assortment that can be brought to the next one without working it out anew.</summary>
internal interface IFollowChanges
{
    /// <summary>What the next assortment keeps instead; null when it has to be worked out anew.</summary>
    object? Follow(IReadOnlyList<ProductChange> changes, Assortment next);
}
