using System.Globalization;
using Shop.Catalog;

namespace Shop.Web.Storefront.Catalog;

/// <summary>Which reviews somebody reads, and where they are.</summary>
public sealed record ReviewChoice(ReviewOrder Order, int? Stars, int Page)
{
    private const int MostPages = 10_000;

    /// <summary>What makes no sense is passed over.</summary>
    public static ReviewChoice Read(string? order, string? stars, string? page) => new(
        order switch { "helpful" => ReviewOrder.Helpful, "highest" => ReviewOrder.Highest, "lowest" => ReviewOrder.Lowest, _ => ReviewOrder.Newest },
        stars is ['1' or '2' or '3' or '4' or '5'] ? stars[0] - '0' : null,
        int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, MostPages) : 1);

    public bool IsFirst => this is { Order: ReviewOrder.Newest, Stars: null, Page: 1 };

    public IEnumerable<KeyValuePair<string, string?>> Pairs()
    {
        if (Order != ReviewOrder.Newest) yield return new("order", NameOf(Order));
        if (Stars is { } stars) yield return new("stars", stars.ToString(CultureInfo.InvariantCulture));
        if (Page > 1) yield return new("reviews", Page.ToString(CultureInfo.InvariantCulture));
    }

    public static string NameOf(ReviewOrder order) => order switch { ReviewOrder.Helpful => "helpful", ReviewOrder.Highest => "highest", ReviewOrder.Lowest => "lowest", _ => "" };
}
