using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>What lists, facets and cards need of a product that may be seen: small enough to keep all of them in memory.</summary>
public sealed record ListedProduct(Guid Id, int Version, string Slug, string Name, Guid? CategoryId, Guid? BrandId, DateTime PublishedAt, string? Season,
    int SoldLately, int RatingCount, int RatingSum, IReadOnlyList<string> Tags)
{
    /// <summary>In the order they are offered; never empty.</summary>
    public required IReadOnlyList<ListedVariant> Variants { get; init; }
    public required IReadOnlyList<ListedPicture> Pictures { get; init; }
    public required IReadOnlyList<ListedAttribute> Attributes { get; init; }

    /// <summary>From when everybody may see and buy it; null as soon as they may.</summary>
    public DateTime? PublicFrom { get; init; }

    public bool InStock => Variants.Any(v => v.InStock);
    public Money HighestPrice => new(Variants.Max(v => v.Price.Minor));

    /// <summary>The variant whose price a card shows: the cheapest that can be had, else the cheapest.</summary>
    public ListedVariant Leading => field ??= Variants.OrderBy(v => !v.InStock).ThenBy(v => v.Price).First();

    public decimal Rating => RatingCount == 0 ? 0 : (decimal)RatingSum / RatingCount;

    /// <summary>The rating, drawn towards the middle while there are few: one enthusiast does not beat a hundred content buyers.</summary>
    public double CautiousRating => (RatingSum + 3.5 * 5) / (RatingCount + 5);
}

/// <summary>One article of a listed product, and whether it can be had.</summary>
public sealed record ListedVariant(Guid Id, string Sku, Money Price, Money? CompareAt, IReadOnlyList<OptionChoice> Options, bool InStock)
{
    /// <summary>The lowest price in the thirty days before it was reduced, as far as that is known.</summary>
    public Money? LowestBefore { get; init; }
}

/// <summary>A picture of a listed product.</summary>
public sealed record ListedPicture(string File, string Alt, int Width, int Height, string? Colour);

/// <summary>A property of a listed product: its code and value.</summary>
public sealed record ListedAttribute(string Code, string Value);

/// <summary>A shelf as visitors see it.</summary>
public sealed record ShownCategory(Guid Id, int Version, string Slug, string Name, string Tagline, string Description, Guid? ParentId, int Position, string? Tint, string? PictureFile);

/// <summary>A maker as visitors see it.</summary>
public sealed record ShownBrand(Guid Id, int Version, string Slug, string Name, string Place, string Story);

/// <summary>What an attribute is called.</summary>
public sealed record ShownAttribute(string Code, string Name, bool Filterable, int Position);
