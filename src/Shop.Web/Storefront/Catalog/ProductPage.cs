using Microsoft.AspNetCore.Http.Extensions;
using Shop.Catalog;
using Shop.Loyalty;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Catalog;

/// <summary>A product with one of its variants chosen.</summary>
public sealed record ProductPage(string Name, string Path, Guid VariantId, string Sku, PriceTag Price, StockMark Stock)
{
    public const int MostAtOnce = 99;

    public Guid ProductId { get; init; }

    /// <summary>“Moss, 1.2 l”; empty when there is nothing to choose.</summary>
    public string VariantName { get; init; } = "";
    public bool HasSeveral { get; init; }

    /// <summary>How many one may put into the cart at once.</summary>
    public int Most { get; init; }
    public bool CanBeBought => Most > 0;

    /// <summary>What is said of it while it is not for everybody yet; null when it is.</summary>
    public EarlyMark? Early { get; init; }

    /// <summary>Until when a link shows it to whoever has that link, while nobody else may see it; null for a page of the shop.</summary>
    public DateTime? PreviewUntil { get; init; }

    /// <summary>Whether this visitor may have it: otherwise the page only tells when.</summary>
    public bool IsOut => PreviewUntil is null && Early is null or { IsOpen: true };
    public ShopLink? Maker { get; init; }
    public string? MakerPlace { get; init; }
    public IReadOnlyList<Crumb> Crumbs { get; init; } = [];
    public RatingMark? Rating { get; init; }
    public IReadOnlyList<Picture> Pictures { get; init; } = [];
    public IReadOnlyList<OptionPicker> Options { get; init; } = [];
    public string Summary { get; init; } = "";
    public IReadOnlyList<string> Paragraphs { get; init; } = [];
    public IReadOnlyList<string> Details { get; init; } = [];
    public IReadOnlyList<Fact> Facts { get; init; } = [];
    public string? Care { get; init; }
    /// <summary>Lives as long as nothing on show changes.</summary>
    public required object KeptWith { get; init; }
    public required ReviewPage Reviews { get; init; }
    public required ReviewChoice ReviewChoice { get; init; }
    public IReadOnlyList<ShownPhoto> BuyersPhotos { get; init; } = [];
    public string WriteReviewUrl => $"/account/reviews/{Path[3..]}";
    /// <summary>When it would come if it were ordered now; null when we cannot say.</summary>
    public DeliveryPromise? Delivery { get; init; }

    /// <summary>What earns points when one of it is bought.</summary>
    public EarningLine? Earns { get; init; }

    /// <summary>What is taken off in the cart, by itself, when this is bought.</summary>
    public IReadOnlyList<string> Offers { get; init; } = [];
    public IReadOnlyList<Shelf> Shelves { get; init; } = [];

    /// <summary>All that the buying part says: two pages with the same state show the same there.</summary>
    public string BuyState => $"{Sku}|{Stock.Text}|{Most}|{Delivery}|{string.Join('|', Offers)}";

    /// <summary>The address of this product with this variant chosen.</summary>
    public string Url => HasSeveral ? $"{Path}?variant={Uri.EscapeDataString(Sku)}" : Path;

    /// <summary>The same page with other reviews.</summary>
    public string ReviewsUrl(ReviewChoice choice)
    {
        var query = new QueryBuilder();
        if (HasSeveral) query.Add("variant", Sku);
        foreach (var (key, value) in choice.Pairs()) query.Add(key, value!);
        return $"{Path}{query}#reviews";
    }
}

/// <summary>On which days it comes to which country, and how much time is left to order for that.</summary>
public sealed record DeliveryPromise(string Days, string Country, string? Within);

/// <summary>How this visitor stands to a product that is not for everybody yet.</summary>
/// <param name="From">Where their right to come earlier is from: “Gold”.</param>
/// <param name="OpensAt">When they may buy it; null: with everybody.</param>
/// <param name="Tiers">Who may earlier than everybody, the first first.</param>
public sealed record EarlyMark(DateTime PublicFrom, bool IsOpen, string From, DateTime? OpensAt, IReadOnlyList<EarlyTier> Tiers)
{
    /// <summary>How many are left for members before everybody; null: no limit.</summary>
    public int? Left { get; init; }

    /// <summary>How many each of them may have.</summary>
    public int? Each { get; init; }
}

/// <summary>A tier, and when its members may buy.</summary>
public sealed record EarlyTier(string Name, DateTime OpensAt);

/// <summary>A name with an address.</summary>
public sealed record ShopLink(string Name, string Url);

/// <summary>“Colour”: what is chosen, and what else there is.</summary>
public sealed record OptionPicker(string Name, string Chosen, IReadOnlyList<OptionLink> Values);

/// <summary>A value one can choose: its address leads to the variant nearest to the present choice. Not why it cannot be had, if it cannot.</summary>
public sealed record OptionLink(string Name, string? Swatch, string Url, bool Current, string? Not);

/// <summary>A property and its value; some values can be looked for.</summary>
public sealed record Fact(string Name, string Value, string? Url);

/// <summary>Other products, under a heading that says why these.</summary>
public sealed record Shelf(string Heading, string Url, IReadOnlyList<ProductCard> Cards);
