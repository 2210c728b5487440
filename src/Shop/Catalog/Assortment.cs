using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Shop.Catalog;

/// <summary>Everything visitors may see at one moment: it never changes, a change makes a new one. What is worked out from it can be kept with it.</summary>
public sealed class Assortment
{
    private const int MostRemembered = 2000;

    private readonly FrozenDictionary<string, ListedProduct> _bySlug;
    private readonly FrozenDictionary<Guid, ListedProduct> _byId;
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
        Products = [.. products.OrderBy(p => !p.InStock).ThenByDescending(p => p.SoldLately).ThenByDescending(p => p.CautiousRating).ThenByDescending(p => p.PublishedAt).ThenBy(p => p.Id)];
        Categories = [.. categories.OrderBy(c => c.Position).ThenBy(c => c.Name, StringComparer.Ordinal)];
        Brands = [.. brands.OrderBy(b => b.Name, StringComparer.OrdinalIgnoreCase)];
        Attributes = [.. attributes.OrderBy(a => a.Position)];
        _byId = Products.ToFrozenDictionary(p => p.Id);
        _bySlug = Products.DistinctBy(p => p.Slug).ToFrozenDictionary(p => p.Slug); // two that exchange addresses are read one after the other
        _categoriesBySlug = Categories.ToFrozenDictionary(c => c.Slug);
        _categoriesById = Categories.ToFrozenDictionary(c => c.Id);
        _brandsById = Brands.ToFrozenDictionary(b => b.Id);
        _brandsBySlug = Brands.ToFrozenDictionary(b => b.Slug);
        _children = Categories.ToLookup(c => c.ParentId);
    }

    /// <summary>Grows with each change.</summary>
    public long Edition { get; }

    /// <summary>The ones we recommend first: what can be had, sells and is liked. Sold out comes last.</summary>
    public IReadOnlyList<ListedProduct> Products { get; }
    public IReadOnlyList<ShownCategory> Categories { get; }
    public IReadOnlyList<ShownBrand> Brands { get; }
    public IReadOnlyList<ShownAttribute> Attributes { get; }

    public ListedProduct? Product(string slug) => _bySlug.GetValueOrDefault(slug);
    public ListedProduct? Product(Guid id) => _byId.GetValueOrDefault(id);
    public ShownCategory? Category(string slug) => _categoriesBySlug.GetValueOrDefault(slug);
    public ShownCategory? Category(Guid? id) => id is { } known ? _categoriesById.GetValueOrDefault(known) : null;
    public ShownBrand? Brand(string slug) => _brandsBySlug.GetValueOrDefault(slug);
    public ShownBrand? Brand(Guid? id) => id is { } known ? _brandsById.GetValueOrDefault(known) : null;
    public IReadOnlyList<ShownCategory> ChildrenOf(Guid? parent) => [.. _children[parent]];

    /// <summary>The products on a shelf and on the shelves standing in it, recommended first.</summary>
    public IReadOnlyList<ListedProduct> In(ShownCategory category) => Remember(("category", category.Id), () =>
    {
        var within = Within(category);
        return (IReadOnlyList<ListedProduct>)[.. Products.Where(p => p.CategoryId is { } id && within.Contains(id))];
    });

    public IReadOnlyList<ListedProduct> By(ShownBrand brand) =>
        Remember(("brand", brand.Id), () => (IReadOnlyList<ListedProduct>)[.. Products.Where(p => p.BrandId == brand.Id)]);

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

    private HashSet<Guid> Within(ShownCategory category)
    {
        var found = new HashSet<Guid> { category.Id };
        var open = new Queue<Guid>([category.Id]);
        while (open.TryDequeue(out var parent))
            foreach (var child in _children[parent])
                if (found.Add(child.Id)) open.Enqueue(child.Id);
        return found;
    }
}
