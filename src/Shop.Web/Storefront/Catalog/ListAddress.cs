using System.Globalization;
using Microsoft.Extensions.Primitives;
using Shop.Kernel;
using Shop.Search;

namespace Shop.Web.Storefront.Catalog;

/// <summary>The state of a list as its address says it: what is ticked, sorted and which page, so that Back, reload and a shared link give the same list.</summary>
public sealed record ListAddress(string Path, ProductQuery Query, long UnitsPerWhole)
{
    private const int MostValues = 60;

    private static readonly Dictionary<string, ProductSort> Sorts = new()
    {
        ["bestselling"] = ProductSort.Bestselling, ["newest"] = ProductSort.Newest, ["price"] = ProductSort.PriceUp, ["price-down"] = ProductSort.PriceDown, ["rating"] = ProductSort.Rating,
    };

    private static readonly HashSet<string> Own = ["q", "sort", "page", "min", "max", "stock", "rating"];

    /// <summary>Reads an address. What makes no sense is passed over.</summary>
    public static ListAddress Read(HttpRequest request, Currency currency)
    {
        var asked = request.Query;
        var (min, max) = (Amount(asked["min"], currency), Amount(asked["max"], currency));
        if (min > max) (min, max) = (max, min);
        return new ListAddress(request.Path, new ProductQuery
        {
            Text = Text(asked["q"]),
            Choices = asked.Where(a => !Own.Contains(a.Key)).ToDictionary(a => a.Key, a => (IReadOnlyList<string>)[.. a.Value.OfType<string>().Where(v => v.Length > 0).Distinct().Take(MostValues)])
                .Where(c => c.Value.Count > 0).ToDictionary(),
            PriceFrom = min, PriceTo = max,
            InStock = asked["stock"] == "1",
            MinRating = asked["rating"].ToString() switch { "4" => 4, "3" => 3, _ => null },
            Sort = Sorts.GetValueOrDefault(asked["sort"].ToString()),
            Page = int.TryParse(asked["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, ProductQuery.MostPages) : 1,
        }, currency.UnitsPerWhole);
    }

    public static string NameOf(ProductSort sort) => Sorts.FirstOrDefault(s => s.Value == sort).Key ?? "";

    /// <summary>Properties that this list does not have are no part of its state: “utm_source” and the like.</summary>
    public ListAddress Knowing(IReadOnlyList<Facet> facets) => this with
    {
        Query = Query with
        {
            Choices = facets.Select(f => (f.Key, Values: (IReadOnlyList<string>)[.. f.Values.Where(v => v.Chosen).Select(v => v.Key)])).Where(c => c.Values.Count > 0).ToDictionary(c => c.Key, c => c.Values),
        },
    };

    public bool IsNarrowed => Query.Choices.Count > 0 || Query.PriceFrom is not null || Query.PriceTo is not null || Query.InStock || Query.MinRating is not null;

    public string Url => UrlOf(Query);

    public string Page(int page) => UrlOf(Query with { Page = page });

    /// <summary>Without one tick; back to the first page.</summary>
    public string Without(string facet, string value) => UrlOf(Query with
    {
        Page = 1,
        Choices = Query.Choices.ToDictionary(c => c.Key, c => c.Key == facet ? [.. c.Value.Where(v => v != value)] : c.Value),
    });

    public string WithoutPrice => UrlOf(Query with { Page = 1, PriceFrom = null, PriceTo = null });
    public string WithoutStock => UrlOf(Query with { Page = 1, InStock = false });
    public string WithoutRating => UrlOf(Query with { Page = 1, MinRating = null });
    public string Cleared => UrlOf(new ProductQuery { Text = Query.Text, Sort = Query.Sort });
    public string Min => Written(Query.PriceFrom);
    public string Max => Written(Query.PriceTo);

    /// <summary>The address as fields of a form, without the given ones.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields(params string[] without) => Pairs(Query with { Page = 1 }).Where(p => !without.Contains(p.Key));

    private string UrlOf(ProductQuery query)
    {
        var pairs = Pairs(query).ToList();
        return pairs.Count == 0 ? Path : Path + QueryString.Create(pairs.Select(p => KeyValuePair.Create<string, string?>(p.Key, p.Value)));
    }

    private IEnumerable<KeyValuePair<string, string>> Pairs(ProductQuery query)
    {
        if (query.HasText) yield return new("q", query.Text!);
        foreach (var (facet, values) in query.Choices) foreach (var value in values) yield return new(facet, value);
        if (query.PriceFrom is not null) yield return new("min", Written(query.PriceFrom));
        if (query.PriceTo is not null) yield return new("max", Written(query.PriceTo));
        if (query.InStock) yield return new("stock", "1");
        if (query.MinRating is { } rating) yield return new("rating", rating.ToString(CultureInfo.InvariantCulture));
        if (query.Sort != ProductSort.Relevance) yield return new("sort", NameOf(query.Sort));
        if (query.Page > 1) yield return new("page", query.Page.ToString(CultureInfo.InvariantCulture));
    }

    private string Written(Money? amount) => amount is { } known ? ((decimal)known.Minor / UnitsPerWhole).ToString("0.##", CultureInfo.InvariantCulture) : "";

    private static string? Text(StringValues asked)
    {
        var text = asked.ToString().Trim();
        return text.Length == 0 ? null : text.Length > ProductQuery.TextMaxLength ? text[..ProductQuery.TextMaxLength] : text;
    }

    private static Money? Amount(StringValues asked, Currency currency) =>
        decimal.TryParse(asked.ToString().Replace(',', '.'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var amount)
            && amount is >= 0 and < 10_000_000 ? currency.FromDecimal(amount) : null;
}
