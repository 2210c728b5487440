using Shop.Data;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Whether a product can be found: a draft not yet, an archived one no longer (its orders keep it).</summary>
public enum ProductStatus { Draft, Active, Archived }

/// <summary>Something the shop sells, in one or more variants. What is written here is what the customer was told.</summary>
public sealed class Product : Entity, IAddressed
{
    public const int SlugMaxLength = 160;
    public const int NameMaxLength = 200;
    public const int SummaryMaxLength = 300;
    public const int DescriptionMaxLength = 8000;
    public const int ListMaxLength = 4000;
    public const int SeasonMaxLength = 20;
    public const int LargestEarlyQuota = 100_000;
    public const int MostPictures = 20;

    /// <summary>As many as one page of the desk shows and saves.</summary>
    public const int MostArticles = 1_000;

    private readonly List<Variant> _variants = [];
    private readonly List<ProductPicture> _pictures = [];
    private readonly List<ProductAttribute> _attributes = [];

    private Product() { }

    public string Slug { get; private set; } = "";
    public string Name { get; private set; } = "";
    public Guid? CategoryId { get; private set; }
    public Guid? BrandId { get; private set; }
    public string Summary { get; private set; } = "";
    public string Description { get; private set; } = "";
    public IReadOnlyList<string> Details { get; private set; } = [];
    public IReadOnlyList<string> Tags { get; private set; } = [];
    public ProductStatus Status { get; private set; }
    public TaxClass TaxClass { get; private set; }
    public DateTime? PublishedAt { get; private set; }
    public string? Season { get; private set; }

    /// <summary>After how many days people usually buy it again; null when they do not.</summary>
    public int? RepeatDays { get; private set; }

    /// <summary>Units sold in the last 90 days, kept by a job; what “bestselling” sorts by.</summary>
    public int SoldLately { get; private set; }

    /// <summary>From when everybody may see and buy it (UTC), if it was announced so; null: since it was published.</summary>
    public DateTime? PublicFrom { get; private set; }

    /// <summary>How many pieces may be sold before everybody may buy; null: as many as there are.</summary>
    public int? EarlyQuota { get; private set; }

    /// <summary>How many pieces were sold before everybody could buy. Counted by <see cref="EarlySales"/> alone.</summary>
    public int EarlySold { get; private set; }

    public int RatingCount { get; private set; }
    public int RatingSum { get; private set; }

    public IReadOnlyList<Variant> Variants => _variants;
    public IReadOnlyList<ProductPicture> Pictures => _pictures;
    public IReadOnlyList<ProductAttribute> Attributes => _attributes;

    public static Product Draft(string slug, string name, Guid? categoryId = null, Guid? brandId = null)
    {
        if (!Slugs.IsValid(slug)) throw new RuleBroken($"“{slug}” cannot be part of an address: use small letters, digits and hyphens.");
        if (string.IsNullOrWhiteSpace(name)) throw new RuleBroken("A product needs a name.");
        return new Product { Slug = slug, Name = name.Trim(), CategoryId = categoryId, BrandId = brandId };
    }

    public void Describe(string summary, string description, IReadOnlyList<string> details, IReadOnlyList<string> tags, string? season = null, int? repeatDays = null)
    {
        (Summary, Description, Details, Tags, Season, RepeatDays) = (summary, description, details, tags, season, repeatDays);
        RaiseOnce(new ProductChanged(Id));
    }

    /// <summary>What the product is called and told to be; the rest stays.</summary>
    public void Reword(string name, string summary, string description)
    {
        if (string.IsNullOrWhiteSpace(name)) throw new RuleBroken("A product needs a name.");
        (Name, Summary, Description) = (name.Trim(), summary.Trim(), description.Trim());
        RaiseOnce(new ProductChanged(Id));
    }

    static PageKind IAddressed.Page => PageKind.Product;

    void IAddressed.MoveTo(string slug)
    {
        if (!Slugs.IsValid(slug)) throw new RuleBroken($"“{slug}” cannot be part of an address: use small letters, digits and hyphens.");
        Slug = slug;
        RaiseOnce(new ProductChanged(Id));
    }

    public void Tax(TaxClass taxClass) => TaxClass = taxClass;

    /// <summary>Who made it; null when nobody is named.</summary>
    public void MakeBy(Guid? brandId)
    {
        if (BrandId == brandId) return;
        BrandId = brandId;
        RaiseOnce(new ProductChanged(Id));
    }

    public void Label(IReadOnlyList<string> tags)
    {
        if (KeptList.LengthOf(tags) is var length && length > ListMaxLength) throw new RuleBroken($"The tags take {KeptList.Words(length)}: {KeptList.AtMost(ListMaxLength)}.");
        Tags = tags;
        RaiseOnce(new ProductChanged(Id));
    }

    /// <summary>It stands in this shelf from now on; null in none.</summary>
    public void PutInto(Guid? categoryId)
    {
        if (CategoryId == categoryId) return;
        CategoryId = categoryId;
        RaiseOnce(new ProductChanged(Id));
    }

    public Variant AddVariant(string sku, Money price, IReadOnlyList<OptionChoice> options, Money? compareAt = null, int weightGrams = 0)
    {
        if (_variants.Any(v => v.Sku == sku)) throw new RuleBroken($"The product already has a variant {sku}.");
        if (_variants.Count >= MostArticles) throw new RuleBroken($"A product has at most {MostArticles:N0} articles.");
        var variant = Variant.Of(Id, sku, price, options, compareAt, weightGrams, _variants.Count);
        _variants.Add(variant);
        RaiseOnce(new ProductChanged(Id));
        return variant;
    }

    public void AddPicture(string file, string alt, int width, int height, string? colour = null) =>
        _pictures.Add(new ProductPicture(file, alt, width, height, _pictures.Count, colour));

    /// <summary>Adds a picture behind the others, said in words for who cannot see it.</summary>
    public void ShowPicture(string file, string alt, int width, int height, string? colour)
    {
        if (_pictures.Count >= MostPictures) throw new RuleBroken($"A product has at most {MostPictures} pictures.");
        _pictures.Add(new ProductPicture(file, Said(alt), width, height, _pictures.Count == 0 ? 0 : _pictures.Max(p => p.Position) + 1, ColourOf(colour)));
        RaiseOnce(new ProductChanged(Id));
    }

    public void DescribePicture(Guid id, string alt, string? colour)
    {
        var picture = PictureOf(id);
        (picture.Alt, picture.Colour) = (Said(alt), ColourOf(colour));
        RaiseOnce(new ProductChanged(Id));
    }

    /// <summary>It changes places with the one ahead of it or behind it; at the end of the row it stays.</summary>
    public void MovePicture(Guid id, bool up)
    {
        var row = _pictures.OrderBy(p => p.Position).ToList();
        var at = row.IndexOf(PictureOf(id));
        var to = up ? at - 1 : at + 1;
        if (to < 0 || to >= row.Count) return;
        (row[at], row[to]) = (row[to], row[at]);
        for (var i = 0; i < row.Count; i++) row[i].Position = i;
        RaiseOnce(new ProductChanged(Id));
    }

    public void RemovePicture(Guid id)
    {
        _pictures.Remove(PictureOf(id));
        RaiseOnce(new ProductChanged(Id));
    }

    public void SetAttribute(string code, string value)
    {
        _attributes.RemoveAll(a => a.Code == code);
        _attributes.Add(new ProductAttribute(code, value));
    }

    /// <summary>The product has this property no longer.</summary>
    public void DropAttribute(string code)
    {
        if (_attributes.RemoveAll(a => a.Code == code) > 0) RaiseOnce(new ProductChanged(Id));
    }

    public void Publish(DateTime now)
    {
        if (_variants.Count == 0) throw new RuleBroken("A product without a variant cannot be sold.");
        Status = ProductStatus.Active;
        PublishedAt ??= now;
        RaiseOnce(new ProductChanged(Id));
    }

    /// <summary>Says from when everybody may see and buy it, and how many pieces go to members before that; null clears it, and everybody may at once.</summary>
    /// <exception cref="RuleBroken">The time is over, or fewer pieces are allowed than are sold already.</exception>
    public void ComeOut(DateTime? from, int? earlyQuota, DateTime now)
    {
        if (from is null && earlyQuota is not null) throw new RuleBroken("A quota goes with a time: say from when everybody may buy it.");
        if (from <= now) throw new RuleBroken("Choose a time that is still to come.");
        if (from > now.AddYears(2)) throw new RuleBroken("Choose a time within two years.");
        if (earlyQuota is < 1 or > LargestEarlyQuota) throw new RuleBroken($"A quota is 1 to {LargestEarlyQuota} pieces; leave it empty for no limit.");
        if (earlyQuota < EarlySold) throw new RuleBroken($"{EarlySold} are sold early already: the quota cannot be lower.");
        (PublicFrom, EarlyQuota) = (from, earlyQuota);
        RaiseOnce(new ProductChanged(Id));
    }

    public void Archive()
    {
        Status = ProductStatus.Archived;
        RaiseOnce(new ProductChanged(Id));
    }

    /// <summary>Counts an approved review. Told with the review, in the same change.</summary>
    public void CountReview(int rating)
    {
        RatingCount++;
        RatingSum += rating;
        RaiseOnce(new ProductChanged(Id));
    }

    /// <summary>A counted review is not shown any more.</summary>
    public void DiscountReview(int rating)
    {
        if (RatingCount == 0 || RatingSum < rating) throw new RuleBroken("This review was not counted.");
        RatingCount--;
        RatingSum -= rating;
        RaiseOnce(new ProductChanged(Id));
    }

    /// <summary>Puts count and sum right by what was counted anew.</summary>
    public void RateAnew(int count, int sum)
    {
        (RatingCount, RatingSum) = (count, sum);
        RaiseOnce(new ProductChanged(Id));
    }

    private ProductPicture PictureOf(Guid id) => _pictures.FirstOrDefault(p => p.Id == id) ?? throw new RuleBroken("This picture is not there any more.");

    private static string Said(string alt) => alt.Trim().Length is > 0 and <= ProductPicture.AltMaxLength ? alt.Trim() : throw new RuleBroken($"Say in words what it shows, with at most {ProductPicture.AltMaxLength} characters.");

    private static string? ColourOf(string? colour) => string.IsNullOrWhiteSpace(colour) ? null : colour.Trim().Length <= ProductAttribute.ValueMaxLength ? colour.Trim() : throw new RuleBroken($"A colour has at most {ProductAttribute.ValueMaxLength} characters.");
}

/// <summary>One choice on a variant: “Colour” is “Moss”, with the swatch to show for it.</summary>
public sealed record OptionChoice(string Option, string Value, string? Swatch = null);

/// <summary>A property one can filter by or read in the details: its code and the product's value.</summary>
public sealed record ProductAttribute(string Code, string Value)
{
    public const int CodeMaxLength = 40;
    public const int ValueMaxLength = 120;

    public Guid Id { get; private init; } = NewId.Next();
}

/// <summary>A picture: the file without width and ending, what it shows in words, its size, and the colour it belongs to if it shows just one.</summary>
public sealed record ProductPicture(string File, string Alt, int Width, int Height, int Position, string? Colour)
{
    public const int FileMaxLength = 200;
    public const int AltMaxLength = 300;

    public string Alt { get; internal set; } = Alt;
    public int Position { get; internal set; } = Position;
    public string? Colour { get; internal set; } = Colour;
    public Guid Id { get; private init; } = NewId.Next();
}
