using Shop.Catalog;
using Shop.Data;
using Shop.Search;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Catalog;

/// <summary>Puts a list together: what the address asks for, found by the search, shown as cards.</summary>
public sealed class ListReader(ShopWindow window, IProductSearch search, CurrentShop shop, Cards cards, MoneyText money)
{
    private const int FirstRow = 4;
    private const int MostPopular = 4;

    public ListAddress AddressOf(HttpRequest request) => ListAddress.Read(request, shop.Currency);

    public async Task<ListPage> Read(string title, ListAddress address, ProductQuery query, CancellationToken ct)
    {
        var assortment = await window.Now(ct);
        var hits = await search.Find(assortment, query, ct);
        address = address.Knowing(hits.Facets);
        var found = hits.Ids.Select(assortment.Product).OfType<ListedProduct>();
        return new ListPage(title, address, InChosenColour(cards.Of(found, assortment, FirstRow), hits, assortment), hits.Total)
        {
            Facets = hits.Facets, Chips = [.. ChipsOf(address, hits)], Prices = hits.Prices, InStock = hits.InStock, FourStars = hits.FourStars, ThreeStars = hits.ThreeStars,
            Reading = hits.Reading, CorrectedText = hits.CorrectedText, DidYouMean = hits.DidYouMean, Guesses = hits.Guesses,
            Pages = new PageLinks(query.Page, Math.Max(1, (hits.Total + query.PageSize - 1) / query.PageSize), address.Page),
            Popular = hits.Total == 0 ? await Popular(ct) : [],
        };
    }

    /// <summary>What people buy, for pages that have nothing else to offer.</summary>
    public async Task<IReadOnlyList<ProductCard>> Popular(CancellationToken ct)
    {
        var assortment = await window.Now(ct);
        return cards.Of(assortment.Products.Take(MostPopular), assortment);
    }

    private IReadOnlyList<ProductCard> InChosenColour(IReadOnlyList<ProductCard> list, ProductHits hits, Assortment assortment)
    {
        var ticked = hits.Facets.SelectMany(f => f.Values.Where(v => v is { Chosen: true, Swatch: not null }).Select(v => (f.Name, Value: v.Name))).ToHashSet();
        if (ticked.Count == 0) return list;
        return [.. list.Zip(hits.Ids.Select(assortment.Product).OfType<ListedProduct>(), (card, product) =>
            product.Variants.Where(v => v.Options.Any(o => ticked.Contains((o.Option, o.Value)))).OrderBy(v => !v.InStock).FirstOrDefault() is { } variant
                ? cards.Of(product, variant, assortment, card.Eager) : card)];
    }

    private IEnumerable<Chip> ChipsOf(ListAddress address, ProductHits hits)
    {
        foreach (var facet in hits.Facets)
            foreach (var value in facet.Values.Where(v => v.Chosen))
                yield return new Chip(value.Name is "Yes" or "No" ? $"{facet.Name}: {value.Name}" : value.Name, address.Without(facet.Key, value.Key), value.Swatch);
        var query = address.Query;
        if (query is { PriceFrom: { } from, PriceTo: { } to }) yield return new Chip($"{money.Of(from)} to {money.Of(to)}", address.WithoutPrice);
        else if (query.PriceFrom is { } above) yield return new Chip($"From {money.Of(above)}", address.WithoutPrice);
        else if (query.PriceTo is { } below) yield return new Chip($"Up to {money.Of(below)}", address.WithoutPrice);
        if (query.MinRating is { } rating) yield return new Chip($"{rating} stars and more", address.WithoutRating);
        if (query.InStock) yield return new Chip("In stock", address.WithoutStock);
    }
}
