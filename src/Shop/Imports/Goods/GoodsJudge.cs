using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Imports.Goods;

/// <summary>What becomes of a row, and what of the shop it is about.</summary>
internal sealed record GoodsVerdict(GoodsRow Row, GoodsFate Fate, string Slug)
{
    public Guid? VariantId { get; init; }
    public Guid? ProductId { get; init; }

    /// <summary>How many are on hand before, where the row changes it; null where nobody counts yet.</summary>
    public int? OnHand { get; init; }
    public bool ChangesProduct { get; init; }
    public bool ChangesArticle { get; init; }
    public bool ChangesStock { get; init; }
    public string Note { get; init; } = "";
}

/// <summary>Says what becomes of each row, by what the shop knows and what the rows before said. Writes nothing, and says the same whether rows before were brought in or only looked at.</summary>
internal sealed class GoodsJudge(ShopDb db, GoodsReader reader, GoodsTerms terms, Currency currency)
{
    private readonly Dictionary<string, int> _rowOf = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SaidOfProduct> _said = new(StringComparer.Ordinal);

    /// <summary>The articles whose stock these rows tell.</summary>
    public IReadOnlyList<string> Counted(IReadOnlyList<GoodsRawRow> raw) => [.. raw.Select(reader.Read).Where(r => r.Stock is not null && r.Sku.Length > 0).Select(r => r.Sku).Distinct()];

    public async Task<IReadOnlyList<GoodsVerdict>> Of(IReadOnlyList<GoodsRawRow> raw, CancellationToken ct)
    {
        var rows = raw.Select(reader.Read).ToList();
        var skus = rows.Where(r => r.Sku.Length > 0).Select(r => r.Sku).Distinct().ToList();
        var slugs = rows.Select(SlugOf).Concat(rows.Select(r => LongSlug(r))).Where(s => s.Length > 0).Distinct().ToList();
        var known = await Known(skus, ct);
        var bySlug = await db.Products.AsNoTracking().Where(p => slugs.Contains(p.Slug)).Select(p => new KnownProduct(p.Id, p.Slug, p.Name, p.Summary, p.Description, p.CategoryId, p.BrandId, p.Status, p.Tags, p.Variants.Count)).ToDictionaryAsync(p => p.Slug, ct);
        // What the rows of this step say counts for the rows after them only when the step is told to be done.
        var fresh = new Fresh();
        var verdicts = rows.Select(row => Judge(row, known, bySlug, fresh)).ToList();
        _waiting = fresh;
        return verdicts;
    }

    /// <summary>The rows judged last are done: those that follow are judged by them too.</summary>
    public void Note()
    {
        foreach (var (sku, row) in _waiting.RowOf) _rowOf[sku] = row;
        foreach (var (slug, said) in _waiting.Said) _said[slug] = said;
        _waiting = new Fresh();
    }

    private Fresh _waiting = new();

    private GoodsVerdict Judge(GoodsRow row, Dictionary<string, KnownArticle> known, Dictionary<string, KnownProduct> bySlug, Fresh fresh)
    {
        if (row.IsBlank) return new GoodsVerdict(row, GoodsFate.Skip, "") { Note = "The row is empty." };
        if (row.Sku.Length > 0)
        {
            if (fresh.RowOf.TryGetValue(row.Sku, out var before) || _rowOf.TryGetValue(row.Sku, out before)) row.Problems.Add(new GoodsProblem(reader.HeaderOf(GoodsField.Sku), row.Sku, $"each article once; row {before} has it already"));
            else fresh.RowOf[row.Sku] = row.Row;
        }
        return known.TryGetValue(row.Sku, out var article) ? Known(row, article, fresh) : New(row, bySlug, fresh);
    }

    private GoodsVerdict Known(GoodsRow row, KnownArticle article, Fresh fresh)
    {
        var product = article.Product;
        if (row.ProductKey is { } key && key != product.Slug) Wrong(row, GoodsField.Product, key, $"{product.Slug}, to which this article belongs");
        var (price, old) = (row.Price ?? article.Price, row.NoOldPrice ? null : row.OldPrice ?? article.OldPrice);
        CheckOld(row, price, old);
        if (row.Stock < article.Reserved) Wrong(row, GoodsField.Stock, $"{row.Stock}", $"at least {article.Reserved}, because so many are promised to orders");
        if (row.Status == ProductStatus.Draft && product.Status != ProductStatus.Draft) Wrong(row, GoodsField.Status, "not yet", "yes or no longer, because it was in the shop already");
        var said = Compare(row, product.Slug, product, fresh);
        if (row.Problems.Count > 0) return new GoodsVerdict(row, GoodsFate.Error, product.Slug);

        var changes = new List<string>();
        void Differs<T>(string what, T before, T after, Func<T, string> words)
        {
            if (!EqualityComparer<T>.Default.Equals(before, after)) changes.Add($"{what} {words(before)} → {words(after)}");
        }
        Differs("price", article.Price, price, p => currency.Format(p));
        Differs("old price", article.OldPrice, old, p => p is { } amount ? currency.Format(amount) : "none");
        Differs("weight", article.Weight, row.Weight ?? article.Weight, w => $"{w} g");
        Differs("barcode", article.Barcode, row.Barcode ?? article.Barcode, b => b ?? "none");
        if (row.Options is { } options && !options.Select(o => (o.Option, o.Value)).SequenceEqual(article.Options.Select(o => (o.Option, o.Value)))) changes.Add("options");
        var ofArticle = changes.Count > 0;
        var counts = row.Stock is { } stock && stock != article.OnHand;
        if (counts) changes.Add($"in stock {article.OnHand ?? 0} → {row.Stock}");
        var before = changes.Count;
        changes.AddRange(OfProduct(row, product, said));
        var ofProduct = changes.Count > before;
        Remember(fresh, product.Slug, said);
        var fate = changes.Count == 0 ? GoodsFate.Unchanged : terms.ChangeKnown ? GoodsFate.Update : GoodsFate.Skip;
        return new GoodsVerdict(row, fate, product.Slug)
        {
            VariantId = article.Id, ProductId = product.Id, OnHand = article.OnHand, ChangesArticle = ofArticle, ChangesStock = counts, ChangesProduct = ofProduct,
            Note = fate == GoodsFate.Skip ? "The shop has it, and what it has is not to be changed." : Short(string.Join(", ", changes)),
        };
    }

    private GoodsVerdict New(GoodsRow row, Dictionary<string, KnownProduct> bySlug, Fresh fresh)
    {
        var slug = SlugOf(row);
        // Without a column that says what belongs together each article is a product of its own, and finds an address nobody has.
        if (row.ProductKey is null && (bySlug.ContainsKey(slug) || Said(slug, fresh) is not null)) slug = LongSlug(row);
        var product = bySlug.GetValueOrDefault(slug);
        var said = Compare(row, slug, product, fresh);
        var isMore = product is not null || Said(slug, fresh) is { IsNew: true };
        if (row.Name is null && !isMore && row.Problems.All(p => p.Column != reader.HeaderOf(GoodsField.Name))) Wrong(row, GoodsField.Name, "nothing", "a name, because the article is new");
        if (row.ProductKey is null && isMore && row.Sku.Length > 0) Wrong(row, GoodsField.Name, row.Name ?? "nothing", "another name, or a column that says to which product the article belongs");
        if (row.Price is null && row.Problems.All(p => p.Column != reader.HeaderOf(GoodsField.Price))) Wrong(row, GoodsField.Price, "nothing", "a price, because the article is new");
        if (row.Price is { } price) CheckOld(row, price, row.OldPrice);
        if (product is not null && row.Status == ProductStatus.Draft && product.Status != ProductStatus.Draft) Wrong(row, GoodsField.Status, "not yet", "yes or no longer, because it was in the shop already");
        if (said.Articles >= Product.MostArticles) Wrong(row, GoodsField.Product, slug, $"a product with fewer than {Product.MostArticles:N0} articles: it has no room for more");
        if (row.Problems.Count > 0) return new GoodsVerdict(row, GoodsFate.Error, slug);
        if (!terms.AddNew) return new GoodsVerdict(row, GoodsFate.Skip, slug) { Note = "The shop does not know it, and nothing new is to be added." };
        // Of a product that the rows before make, whatever this row is the first to say is new.
        var changes = isMore ? OfProduct(row, product ?? Blank(slug), said).ToList() : [];
        Remember(fresh, slug, said with { IsNew = true, Articles = said.Articles + 1 });
        return new GoodsVerdict(row, GoodsFate.Create, slug) { ProductId = product?.Id, ChangesProduct = changes.Count > 0, Note = isMore ? Short($"an article of /p/{slug}{string.Concat(changes.Select(c => ", " + c))}") : "a new product" };
    }

    // What an earlier row of the file said of the product counts for all of its rows.
    private SaidOfProduct Compare(GoodsRow row, string slug, KnownProduct? product, Fresh fresh)
    {
        var before = Said(slug, fresh) ?? new SaidOfProduct(row.Row, false, [], product?.Articles ?? 0);
        var said = new Dictionary<GoodsField, int>(before.Hashes);
        foreach (var (field, text) in row.OfProduct())
        {
            var hash = string.GetHashCode(text, StringComparison.Ordinal);
            if (said.TryAdd(field, hash) || said[field] == hash) continue;
            Wrong(row, field, text.Length > 60 ? text[..60] + "…" : field is GoodsField.Category or GoodsField.Maker ? "another" : text, $"the same as in row {before.Row}: both are articles of /p/{slug}");
        }
        return before with { Hashes = said, Before = before.Hashes };
    }

    private KnownProduct Blank(string slug) => new(Guid.Empty, slug, "", "", "", null, null, terms.Publish ? ProductStatus.Active : ProductStatus.Draft, [], 0);

    private static IEnumerable<string> OfProduct(GoodsRow row, KnownProduct product, SaidOfProduct said)
    {
        bool First(GoodsField field) => !said.Before.ContainsKey(field);
        if (row.Name is { } name && First(GoodsField.Name) && name != product.Name) yield return $"name “{product.Name}” → “{name}”";
        if (row.CategoryId is { } category && First(GoodsField.Category) && category != product.CategoryId) yield return "category";
        if (row.BrandId is { } brand && First(GoodsField.Maker) && brand != product.BrandId) yield return "maker";
        if (row.Summary is { } summary && First(GoodsField.Summary) && summary != product.Summary) yield return "sentence";
        if (row.Description is { } description && First(GoodsField.Description) && Lines(description).Trim() != Lines(product.Description).Trim()) yield return "description";
        if (row.Tags is { } tags && First(GoodsField.Tags) && !tags.SequenceEqual(product.Tags)) yield return "tags";
        if (row.Status is { } status && First(GoodsField.Status) && status != product.Status) yield return status == ProductStatus.Active ? "into the shop" : "off the shelf";
    }

    internal static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);

    private void CheckOld(GoodsRow row, Money price, Money? old)
    {
        if (old is not { } before || before > price) return;
        if (row.OldPrice is not null) Wrong(row, GoodsField.OldPrice, currency.Format(before), $"more than the price, {currency.Format(price)}, or “none”");
        else Wrong(row, GoodsField.Price, currency.Format(price), $"less than its old price, {currency.Format(before)}, or “none” as old price");
    }

    private void Wrong(GoodsRow row, GoodsField field, string found, string expected) => row.Problems.Add(new GoodsProblem(reader.HeaderOf(field), found, expected));

    private SaidOfProduct? Said(string slug, Fresh fresh) => fresh.Said.TryGetValue(slug, out var said) || _said.TryGetValue(slug, out said) ? said : null;

    private static void Remember(Fresh fresh, string slug, SaidOfProduct said) => fresh.Said[slug] = said;

    private static string SlugOf(GoodsRow row) => row.ProductKey ?? (Slugs.Of(row.Name ?? "") is { Length: > 0 } slug ? slug : Slugs.Of($"article {row.Sku}"));

    private static string LongSlug(GoodsRow row) => Slugs.Of($"{(row.Name is { Length: > 90 } name ? name[..90] : row.Name)} {row.Sku}") is { Length: > 0 } slug ? slug : SlugOf(row);

    private static string Short(string text) => text.Length > GoodsLine.TextMaxLength ? text[..(GoodsLine.TextMaxLength - 1)] + "…" : text;

    private async Task<Dictionary<string, KnownArticle>> Known(List<string> skus, CancellationToken ct)
    {
        var articles = await (from v in db.Variants.AsNoTracking()
                              where skus.Contains(v.Sku)
                              join p in db.Products on v.ProductId equals p.Id
                              join l in db.StockLevels on v.Id equals l.VariantId into levels
                              from l in levels.DefaultIfEmpty()
                              select new
                              {
                                  v.Id, v.Sku, v.Price, v.CompareAt, v.ReducedBy, v.ListPrice, v.ListCompareAt, v.WeightGrams, v.Barcode, v.Options, OnHand = l == null ? (int?)null : l.OnHand, Reserved = l == null ? 0 : l.Reserved,
                                  Product = new KnownProduct(p.Id, p.Slug, p.Name, p.Summary, p.Description, p.CategoryId, p.BrandId, p.Status, p.Tags, p.Variants.Count),
                              }).ToListAsync(ct);
        return articles.ToDictionary(a => a.Sku, a => new KnownArticle(a.Id, a.ReducedBy is null ? a.Price : a.ListPrice!.Value, a.ReducedBy is null ? a.CompareAt : a.ListCompareAt, a.WeightGrams, a.Barcode, a.Options, a.OnHand, a.Reserved, a.Product));
    }

    private sealed record KnownProduct(Guid Id, string Slug, string Name, string Summary, string Description, Guid? CategoryId, Guid? BrandId, ProductStatus Status, IReadOnlyList<string> Tags, int Articles);

    private sealed record KnownArticle(Guid Id, Money Price, Money? OldPrice, int Weight, string? Barcode, IReadOnlyList<OptionChoice> Options, int? OnHand, int Reserved, KnownProduct Product);

    // What rows said of a product: the first of them, whether the file makes it, a mark of each thing said, and how many articles it has with those of the file.
    private sealed record SaidOfProduct(int Row, bool IsNew, Dictionary<GoodsField, int> Hashes, int Articles)
    {
        public Dictionary<GoodsField, int> Before { get; init; } = [];
    }

    private sealed class Fresh
    {
        public Dictionary<string, int> RowOf { get; } = new(StringComparer.Ordinal);
        public Dictionary<string, SaidOfProduct> Said { get; } = new(StringComparer.Ordinal);
    }
}
