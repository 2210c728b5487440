using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Imports.Goods;

/// <summary>One thing that is wrong with a row: where, what stands there, and what should.</summary>
public sealed record GoodsProblem(string Column, string Found, string Expected);

/// <summary>What a row says, as far as it could be read; null where it says nothing.</summary>
internal sealed record GoodsRow(int Row, string Sku)
{
    public string? ProductKey { get; init; }
    public string? Name { get; init; }
    public Money? Price { get; init; }
    public Money? OldPrice { get; init; }

    /// <summary>The old price is to go.</summary>
    public bool NoOldPrice { get; init; }
    public int? Stock { get; init; }
    public int? Weight { get; init; }
    public string? Barcode { get; init; }
    public IReadOnlyList<OptionChoice>? Options { get; init; }
    public Guid? CategoryId { get; init; }
    public Guid? BrandId { get; init; }
    public string? Summary { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string>? Tags { get; init; }
    public ProductStatus? Status { get; init; }
    public List<GoodsProblem> Problems { get; } = [];
    public bool IsBlank { get; init; }

    /// <summary>What it says of its product, to be compared with what other rows say of the same.</summary>
    public IEnumerable<(GoodsField Field, string Text)> OfProduct()
    {
        if (Name is not null) yield return (GoodsField.Name, Name);
        if (CategoryId is { } category) yield return (GoodsField.Category, category.ToString("N"));
        if (BrandId is { } brand) yield return (GoodsField.Maker, brand.ToString("N"));
        if (Summary is not null) yield return (GoodsField.Summary, Summary);
        if (Description is not null) yield return (GoodsField.Description, Description);
        if (Tags is not null) yield return (GoodsField.Tags, string.Join(';', Tags));
        if (Status is { } status) yield return (GoodsField.Status, status.ToString());
    }
}

/// <summary>Reads the cells of a file of goods, strictly: what cannot be read is told with its column, and never guessed.</summary>
internal sealed class GoodsReader
{
    private const string None = "none";
    private static readonly Dictionary<string, ProductStatus> Statuses = new(StringComparer.OrdinalIgnoreCase)
    {
        ["yes"] = ProductStatus.Active, ["active"] = ProductStatus.Active, ["published"] = ProductStatus.Active, ["true"] = ProductStatus.Active, ["1"] = ProductStatus.Active,
        ["not yet"] = ProductStatus.Draft, ["no"] = ProductStatus.Draft, ["draft"] = ProductStatus.Draft, ["false"] = ProductStatus.Draft, ["0"] = ProductStatus.Draft,
        ["no longer"] = ProductStatus.Archived, ["archived"] = ProductStatus.Archived,
    };

    private readonly GoodsMapping _mapping;
    private readonly IReadOnlyList<string> _headers;
    private readonly Currency _currency;
    private readonly Dictionary<string, Guid?> _categories;
    private readonly Dictionary<string, Guid?> _makers;

    private GoodsReader(GoodsRun run, Currency currency, Dictionary<string, Guid?> categories, Dictionary<string, Guid?> makers) =>
        (_mapping, _headers, _currency, _categories, _makers) = (run.Mapping, run.Headers, currency, categories, makers);

    public static async Task<GoodsReader> For(GoodsRun run, ShopDb db, Currency currency, CancellationToken ct)
    {
        var shelves = await db.Categories.AsNoTracking().Select(c => new { c.Id, c.ParentId, c.Name, c.Slug }).ToDictionaryAsync(c => c.Id, ct);
        var makers = await db.Brands.AsNoTracking().Select(b => new { b.Id, b.Name, b.Slug }).ToListAsync(ct);
        string PathOf(Guid id, int depth = 0) => depth < ArrangeCategories.Deepest && shelves[id] is { ParentId: { } parent } && parent != id && shelves.ContainsKey(parent) ? $"{PathOf(parent, depth + 1)}>{shelves[id].Name}" : shelves[id].Name;
        return new GoodsReader(run, currency, Known(shelves.Values.SelectMany(c => new[] { (c.Slug, c.Id), (c.Name, c.Id), (PathOf(c.Id), c.Id) })), Known(makers.SelectMany(b => new[] { (b.Slug, b.Id), (b.Name, b.Id) })));
    }

    public string HeaderOf(GoodsField field) => _mapping.ColumnOf(field) is { } column ? _headers[column] : GoodsFieldInfo.Of(field).Words;

    public GoodsRow Read(GoodsRawRow raw)
    {
        if (raw.IsBlank) return new GoodsRow(raw.Row, "") { IsBlank = true };
        var problems = new List<GoodsProblem>();
        if (raw.Cells.Count != _headers.Count) problems.Add(new GoodsProblem("", $"{raw.Cells.Count} columns", $"{_headers.Count} columns, as in the first row; a text with a separator in it stands between quotation marks"));
        string? Cell(GoodsField field) => _mapping.ColumnOf(field) is { } column && column < raw.Cells.Count && Plain(raw.Cells[column]) is { Length: > 0 } text ? Written(field, text) : null;
        void Wrong(GoodsField field, string found, string? expected = null) => problems.Add(new GoodsProblem(HeaderOf(field), found, expected ?? GoodsFieldInfo.Of(field).Expected));
        string? Written(GoodsField field, string text)
        {
            if (!text.Contains('\0', StringComparison.Ordinal)) return text;
            Wrong(field, "a character of no writing", "text");
            return null;
        }
        string? Text(GoodsField field, int most)
        {
            if (Cell(field) is not { } text) return null;
            if (text.Length <= most) return text;
            Wrong(field, $"{text.Length} characters");
            return null;
        }

        var sku = Text(GoodsField.Sku, Variant.SkuMaxLength);
        if (sku is null && problems.All(p => p.Column != HeaderOf(GoodsField.Sku))) Wrong(GoodsField.Sku, "nothing");
        var (old, noOld) = (Cell(GoodsField.OldPrice), false);
        if (old is not null && (old.Equals(None, StringComparison.OrdinalIgnoreCase) || Amount(old) == Money.Zero)) (old, noOld) = (null, true);
        var row = new GoodsRow(raw.Row, sku ?? "")
        {
            ProductKey = Cell(GoodsField.Product) is { } key ? Key(key, problems) : null,
            Name = Text(GoodsField.Name, Product.NameMaxLength), Price = Price(GoodsField.Price, Cell(GoodsField.Price), Wrong), OldPrice = Price(GoodsField.OldPrice, old, Wrong), NoOldPrice = noOld,
            Stock = Whole(GoodsField.Stock, Cell(GoodsField.Stock), Wrong), Weight = Grams(Cell(GoodsField.Weight), Wrong), Barcode = Text(GoodsField.Barcode, Variant.BarcodeMaxLength),
            Options = Choices(Cell(GoodsField.Options), Wrong), CategoryId = Find(_categories, GoodsField.Category, Cell(GoodsField.Category), Wrong), BrandId = Find(_makers, GoodsField.Maker, Cell(GoodsField.Maker), Wrong),
            Summary = Text(GoodsField.Summary, Product.SummaryMaxLength), Description = Text(GoodsField.Description, Product.DescriptionMaxLength), Tags = Words(Cell(GoodsField.Tags), Wrong), Status = Status(Cell(GoodsField.Status), Wrong),
        };
        row.Problems.AddRange(problems);
        return row;
    }

    // Each name once; one that two have is found by neither.
    private static Dictionary<string, Guid?> Known(IEnumerable<(string Name, Guid Id)> named)
    {
        var known = new Dictionary<string, Guid?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, id) in named) known[name] = known.TryGetValue(name, out var other) && other != id ? null : id;
        return known;
    }

    // What our own files put before a cell that a spreadsheet would take for a formula is taken off again.
    private static string Plain(string cell)
    {
        var text = cell.Trim();
        return text.Length > 1 && text[0] == '\'' && "=+-@".Contains(text[1]) ? text[1..] : text;
    }

    private string? Key(string text, List<GoodsProblem> problems)
    {
        var slug = Slugs.Of(text.StartsWith("/p/", StringComparison.Ordinal) ? text[3..] : text);
        if (slug.Length == 0) problems.Add(new GoodsProblem(HeaderOf(GoodsField.Product), text, "letters or digits"));
        return slug.Length == 0 ? null : slug;
    }

    private Money? Price(GoodsField field, string? text, Action<GoodsField, string, string?> wrong)
    {
        if (text is null) return null;
        if (Amount(text) is { } amount && amount >= Money.Zero && amount.Minor <= Variant.DearestMinor) return amount;
        wrong(field, text, null);
        return null;
    }

    // “12.50”, “12,50”, “€12.50”, “1 234,50”, “1,234.50”.
    private Money? Amount(string text)
    {
        var bare = text.Replace(_currency.Code, "", StringComparison.OrdinalIgnoreCase).Replace(_currency.Symbol, "", StringComparison.Ordinal);
        bare = new string([.. bare.Where(c => !char.IsWhiteSpace(c))]);
        var (point, comma) = (bare.LastIndexOf('.'), bare.LastIndexOf(','));
        if (point >= 0 && comma >= 0) bare = bare.Replace(point > comma ? "," : ".", "", StringComparison.Ordinal);
        bare = bare.Replace(',', '.');
        if (!decimal.TryParse(bare, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) || Math.Abs(amount) > 1_000_000_000_000m) return null;
        var minor = amount * _currency.UnitsPerWhole;
        return minor == decimal.Truncate(minor) ? new Money((long)minor) : null;
    }

    private static int? Whole(GoodsField field, string? text, Action<GoodsField, string, string?> wrong)
    {
        if (text is null) return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 10_000_000) return number;
        wrong(field, text, null);
        return null;
    }

    private static int? Grams(string? text, Action<GoodsField, string, string?> wrong)
    {
        if (text is null) return null;
        var kilos = text.EndsWith("kg", StringComparison.OrdinalIgnoreCase);
        var bare = (kilos ? text[..^2] : text.EndsWith('g') ? text[..^1] : text).Trim().Replace(',', '.');
        if (decimal.TryParse(bare, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= Variant.HeaviestGrams && decimal.Round(number * (kilos ? 1000 : 1)) is var grams && grams <= Variant.HeaviestGrams) return (int)grams;
        wrong(GoodsField.Weight, text, null);
        return null;
    }

    private static OptionChoice[]? Choices(string? text, Action<GoodsField, string, string?> wrong)
    {
        if (text is null) return null;
        var choices = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(c => c.Split([':', '='], 2, StringSplitOptions.TrimEntries)).ToList();
        if (choices.Count is > 0 and <= 3 && choices.All(c => c is [{ Length: > 0 and <= 40 }, { Length: > 0 and <= 80 }]) && choices.DistinctBy(c => c[0]).Count() == choices.Count)
        {
            OptionChoice[] read = [.. choices.Select(c => new OptionChoice(c[0], c[1]))];
            if (KeptList.LengthOf(read) is var length && length <= Variant.OptionsMaxLength) return read;
            wrong(GoodsField.Options, KeptList.Words(length), KeptList.AtMost(Variant.OptionsMaxLength));
            return null;
        }
        wrong(GoodsField.Options, text, null);
        return null;
    }

    private static Guid? Find(Dictionary<string, Guid?> known, GoodsField field, string? text, Action<GoodsField, string, string?> wrong)
    {
        if (text is null) return null;
        var name = string.Join('>', text.Split(['>', '›'], StringSplitOptions.TrimEntries));
        if (!known.TryGetValue(name, out var id)) wrong(field, text, null);
        else if (id is null) wrong(field, text, "one of its kind: two are called so, give the address");
        return id;
    }

    private static string[]? Words(string? text, Action<GoodsField, string, string?> wrong)
    {
        if (text is null) return null;
        string[] words = [.. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        if (KeptList.LengthOf(words) is var length && length <= Product.ListMaxLength) return words;
        wrong(GoodsField.Tags, KeptList.Words(length), KeptList.AtMost(Product.ListMaxLength));
        return null;
    }

    private static ProductStatus? Status(string? text, Action<GoodsField, string, string?> wrong)
    {
        if (text is null) return null;
        if (Statuses.TryGetValue(text, out var status)) return status;
        wrong(GoodsField.Status, text, null);
        return null;
    }
}
