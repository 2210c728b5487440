namespace Shop.Imports.Goods;

/// <summary>What a column of a file of goods can hold.</summary>
public enum GoodsField { Sku, Product, Name, Price, OldPrice, Stock, Weight, Barcode, Options, Category, Maker, Summary, Description, Tags, Status }

/// <summary>What is known of each: how people call it, how files call it, and what stands in its cells.</summary>
public sealed record GoodsFieldInfo(GoodsField Field, string Words, string Expected, string[] Names)
{
    public static IReadOnlyList<GoodsFieldInfo> All { get; } =
    [
        new(GoodsField.Sku, "Article number", "an article number of at most 60 characters", ["sku", "articlenumber", "articleno", "article", "variantsku", "itemno", "itemnumber", "itemcode", "productcode", "code", "stockcode", "artikelnummer", "varenummer"]),
        new(GoodsField.Product, "Product it belongs to", "what all articles of one product share, such as its address", ["handle", "product", "productaddress", "address", "slug", "parent", "parentsku", "group", "urlkey"]),
        new(GoodsField.Name, "Name", "a name of at most 200 characters", ["name", "title", "productname", "itemname", "bezeichnung", "varenavn", "navn"]),
        new(GoodsField.Price, "Price", "an amount like 12.50", ["price", "variantprice", "unitprice", "regularprice", "preis", "pris"]),
        new(GoodsField.OldPrice, "Old price", "an amount above the price, or “none” to take it away", ["oldprice", "compareat", "compareatprice", "variantcompareatprice", "rrp", "msrp", "before", "listprice"]),
        new(GoodsField.Stock, "In stock", "a whole number from 0", ["stock", "instock", "left", "quantity", "qty", "inventory", "variantinventoryqty", "onhand", "lager", "antall", "bestand"]),
        new(GoodsField.Weight, "Weight", "grams, like 350, or kilograms, like 0.35 kg", ["weight", "grams", "variantgrams", "weightgrams", "gewicht", "vekt"]),
        new(GoodsField.Barcode, "Barcode", "at most 20 characters", ["barcode", "ean", "gtin", "upc", "variantbarcode", "isbn"]),
        new(GoodsField.Options, "Options", "like “Colour: Moss; Size: L”", ["options", "option", "variant", "variantoptions"]),
        new(GoodsField.Category, "Category", "a category of the shop: its name, its address or the way to it", ["category", "categories", "productcategory", "shelf", "kategorie", "kategori", "type"]),
        new(GoodsField.Maker, "Maker", "a maker of the shop: the name or the address", ["maker", "brand", "vendor", "manufacturer", "supplier", "hersteller", "merke"]),
        new(GoodsField.Summary, "In one sentence", "at most 300 characters", ["summary", "shortdescription", "subtitle", "excerpt"]),
        new(GoodsField.Description, "Description", "at most 8000 characters", ["description", "body", "bodyhtml", "longdescription", "text", "beschreibung", "beskrivelse"]),
        new(GoodsField.Tags, "Tags", "words with semicolons between", ["tags", "keywords", "labels"]),
        new(GoodsField.Status, "In the shop", "yes, not yet or no longer", ["intheshop", "status", "published", "active", "visible", "state"]),
    ];

    public static GoodsFieldInfo Of(GoodsField field) => All.First(f => f.Field == field);

    /// <summary>Whether a product has it, and not each of its articles.</summary>
    public bool OfProduct => Field is GoodsField.Name or GoodsField.Category or GoodsField.Maker or GoodsField.Summary or GoodsField.Description or GoodsField.Tags or GoodsField.Status;
}

/// <summary>Which column holds what. A column is used once.</summary>
public sealed record GoodsMapping(IReadOnlyDictionary<GoodsField, int> Columns)
{
    public static readonly GoodsMapping None = new(new Dictionary<GoodsField, int>());

    public int? ColumnOf(GoodsField field) => Columns.TryGetValue(field, out var column) ? column : null;

    public GoodsField? FieldOf(int column) => Columns.Where(c => c.Value == column).Select(c => (GoodsField?)c.Key).FirstOrDefault();

    /// <summary>Guesses by what the columns are called.</summary>
    public static GoodsMapping Guess(IReadOnlyList<string> headers)
    {
        var bare = headers.Select(Bare).ToList();
        var found = new Dictionary<GoodsField, int>();
        foreach (var info in GoodsFieldInfo.All)
            if (info.Names.Select(n => bare.IndexOf(n)).FirstOrDefault(i => i >= 0 && !found.ContainsValue(i), -1) is >= 0 and var at) found[info.Field] = at;
        return new GoodsMapping(found);
    }

    /// <summary>The same columns in another file, by their names; those it lacks are left out.</summary>
    public static GoodsMapping ByNames(IReadOnlyDictionary<GoodsField, string> names, IReadOnlyList<string> headers)
    {
        var bare = headers.Select(Bare).ToList();
        return new GoodsMapping(names.Select(n => (n.Key, At: bare.IndexOf(Bare(n.Value)))).Where(n => n.At >= 0).DistinctBy(n => n.At).ToDictionary(n => n.Key, n => n.At));
    }

    private static string Bare(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);
}
