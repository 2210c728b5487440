using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Data;
using Shop.Desk;
using Shop.Kernel;
using Shop.Promotions;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Html;
using Shop.Web.Storefront.Catalog;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>A product as the desk's list has it.</summary>
public sealed record ProductAtDesk
{
    public Guid Id { get; init; }
    public string Name { get; init; } = "";
    public string Slug { get; init; } = "";
    public ProductStatus Status { get; init; }
    public Guid? CategoryId { get; init; }
    public Guid? BrandId { get; init; }
    public int SoldLately { get; init; }
    public DateTime? PublishedAt { get; init; }

    /// <summary>Its cheapest article; null while it has none.</summary>
    public Money? From { get; init; }
    public ProductGoods Goods { get; init; } = ProductGoods.None;
}

/// <summary>What the articles of a product come to.</summary>
public sealed record ProductGoods(int Articles, Money? To, int Left, bool Reduced, string Sku, Picture? Picture)
{
    public static readonly ProductGoods None = new(0, null, 0, false, "", null);
}

/// <summary>All products, those nobody sees yet too.</summary>
public sealed class ProductsList : OfficeList<ProductAtDesk>
{
    /// <summary>How a step that puts products into a category is called; its id follows.</summary>
    public const string IntoCategory = "into-";

    /// <summary>The view of what is in the shop and has an article that is sold out or nearly.</summary>
    public const string LowStock = "low";

    private const int FewLeft = 5, MostWords = 5;
    private static readonly IReadOnlyList<KeyValuePair<string, string>> Stocks =
        [new("out", "Sold out"), new("some-out", "An article is sold out"), new("low", $"An article has 1 to {FewLeft} left"), new("plenty", $"An article has more than {FewLeft} left")];

    private readonly ShopDb _db;
    private readonly CurrentShop _shop;
    private readonly MoneyText _money;
    private readonly Lazy<CategoryTree> _tree;
    private readonly Lazy<RowList<ProductAtDesk>> _rows;
    private readonly Lazy<IReadOnlyList<BulkAction>> _actions;
    private Dictionary<Guid, string> _makers = [];

    public ProductsList(ShopDb db, CurrentShop shop, MoneyText money)
    {
        (_db, _shop, _money) = (db, shop, money);
        _tree = new(() => CategoryTree.Read(db));
        _rows = new(() => new(p => p.Id, Filters(), Named));
        _actions = new(() => [.. Always, .. _tree.Value.All.Select(c => Into(c.Id, c.Path))]);
    }

    public override string Key => "products";
    public override Area Area => Area.Catalogue;
    public override string Title => "Products";
    public override (string One, string Many) Noun => ("product", "products");
    public override string SearchHint => "Name, article number or address";
    public override NothingYet Nothing => new("No products yet", "What the shop sells stands here, what nobody sees yet too. Write the first one by hand, or bring many in from a file.", "Bring in a file", "/backoffice/imports");
    public override (string Words, string Url)? Create => ("New product", "/backoffice/products/new");
    public override IReadOnlyList<ListLink> Links { get; } =
        [new("Bring in a file", "/backoffice/imports", new Right(Area.Catalogue, Act.Change)), new("Price changes", "/backoffice/prices", new Right(Area.Catalogue, Act.See))];
    protected override RowList<ProductAtDesk> Rows => _rows.Value;
    public override IReadOnlyList<BulkAction> Actions => _actions.Value;

    public override IReadOnlyList<Preset> Presets { get; } =
    [
        new("all", "All") { Sort = "name" },
        new("shown", "In the shop", "status~is~Active"),
        new("drafts", "Drafts", "status~is~Draft"),
        new(LowStock, "Low stock", "status~is~Active", "stock~is~low,some-out"),
        new("archived", "Archived", "status~is~Archived"),
    ];

    protected override IReadOnlyList<Column<ProductAtDesk>> Columns =>
    [
        new("name", "Product", p => new Cell(p.Name) { Note = $"/p/{p.Slug}", Picture = p.Goods.Picture, HasPicture = true }, p => p.Name) { Sort = RowSorts.By((ProductAtDesk p) => p.Name) },
        new("status", "In the shop", p => ProductWords.Of(p.Status) is var (text, badge) ? new Cell(text) { Badge = badge } : new Cell(""), p => ProductWords.Of(p.Status).Text),
        new("category", "Category", p => new Cell(CategoryOf(p)), CategoryOf),
        new("maker", "Maker", p => new Cell(MakerOf(p)), MakerOf),
        new("price", "Price", p => new Cell(Price(p)) { Note = p.Goods.Reduced ? "reduced" : null }, p => p.From is { } from ? Plain(from) : null) { Number = true },
        new("stock", "Left", p => new Cell(Number.Of(p.Goods.Left)) { Note = p.Goods.Articles > 1 ? $"{p.Goods.Articles} articles" : null }, p => p.Goods.Left) { Number = true },
        new("sold", "Sold in 90 days", p => new Cell(Number.Of(p.SoldLately)), p => p.SoldLately) { Number = true, Sort = RowSorts.By((ProductAtDesk p) => p.SoldLately) },
        new("sku", "Article number", p => new Cell(p.Goods.Sku), p => p.Goods.Sku) { Shown = false },
        new("address", "Address", p => new Cell($"/p/{p.Slug}"), p => $"/p/{p.Slug}") { Shown = false },
        new("articles", "Articles", p => new Cell(Number.Of(p.Goods.Articles)), p => p.Goods.Articles) { Shown = false, Number = true },
        new("dearest", "Dearest article", p => new Cell(p.Goods.To is { } to ? _money.Of(to) : ""), p => p.Goods.To is { } to ? Plain(to) : null) { Shown = false, Number = true },
        new("published", "Published", p => new Cell(p.PublishedAt is { } at ? TimeZoneInfo.ConvertTimeFromUtc(at, _shop.Zone).ToString("d MMM yyyy", CultureInfo.InvariantCulture) : ""), p => p.PublishedAt) { Shown = false, Sort = RowSorts.By((ProductAtDesk p) => p.PublishedAt) },
    ];

    protected override IQueryable<ProductAtDesk> All() => _db.Products.AsNoTracking().Select(p => new ProductAtDesk
    {
        Id = p.Id, Name = p.Name, Slug = p.Slug, Status = p.Status, CategoryId = p.CategoryId, BrandId = p.BrandId, SoldLately = p.SoldLately, PublishedAt = p.PublishedAt, From = p.Variants.Min(v => v.Price),
    });

    protected override async Task<IReadOnlyList<ProductAtDesk>> Complete(IReadOnlyList<ProductAtDesk> rows, CancellationToken ct)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var (products, levels) = (_db.Products, _db.StockLevels);
        var articles = (await (from v in _db.Variants.AsNoTracking()
                               where ids.Contains(v.ProductId)
                               join l in levels on v.Id equals l.VariantId into known
                               from l in known.DefaultIfEmpty()
                               orderby v.Position
                               select new { v.ProductId, v.Sku, v.Price, Reduced = v.CompareAt != null, Left = l == null ? 0 : l.OnHand - l.Reserved }).ToListAsync(ct)).ToLookup(a => a.ProductId);
        var pictures = (await products.AsNoTracking().Where(p => ids.Contains(p.Id)).SelectMany(p => p.Pictures, (p, x) => new { p.Id, x.File, x.Alt, x.Width, x.Height, x.Position }).ToListAsync(ct)).ToLookup(x => x.Id);
        if (_makers.Count == 0) _makers = await _db.Brands.AsNoTracking().ToDictionaryAsync(b => b.Id, b => b.Name, ct);
        return [.. rows.Select(r => r with
        {
            Goods = new ProductGoods(articles[r.Id].Count(), articles[r.Id].Any() ? articles[r.Id].Max(a => a.Price) : null, articles[r.Id].Sum(a => a.Left), articles[r.Id].Any(a => a.Reduced), articles[r.Id].FirstOrDefault()?.Sku ?? "",
                pictures[r.Id].MinBy(x => x.Position) is { } first ? Cards.PictureOf(first.File, first.Alt, first.Width, first.Height) : null),
        })];
    }

    // So many articles are not read through for a word: a number is found by its beginning, as it was typed or in capitals, and each of these by an index.
    protected override Task<IQueryable<ProductAtDesk>> Searched(IQueryable<ProductAtDesk> rows, string search, ListContext context, CancellationToken ct)
    {
        var variants = _db.Variants;
        foreach (var typed in search.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostWords))
        {
            var (word, capitals) = (typed.ToLowerInvariant(), typed.ToUpperInvariant());
            var (typedEnd, capitalsEnd) = (typed + "\uffff", capitals + "\uffff");
#pragma warning disable CA1304, CA1309, CA1311, CA1862 // becomes comparisons of the database
            var numbered = variants.Where(v => string.Compare(v.Sku, typed) >= 0 && string.Compare(v.Sku, typedEnd) < 0 || string.Compare(v.Sku, capitals) >= 0 && string.Compare(v.Sku, capitalsEnd) < 0).Select(v => v.ProductId);
            rows = rows.Where(p => p.Name.ToLower().Contains(word) || p.Slug.Contains(word) || numbered.Contains(p.Id));
#pragma warning restore CA1304, CA1309, CA1311, CA1862
        }
        return Task.FromResult(rows);
    }

    protected override string UrlOf(ProductAtDesk row) => $"/backoffice/products/{row.Id}";

    protected override string NameOf(ProductAtDesk row) => row.Name;

    private static Expression<Func<ProductAtDesk, bool>> Named(string word)
    {
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        return p => p.Name.ToLower().Contains(word) || p.Slug.Contains(word);
#pragma warning restore CA1304, CA1311, CA1862
    }

    private List<RowFilter<ProductAtDesk>> Filters()
    {
        var (products, reduced) = (_db.Products, _db.Variants.Where(v => v.CompareAt != null).Select(v => v.ProductId));
        return
        [
            RowFilters.Choice("status", "In the shop", (ProductAtDesk p) => p.Status, Enum.GetValues<ProductStatus>().Select(s => (s, ProductWords.Of(s).Text))),
            new("category", "Category", FilterKind.Choice, Within) { Choices = [.. _tree.Value.All.Select(c => KeyValuePair.Create(c.Id.ToString("N"), c.Path)), new("none", "None")] },
            new("maker", "Maker", FilterKind.Text, MadeBy),
            RowFilters.Money("price", "Price", (ProductAtDesk p) => p.From!.Value),
            new("stock", "Stock", FilterKind.Choice, Stocked) { Choices = Stocks },
            RowFilters.Number("sold", "Sold in 90 days", (ProductAtDesk p) => p.SoldLately),
            RowFilters.YesNo<ProductAtDesk>("reduced", "On sale", _ => p => reduced.Contains(p.Id)),
            RowFilters.YesNo<ProductAtDesk>("bare", "Without a picture", _ => p => !products.Any(x => x.Id == p.Id && x.Pictures.Any())),
            RowFilters.Date("published", "Published", (ProductAtDesk p) => p.PublishedAt),
        ];
    }

    // A shelf and all that stand in it.
    private Expression<Func<ProductAtDesk, bool>> Within(FilterOperator compare, string typed, ListContext context)
    {
        var names = Chosen(typed);
        var chosen = names.Where(n => n != "none").Select(n => Guid.TryParse(n, out var id) && _tree.Value.Has(id) ? id : throw new RuleBroken("One of these categories is not there any more.")).ToHashSet();
        var (within, bare) = (_tree.Value.Within(chosen).Select(id => (Guid?)id).ToList(), names.Contains("none"));
        return compare == FilterOperator.Not
            ? p => !(within.Contains(p.CategoryId) || bare && p.CategoryId == null)
            : p => within.Contains(p.CategoryId) || bare && p.CategoryId == null;
    }

    private Expression<Func<ProductAtDesk, bool>> MadeBy(FilterOperator compare, string typed, ListContext context)
    {
        var (text, brands) = (FilterReader.Text(typed).ToLowerInvariant(), _db.Brands);
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        var alike = compare == FilterOperator.Contains ? brands.Where(b => b.Name.ToLower().Contains(text)).Select(b => (Guid?)b.Id) : brands.Where(b => b.Name.ToLower() == text).Select(b => (Guid?)b.Id);
#pragma warning restore CA1304, CA1311, CA1862
        return compare == FilterOperator.Not ? p => !alike.Contains(p.BrandId) : p => alike.Contains(p.BrandId);
    }

    // What is rare is found by the articles, what is common by the product: neither waits for the other.
    private Expression<Func<ProductAtDesk, bool>> Stocked(FilterOperator compare, string typed, ListContext context)
    {
        var names = Chosen(typed);
        if (names.FirstOrDefault(n => Stocks.All(s => s.Key != n)) is { } unknown) throw new RuleBroken($"“{unknown}” cannot be chosen.");
        var (variants, levels) = (_db.Variants, _db.StockLevels);
        var (out_, someOut, low, plenty) = (names.Contains("out"), names.Contains("some-out"), names.Contains("low"), names.Contains("plenty"));
        var empty = levels.Where(l => l.OnHand - l.Reserved <= 0).Join(variants, l => l.VariantId, v => v.Id, (l, v) => v.ProductId);
        var few = levels.Where(l => l.OnHand - l.Reserved > 0 && l.OnHand - l.Reserved <= FewLeft).Join(variants, l => l.VariantId, v => v.Id, (l, v) => v.ProductId);
        Expression<Func<ProductAtDesk, bool>> any = p =>
            out_ && empty.Contains(p.Id) && !variants.Any(v => v.ProductId == p.Id && levels.Any(l => l.VariantId == v.Id && l.OnHand - l.Reserved > 0))
            || someOut && empty.Contains(p.Id)
            || low && few.Contains(p.Id)
            || plenty && variants.Any(v => v.ProductId == p.Id && levels.Any(l => l.VariantId == v.Id && l.OnHand - l.Reserved > FewLeft));
        return compare == FilterOperator.Not ? Expression.Lambda<Func<ProductAtDesk, bool>>(Expression.Not(any.Body), any.Parameters) : any;
    }

    private static string[] Chosen(string typed) => typed.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } names ? names : throw new RuleBroken("Choose at least one.");

    private static IReadOnlyList<BulkAction> Always { get; } =
    [
        new("publish", "Show in the shop")
        {
            Effect = "Each is in the shop within a second. What has no article to sell, or is in the shop already, stays as it is and is named afterwards.",
            One = (services, id, _, ct) => Change(services, id, (product, now) =>
            {
                if (product.Status == ProductStatus.Active) throw new RuleBroken("It is in the shop already.");
                product.Publish(now);
            }, ct),
        },
        new("archive", "Take off the shelf")
        {
            Effect = "Nobody finds or buys them any more; past orders keep them, and they can come back.",
            One = (services, id, _, ct) => Change(services, id, (product, _) =>
            {
                if (product.Status == ProductStatus.Archived) throw new RuleBroken("It is off the shelf already.");
                product.Archive();
            }, ct),
        },
        new("category", "Put into a category…") { PrintUrl = "/backoffice/shelving" },
        new("prices", "Change prices…") { PrintUrl = "/backoffice/prices/new", MostRows = PriceSelection.MostProducts },
    ];

    private static BulkAction Into(Guid category, string name) => new($"{IntoCategory}{category:N}", $"Put into “{name}”")
    {
        Offered = false, // chosen on a page of its own
        Effect = $"Each leaves the category it is in and stands in “{name}”; its address stays.",
        One = (services, id, _, ct) => Change(services, id, (product, _) => product.PutInto(category), ct),
    };

    private static async Task Change(IServiceProvider services, Guid id, Action<Product, DateTime> change, CancellationToken ct)
    {
        var (db, clock) = (services.GetRequiredService<ShopDb>(), services.GetRequiredService<TimeProvider>());
        var product = await db.Products.Include(p => p.Variants).SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new RuleBroken("This product is not there any more.");
        change(product, clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(ct);
    }

    private string CategoryOf(ProductAtDesk product) => product.CategoryId is { } id ? _tree.Value.NameOf(id) : "";

    private string MakerOf(ProductAtDesk product) => product.BrandId is { } id ? _makers.GetValueOrDefault(id, "") : "";

    private string Price(ProductAtDesk product) => product.From is not { } from ? "" : product.Goods.To is { } to && to > from ? $"{_money.Of(from)} to {_money.Of(to)}" : _money.Of(from);

    private decimal Plain(Money amount) => (decimal)amount.Minor / _shop.Currency.UnitsPerWhole;
}

/// <summary>Products in words.</summary>
internal static class ProductWords
{
    public static (string Text, string Badge) Of(ProductStatus status) => status switch { ProductStatus.Active => ("Yes", "success"), ProductStatus.Draft => ("Not yet", "info"), _ => ("No longer", "secondary") };
}
