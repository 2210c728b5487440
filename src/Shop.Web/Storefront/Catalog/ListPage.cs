using Shop.Kernel;
using Shop.Search;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Catalog;

/// <summary>A list of products one can narrow, sort and page through.</summary>
public sealed record ListPage(string Title, ListAddress Address, IReadOnlyList<ProductCard> Cards, int Total)
{
    public string? Lead { get; init; }
    public IReadOnlyList<Crumb> Crumbs { get; init; } = [];

    /// <summary>Shelves standing in this one, or beside what was found.</summary>
    public IReadOnlyList<MenuEntry> Shelves { get; init; } = [];
    public IReadOnlyList<Facet> Facets { get; init; } = [];
    public IReadOnlyList<Chip> Chips { get; init; } = [];
    public (Money Lowest, Money Highest)? Prices { get; init; }
    public int InStock { get; init; }
    public int FourStars { get; init; }
    public int ThreeStars { get; init; }
    public required PageLinks Pages { get; init; }

    /// <summary>How the words were read, for a search.</summary>
    public Reading Reading { get; init; }
    public string? CorrectedText { get; init; }
    public string? DidYouMean { get; init; }
    public IReadOnlyList<string> Guesses { get; init; } = [];

    /// <summary>Shown where nothing was found.</summary>
    public IReadOnlyList<ProductCard> Popular { get; init; } = [];

    public string Count => Total == 1 ? "1 product" : $"{Total.ToString("N0", System.Globalization.CultureInfo.CurrentCulture)} products";

    public IEnumerable<(string Value, string Name, bool Chosen)> Sorts =>
        new[]
        {
            (ProductSort.Relevance, Address.Query.HasText ? "Best match" : "Recommended"), (ProductSort.Bestselling, "Bestselling"), (ProductSort.Newest, "Newest"),
            (ProductSort.PriceUp, "Price, low to high"), (ProductSort.PriceDown, "Price, high to low"), (ProductSort.Rating, "Best rated"),
        }.Select(s => (ListAddress.NameOf(s.Item1), s.Item2, s.Item1 == Address.Query.Sort));
}

/// <summary>A tick that is set, and the address without it.</summary>
public sealed record Chip(string Name, string UrlWithout, string? Swatch = null);
