using Shop.Catalog;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Catalog;

/// <summary>Up to four products side by side.</summary>
/// <param name="OnlyDifferences">Rows in which all say the same are left out.</param>
public sealed record Comparison(IReadOnlyList<ComparedProduct> Products, IReadOnlyList<ComparedRow> Rows, bool OnlyDifferences)
{
    public const int Most = 4;

    /// <summary>How many rows were left out.</summary>
    public int Alike { get; init; }

    /// <summary>The fifth, when there are four already: it waits for one of them to make room.</summary>
    public ComparedProduct? Waiting { get; init; }
}

/// <summary>A column of the comparison.</summary>
public sealed record ComparedProduct(Guid Id, ProductCard Card);

/// <summary>A property, and what each product says of it; “–” where one says nothing.</summary>
public sealed record ComparedRow(string Name, IReadOnlyList<string> Values)
{
    public bool AllAlike => Values.Count > 1 && Values.Distinct(StringComparer.Ordinal).Count() == 1;
}

/// <summary>Puts a comparison together from what is on show; it asks no database.</summary>
public sealed class ComparisonReader(ShopWindow window, Cards cards, MoneyText money)
{
    private const string Nothing = "–";

    public async Task<Comparison> Of(IReadOnlyList<Guid> ids, bool onlyDifferences, Guid? waiting, CancellationToken ct)
    {
        var assortment = await window.Now(ct);
        var products = ids.Select(assortment.Product).OfType<ListedProduct>().Take(Comparison.Most).ToList();
        var rows = Rows(products, assortment).ToList();
        var shown = onlyDifferences ? rows.Where(r => !r.AllAlike).ToList() : rows;
        var fifth = waiting is { } id && assortment.Product(id) is { } product && !products.Contains(product) ? product : null;
        return new Comparison([.. products.Select(p => Column(p, assortment))], shown, onlyDifferences)
        {
            Alike = rows.Count - shown.Count, Waiting = fifth is null ? null : Column(fifth, assortment),
        };
    }

    private ComparedProduct Column(ListedProduct product, Assortment assortment) => new(product.Id, cards.Of([product], assortment)[0]);

    private IEnumerable<ComparedRow> Rows(List<ListedProduct> products, Assortment assortment)
    {
        if (products.Count == 0) yield break;
        yield return Row("Price", PriceOf);
        yield return Row("Rating", p => p.RatingCount == 0 ? Nothing : $"{p.Rating:0.0} of 5, {(p.RatingCount == 1 ? "1 review" : $"{p.RatingCount} reviews")}");
        yield return Row("Can be had", p => p.InStock ? "In stock" : "Sold out");
        if (products.Any(p => p.BrandId is not null)) yield return Row("Made by", p => assortment.Brand(p.BrandId)?.Name ?? Nothing);
        if (products.Any(p => p.CategoryId is not null)) yield return Row("Kind", p => assortment.Category(p.CategoryId)?.Name ?? Nothing);
        foreach (var option in products.SelectMany(p => p.Variants).SelectMany(v => v.Options).Select(o => o.Option).Distinct())
            yield return Row(option, p => Joined(p.Variants.SelectMany(v => v.Options).Where(o => o.Option == option).Select(o => o.Value)));
        foreach (var attribute in assortment.Attributes.Where(a => products.Any(p => p.Attributes.Any(x => x.Code == a.Code))))
            yield return Row(attribute.Name, p => Joined(p.Attributes.Where(a => a.Code == attribute.Code).Select(a => a.Value)));

        ComparedRow Row(string name, Func<ListedProduct, string> value) => new(name, [.. products.Select(value)]);
    }

    private string PriceOf(ListedProduct product)
    {
        var (lowest, highest) = (product.Variants.Min(v => v.Price), product.HighestPrice);
        return lowest == highest ? money.Of(lowest) : $"{money.Of(lowest)} to {money.Of(highest)}";
    }

    private static string Joined(IEnumerable<string> values) => string.Join(", ", values.Distinct()) is { Length: > 0 } said ? said : Nothing;
}
