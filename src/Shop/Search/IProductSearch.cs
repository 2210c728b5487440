using Shop.Catalog;
using Shop.Kernel;

namespace Shop.Search;

/// <summary>Finds what may be seen: by words, shelf and properties. The port in the shop's own words; adapters keep their vendor's to themselves.</summary>
public interface IProductSearch
{
    /// <summary>Any text is safe; properties and values that nothing has are passed over.</summary>
    /// <param name="onShow">What this visitor may see.</param>
    Task<ProductHits> Find(Assortment onShow, ProductQuery query, CancellationToken ct);

    /// <summary>What somebody who typed this much may mean.</summary>
    Task<Suggestions> Suggest(Assortment onShow, string typed, CancellationToken ct);
}

/// <summary>How hits are ordered. Relevance without words is what we recommend.</summary>
public enum ProductSort { Relevance, Bestselling, Newest, PriceUp, PriceDown, Rating }

/// <summary>What somebody looks for.</summary>
public sealed record ProductQuery
{
    public const int TextMaxLength = 100;
    public const int MostPages = 10_000;

    public string? Text { get; init; }

    /// <summary>The shelf (and those in it), or the maker, one looks at.</summary>
    public Guid? CategoryId { get; init; }
    public Guid? BrandId { get; init; }

    /// <summary>Facet and the values ticked in it: any of them, in each of the facets.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Choices { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public Money? PriceFrom { get; init; }
    public Money? PriceTo { get; init; }
    public bool InStock { get; init; }
    public int? MinRating { get; init; }
    public ProductSort Sort { get; init; }
    public int Page { get; init; } = 1;
    public int PageSize { get; init; } = 24;

    public bool HasText => !string.IsNullOrWhiteSpace(Text);
}

/// <summary>How the words were taken.</summary>
public enum Reading
{
    /// <summary>As typed, with other words for the same thing.</summary>
    AsTyped,

    /// <summary>With a spelling mended: <see cref="ProductHits.CorrectedText"/> says how.</summary>
    Corrected,

    /// <summary>No product has all the words; these have some.</summary>
    SomeWords,
}

/// <summary>One page of what was found, how much there is, and by what one could narrow it.</summary>
public sealed record ProductHits(IReadOnlyList<Guid> Ids, int Total)
{
    public IReadOnlyList<Facet> Facets { get; init; } = [];

    /// <summary>The lowest and highest price among the hits, were the price not limited; null when there are none.</summary>
    public (Money Lowest, Money Highest)? Prices { get; init; }

    /// <summary>How many hits one could buy now.</summary>
    public int InStock { get; init; }

    /// <summary>How many hits have at least four, and at least three stars.</summary>
    public int FourStars { get; init; }
    public int ThreeStars { get; init; }

    public Reading Reading { get; init; }
    public string? CorrectedText { get; init; }

    /// <summary>A likelier spelling although something was found.</summary>
    public string? DidYouMean { get; init; }

    /// <summary>What may have been meant where nothing was found and no guess is good enough to be taken.</summary>
    public IReadOnlyList<string> Guesses { get; init; } = [];
}

/// <summary>A property one can narrow by; its own ticks do not narrow its own counts.</summary>
public sealed record Facet(string Key, string Name, IReadOnlyList<FacetValue> Values);

/// <summary>A value, how many hits it would have, and whether it is ticked.</summary>
public sealed record FacetValue(string Key, string Name, string? Swatch, int Count, bool Chosen);

/// <summary>What somebody may mean: products, shelves, and queries that would find something.</summary>
public sealed record Suggestions(IReadOnlyList<Guid> Products, IReadOnlyList<Guid> Categories, IReadOnlyList<string> Queries)
{
    /// <summary>The words as they were taken, when a slip was mended.</summary>
    public string? CorrectedText { get; init; }

    public static readonly Suggestions None = new([], [], []);
    public const int Most = 10;
}
