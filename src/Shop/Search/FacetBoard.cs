using Shop.Catalog;

namespace Shop.Search;

/// <summary>The properties of everything on show, numbered so that thousands of products are counted in well under a millisecond. Belongs to one assortment.</summary>
internal sealed class FacetBoard
{
    public const string Brand = "brand";
    public const string Category = "category";
    private static readonly string[] Reserved = [Brand, Category, "q", "sort", "page", "min", "max", "stock", "rating", "variant"];

    private readonly Dictionary<string, int> _facetByKey = [];
    private readonly Dictionary<(int Facet, string Key), int> _valueByKey = [];
    private readonly Dictionary<(int Facet, string Name), int> _valueByName = [];
    private readonly Dictionary<Guid, Row> _rows = [];
    private readonly List<(string Key, string Name, int Position)> _facets = [];
    private readonly List<(int Facet, string Key, string Name, string? Swatch)> _values = [];

    private FacetBoard(Assortment assortment)
    {
        FacetOf(Category, "Category", -1);
        foreach (var product in assortment.Products) _rows[product.Id] = RowOf(product, assortment);
    }

    public static FacetBoard Of(Assortment assortment) => assortment.Remember("facets", () => new FacetBoard(assortment));

    public IReadOnlyList<(string Key, string Name, int Position)> Facets => _facets;
    public IReadOnlyList<(int Facet, string Key, string Name, string? Swatch)> Values => _values;

    public Row this[ListedProduct product] => _rows[product.Id];

    public int? Facet(string key) => _facetByKey.TryGetValue(key, out var facet) ? facet : null;

    public int? Value(int facet, string key) => _valueByKey.TryGetValue((facet, key), out var value) ? value : null;

    private Row RowOf(ListedProduct product, Assortment assortment)
    {
        var whole = new List<int>();
        if (assortment.Category(product.CategoryId) is { } category) whole.Add(ValueOf(FacetOf(Category, "Category", -1), category.Slug, category.Name, null));
        if (assortment.Brand(product.BrandId) is { } brand) whole.Add(ValueOf(FacetOf(Brand, "Maker", 200), brand.Slug, brand.Name, null));
        foreach (var attribute in product.Attributes)
            if (assortment.Attributes.FirstOrDefault(a => a.Code == attribute.Code) is { Filterable: true } known)
                whole.Add(ValueOf(FacetOf(Free(known.Code), known.Name, 300 + known.Position), null, attribute.Value, null));

        return new Row([.. whole.Distinct()], [.. product.Variants.Select(v => new Article(
            [.. v.Options.Select((o, i) => ValueOf(FacetOf(Free(KeyOf(o.Option)), o.Option, i), null, o.Value, o.Swatch)).Distinct()], v.Price.Minor, v.InStock))]);
    }

    private int FacetOf(string key, string name, int position)
    {
        if (_facetByKey.TryGetValue(key, out var known)) return known;
        _facets.Add((key, name, position));
        return _facetByKey[key] = _facets.Count - 1;
    }

    private int ValueOf(int facet, string? key, string name, string? swatch)
    {
        if (_valueByName.TryGetValue((facet, name), out var known)) return known;
        key ??= KeyOf(name);
        if (_valueByKey.ContainsKey((facet, key))) key = name; // two names that are written alike in addresses
        _values.Add((facet, key, name, swatch));
        return _valueByName[(facet, name)] = _valueByKey[(facet, key)] = _values.Count - 1;
    }

    private static string KeyOf(string name) => Slugs.Of(name) is { Length: > 0 } slug ? slug : name;

    private static string Free(string key) => Reserved.Contains(key) ? "a-" + key : key;

    /// <summary>The values of a product as a whole, and those of each of its articles.</summary>
    internal sealed record Row(int[] Values, Article[] Articles);

    internal sealed record Article(int[] Values, long Price, bool InStock);
}
