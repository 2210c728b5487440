using Shop.Catalog;

namespace Shop.Search;

/// <summary>The properties of everything on show, numbered so that thousands of products are counted in well under a millisecond. Belongs to one assortment.</summary>
internal sealed class FacetBoard : IFollowChanges
{
    public const string Brand = "brand";
    public const string Category = "category";
    private const int Unknown = -1;
    private static readonly string[] Reserved = [Brand, Category, "q", "sort", "page", "min", "max", "stock", "rating", "variant"];

    private readonly Dictionary<string, int> _facetByKey = [];
    private readonly Dictionary<(int Facet, string Key), int> _valueByKey = [];
    private readonly Dictionary<(int Facet, string Name), int> _valueByName = [];
    private readonly List<(string Key, string Name, int Position)> _facets = [];
    private readonly List<(int Facet, string Key, string Name, string? Swatch)> _values = [];
    private readonly Dictionary<string, int> _facetByOption = [];
    private readonly Dictionary<string, ShownAttribute> _attributes;
    private readonly Layered<Guid, Row> _rows;
    private readonly int[] _products; // by value: how many have it
    private readonly bool _complete;
    private bool _mixed;

    // By identity, not by rank: what is called how does not depend on what sells.
    private FacetBoard(Assortment assortment)
    {
        _attributes = assortment.Attributes.Where(a => a.Filterable).DistinctBy(a => a.Code).ToDictionary(a => a.Code);
        FacetOf(Category, "Category", -1);
        var rows = assortment.Products.OrderBy(p => p.Id).Select(p => KeyValuePair.Create(p.Id, RowOf(p, assortment)!)).ToList();
        _rows = new(rows);
        _products = new int[_values.Count];
        foreach (var (_, row) in rows) Count(row, 1);
        _complete = true;
    }

    private FacetBoard(FacetBoard before, Layered<Guid, Row> rows, int[] products)
    {
        (_facetByKey, _valueByKey, _valueByName, _facets, _values) = (before._facetByKey, before._valueByKey, before._valueByName, before._facets, before._values);
        (_facetByOption, _attributes, _mixed, _complete) = (before._facetByOption, before._attributes, before._mixed, true);
        (_rows, _products) = (rows, products);
    }

    public static FacetBoard Of(Assortment assortment) => assortment.Remember("facets", () => new FacetBoard(assortment));

    public IReadOnlyList<(string Key, string Name, int Position)> Facets => _facets;
    public IReadOnlyList<(int Facet, string Key, string Name, string? Swatch)> Values => _values;

    public Row this[ListedProduct product] => _rows[product.Id]!;

    public int? Facet(string key) => _facetByKey.TryGetValue(key, out var facet) ? facet : null;

    public int? Value(int facet, string key) => _valueByKey.TryGetValue((facet, key), out var value) ? value : null;

    /// <summary>Knows the changed products anew, as long as no property is seen for the first time and none for the last: those change the numbers of all.</summary>
    public object? Follow(IReadOnlyList<ProductChange> changes, Assortment next)
    {
        if (_mixed && !changes.All(c => c.Was is { } was && c.Is is { } now && HasSameProperties(was, now))) return null;
        var rows = new List<(Guid, Row?)>(changes.Count);
        var board = new FacetBoard(this, _rows, [.. _products]);
        foreach (var (id, was, now) in changes)
        {
            var row = now is null ? null : RowOf(now, next);
            if (now is not null && row is null) return null;
            if (was is not null) board.Count(_rows[id]!, -1);
            if (row is not null) board.Count(row, 1);
            rows.Add((id, row));
        }
        return board._products.AsSpan().Contains(0) ? null : new FacetBoard(this, _rows.With(rows), board._products);
    }

    private static bool HasSameProperties(ListedProduct was, ListedProduct now) =>
        was.CategoryId == now.CategoryId && was.BrandId == now.BrandId && was.Attributes.SequenceEqual(now.Attributes)
        && was.Variants.Count == now.Variants.Count && was.Variants.Zip(now.Variants).All(v => v.First.Options.SequenceEqual(v.Second.Options));

    private void Count(Row row, int more)
    {
        foreach (var value in row.Values) _products[value] += more;
        foreach (var article in row.Articles)
            foreach (var value in article.Values) _products[value] += more;
    }

    // Null when it has a property that a complete board does not know.
    private Row? RowOf(ListedProduct product, Assortment assortment)
    {
        var whole = new List<int>();
        if (assortment.Category(product.CategoryId) is { } category) whole.Add(ValueOf(FacetOf(Category, "Category", -1), category.Slug, category.Name, null));
        if (assortment.Brand(product.BrandId) is { } brand) whole.Add(ValueOf(FacetOf(Brand, "Maker", 200), brand.Slug, brand.Name, null));
        foreach (var attribute in product.Attributes)
            if (_attributes.TryGetValue(attribute.Code, out var known)) whole.Add(ValueOf(FacetOf(Free(known.Code), known.Name, 300 + known.Position), null, attribute.Value, null));

        var row = new Row([.. whole.Distinct()], [.. product.Variants.Select(v => new Article([.. v.Options.Select((o, i) => ValueOf(FacetOf(o.Option, i), null, o.Value, o.Swatch)).Distinct()], v.Price.Minor, v.InStock))]);
        return row.Values.Contains(Unknown) || row.Articles.Any(a => a.Values.Contains(Unknown)) ? null : row;
    }

    private int FacetOf(string option, int position)
    {
        if (_facetByOption.TryGetValue(option, out var known))
            return _facets[known].Position == position ? known : Mixed(known);
        var facet = FacetOf(Free(KeyOf(option)), option, position);
        return _complete ? facet : _facetByOption[option] = facet;
    }

    private int FacetOf(string key, string name, int position)
    {
        if (_facetByKey.TryGetValue(key, out var known))
            return _facets[known].Name == name && _facets[known].Position == position ? known : Mixed(known);
        if (_complete) return Unknown;
        _facets.Add((key, name, position));
        return _facetByKey[key] = _facets.Count - 1;
    }

    private int ValueOf(int facet, string? key, string name, string? swatch)
    {
        if (_valueByName.TryGetValue((facet, name), out var known))
            return _values[known].Swatch == swatch ? known : Mixed(known);
        if (_complete) return Unknown;
        key ??= KeyOf(name);
        if (_valueByKey.ContainsKey((facet, key))) (key, _mixed) = (name, true); // two names that are written alike in addresses
        _values.Add((facet, key, name, swatch));
        return _valueByName[(facet, name)] = _valueByKey[(facet, key)] = _values.Count - 1;
    }

    // The same, but said differently by two products: the first of them counts.
    private int Mixed(int known)
    {
        if (_complete) return _mixed ? known : Unknown;
        _mixed = true;
        return known;
    }

    private static string KeyOf(string name) => Slugs.Of(name) is { Length: > 0 } slug ? slug : name;

    private static string Free(string key) => Reserved.Contains(key) ? "a-" + key : key;

    /// <summary>The values of a product as a whole, and those of each of its articles.</summary>
    internal sealed record Row(int[] Values, Article[] Articles);

    internal sealed record Article(int[] Values, long Price, bool InStock);
}
