using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Tests;

/// <summary>A product to be: nothing is there until it is saved.</summary>
public sealed class ProductBuilder(string name, int number)
{
    private readonly List<(string Sku, long Price, long? Before, int Stock, OptionChoice[] Options)> _variants = [];
    private readonly List<(string Code, string Value)> _attributes = [];
    private long _price = 10_00;
    private long? _before;
    private int _stock = 10;
    private Guid? _category;
    private Guid? _brand;
    private bool _draft;
    private TaxClass _tax = TaxClass.Standard;
    private string _summary = "";
    private string? _slug;

    public ProductBuilder Priced(long minor, long? before = null)
    {
        (_price, _before) = (minor, before);
        return this;
    }

    public ProductBuilder Stocked(int onHand)
    {
        _stock = onHand;
        return this;
    }

    public ProductBuilder In(Category category)
    {
        _category = category.Id;
        return this;
    }

    public ProductBuilder By(Brand brand)
    {
        _brand = brand.Id;
        return this;
    }

    public ProductBuilder Taxed(TaxClass taxClass)
    {
        _tax = taxClass;
        return this;
    }

    public ProductBuilder Saying(string summary)
    {
        _summary = summary;
        return this;
    }

    public ProductBuilder At(string slug)
    {
        _slug = slug;
        return this;
    }

    public ProductBuilder With(string attribute, string value)
    {
        _attributes.Add((attribute, value));
        return this;
    }

    /// <summary>A variant of one option; the first call replaces the plain single variant.</summary>
    public ProductBuilder In(string option, string value, long? price = null, int? stock = null, string? swatch = null)
    {
        _variants.Add(($"SKU-{number}-{_variants.Count + 1}", price ?? _price, _before, stock ?? _stock, [new OptionChoice(option, value, swatch)]));
        return this;
    }

    /// <summary>Not published: no visitor may see it.</summary>
    public ProductBuilder Unpublished()
    {
        _draft = true;
        return this;
    }

    public async Task<Product> Save(ShopDb db, DateTime now)
    {
        var product = Put(db, now);
        await db.SaveChangesAsync();
        return product;
    }

    /// <summary>Adds it to what the next save writes: for many at once.</summary>
    public Product Put(ShopDb db, DateTime now)
    {
        var product = Product.Draft(_slug ?? $"{(Slugs.Of(name) is { Length: > 0 } slug ? slug : "product")}-{number}", name, _category, _brand);
        product.Tax(_tax);
        product.Describe(_summary, "", [], []);
        foreach (var (code, value) in _attributes) product.SetAttribute(code, value);
        if (_variants.Count == 0) _variants.Add(($"SKU-{number}", _price, _before, _stock, []));
        var stock = new StockRoom(db);
        foreach (var (sku, price, before, onHand, options) in _variants)
        {
            var variant = product.AddVariant(sku, new Money(price), options, before is { } b ? new Money(b) : null);
            stock.Open(variant.Id, onHand, now);
        }
        if (!_draft) product.Publish(now);
        db.Add(product);
        return product;
    }
}
