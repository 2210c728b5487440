using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Demo;

/// <summary>The demo shop's shelves and what stands on them, as of the morning the demo is made.</summary>
internal sealed class DemoCatalogue
{
    private readonly DemoLooks _looks;
    private readonly Dictionary<string, Brand> _brands;
    private readonly Dictionary<string, Category> _shelves;

    private DemoCatalogue(CatalogueFile file, DateTime morning)
    {
        File = file;
        _looks = new DemoLooks(file);
        _brands = file.Brands.ToDictionary(b => b.Slug, b => Brand.Of(b.Slug, b.Name, b.Place, b.Story));
        _shelves = file.Categories.Select((shelf, position) => (shelf, position)).ToDictionary(s => s.shelf.Slug, s => Category.Open(s.shelf.Slug, s.shelf.Name, s.position));
        Attributes = [.. file.Attributes.Select((a, position) => AttributeDefinition.Of(a.Code, a.Name, a.Filterable, position))];
        foreach (var item in file.Products) Products.Add(new DemoProduct(item, Make(item, morning), item.Reviews));
        foreach (var launch in DemoLaunches.Of(file, morning))
        {
            var product = Make(launch.Item, morning);
            product.ComeOut(launch.PublicFrom, launch.EarlyQuota, morning);
            Launches.Add(new DemoProduct(launch.Item, product, []));
        }
        foreach (var shelf in file.Categories) _shelves[shelf.Slug].Describe(shelf.Tagline, shelf.Description, shelf.Tint, PictureOf(shelf.Slug));
    }

    public CatalogueFile File { get; }
    public IReadOnlyList<AttributeDefinition> Attributes { get; }
    public IEnumerable<Category> Shelves => _shelves.Values;
    public List<DemoProduct> Products { get; } = [];

    /// <summary>What comes out in the next days, and so has no past.</summary>
    public List<DemoProduct> Launches { get; } = [];

    public static DemoCatalogue Of(CatalogueFile file, DateTime morning) => new(file, morning);

    /// <summary>Everything but the stock, which depends on what was sold.</summary>
    public async Task Write(BulkWriter bulk, CancellationToken ct)
    {
        await bulk.AddRange(_brands.Values, ct);
        await bulk.AddRange(_shelves.Values, ct);
        await bulk.AddRange(Attributes, ct);
        await bulk.AddRange(Products.Concat(Launches).Select(p => p.Product), ct);
    }

    private Product Make(CatalogueFile.Item item, DateTime morning)
    {
        var product = Product.Draft(item.Slug, item.Name, _shelves[item.Category].Id, _brands[item.Brand].Id);
        product.Describe(item.Summary, item.Description, item.Details, item.Tags, item.Season, item.Repeat);
        if (item.Tax is { } tax) product.Tax(Enum.Parse<TaxClass>(tax, ignoreCase: true));
        foreach (var (code, value) in item.Attributes) product.SetAttribute(code, value);
        foreach (var article in item.Variants)
        {
            var variant = product.AddVariant(article.Sku, new Money(article.CompareAt ?? article.Price), _looks.Choices(item, article), weightGrams: article.Weight);
            if (article.CompareAt is { } before) variant.SetPrice(new Money(article.Price), morning.AddDays(-Baskets.DaysReduced), new Money(before));
        }
        foreach (var colour in (item.Colours ?? item.Variants.Select(v => v.Colour)).Distinct()) _looks.AddPictures(product, item, colour);
        product.Publish(morning.AddMonths(-item.Launched).AddHours(-15));
        foreach (var opinion in item.Reviews) product.CountReview(opinion.Rating);
        return product;
    }

    private string? PictureOf(string shelf) => _looks.Has($"category-{shelf}") ? $"category-{shelf}" : Products.Where(p => p.Item.Category == shelf)
        .OrderByDescending(p => p.Item.Popularity).Select(p => p.Product.Pictures.Count > 0 ? p.Product.Pictures[0].File : null).FirstOrDefault(f => f is not null);
}

/// <summary>A product of the demo together with what its file says about how it sells.</summary>
internal sealed record DemoProduct(CatalogueFile.Item Item, Product Product, IReadOnlyList<CatalogueFile.Opinion> Opinions);
