using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Shop.Catalog;

namespace Shop.Search;

/// <summary>Words are looked up in the embedded index, everything else is counted in memory. What it finds is on show at this moment, whatever the index says.</summary>
internal sealed class SqliteProductSearch(Showcase showcase, SearchIndex index, IOptions<SearchOptions> options) : IProductSearch
{
    private const int MostWords = 12;

    private readonly Lazy<SynonymBook> _synonyms = new(() => new SynonymBook(options.Value.Synonyms));

    public async Task<ProductHits> Find(Assortment assortment, ProductQuery query, CancellationToken ct)
    {
        var shelf = Shelf(assortment, query);
        if (!query.HasText) return assortment.Remember(KeyOf(query), () => Narrow(shelf, shelf, assortment, query, null));

        var words = WordsOf(query.Text);
        if (words.Count == 0) return new ProductHits([], 0);
        var file = await index.At(await showcase.Everything(ct), ct);
        if (file is null) return Narrow(ByName(shelf, words), shelf, assortment, query, null);
        try
        {
            return index.Edition >= assortment.Edition ? assortment.Remember(KeyOf(query), LookUp) : LookUp(); // an index that catches up may find more in a moment
        }
        catch (SqliteException damage)
        {
            index.Distrust(file, damage);
            return Narrow(ByName(shelf, words), shelf, assortment, query, null);
        }

        ProductHits LookUp()
        {
            var within = shelf.Count == assortment.Products.Count ? null : shelf.Select(p => p.Id).ToHashSet();
            var found = new Lookup(file, index.Spelling(file), _synonyms.Value, assortment, within).Find(words);
            return Narrow(found.Products, shelf, assortment, query, found);
        }
    }

    public async Task<Suggestions> Suggest(Assortment assortment, string typed, CancellationToken ct)
    {
        var words = WordsOf(typed);
        if (words.Count == 0 || words.Count == 1 && !words[0].Unspaced && words[0].Text.Length < 2) return Suggestions.None;
        var file = await index.At(await showcase.Everything(ct), ct);
        if (file is null) return new Suggestions([.. ByName(assortment.Products, words).Take(5).Select(p => p.Id)], [], []);
        try
        {
            return index.Edition >= assortment.Edition ? assortment.Remember(("suggestions", string.Join(' ', words)), LookUp) : LookUp();
        }
        catch (SqliteException damage)
        {
            index.Distrust(file, damage);
            return new Suggestions([.. ByName(assortment.Products, words).Take(5).Select(p => p.Id)], [], []);
        }

        Suggestions LookUp() => new Lookup(file, index.Spelling(file), _synonyms.Value, assortment, null).Suggest(words);
    }

    private static List<Word> WordsOf(string? text) =>
        [.. SearchText.Words(text?.Length > ProductQuery.TextMaxLength ? text[..ProductQuery.TextMaxLength] : text).Take(MostWords)];

    private static IReadOnlyList<ListedProduct> Shelf(Assortment assortment, ProductQuery query)
    {
        var products = query.CategoryId is { } category ? assortment.Category(category) is { } shelf ? assortment.In(shelf) : [] : assortment.Products;
        return query.BrandId is not { } brand ? products
            : query.CategoryId is null ? assortment.Brand(brand) is { } maker ? assortment.By(maker) : []
            : [.. products.Where(p => p.BrandId == brand)];
    }

    // While there is no index: names that have all the words.
    private static List<ListedProduct> ByName(IReadOnlyList<ListedProduct> shelf, List<Word> words) =>
        [.. shelf.Where(p => SearchText.Indexed(p.Name) is var name && words.All(w => name.Contains(w.Text, StringComparison.Ordinal)))];

    private static ProductHits Narrow(IReadOnlyList<ListedProduct> candidates, IReadOnlyList<ListedProduct> shelf, Assortment assortment, ProductQuery query, Lookup.Found? found)
    {
        var count = FacetCount.Of(candidates, assortment, query);
        var sorted = Sorted(count.Matches, query);
        var ids = sorted.Skip((Math.Clamp(query.Page, 1, ProductQuery.MostPages) - 1) * query.PageSize).Take(query.PageSize).Select(p => p.Id);
        return new ProductHits([.. ids], count.Matches.Count)
        {
            Facets = count.Facets(candidates.Count, withCategory: query.CategoryId is null, withBrand: query.BrandId is null),
            Prices = count.Prices, InStock = count.InStock, FourStars = count.FourStars, ThreeStars = count.ThreeStars,
            Reading = found?.Reading ?? Reading.AsTyped, CorrectedText = found?.CorrectedText, DidYouMean = found?.DidYouMean, Guesses = found?.Guesses ?? [],
        };
    }

    private static IEnumerable<ListedProduct> Sorted(List<ListedProduct> matches, ProductQuery query) => query.Sort switch
    {
        ProductSort.Newest => matches.OrderByDescending(p => p.PublishedAt).ThenBy(p => p.Id),
        ProductSort.PriceUp => matches.OrderBy(p => p.Leading.Price).ThenBy(p => p.Id),
        ProductSort.PriceDown => matches.OrderByDescending(p => p.Leading.Price).ThenBy(p => p.Id),
        ProductSort.Rating => matches.OrderByDescending(p => p.RatingCount > 0).ThenByDescending(p => p.CautiousRating).ThenBy(p => p.Id),
        ProductSort.Bestselling => matches.OrderByDescending(p => p.SoldLately).ThenBy(p => p.Id),
        _ => matches, // they come as recommended, or best match first
    };

    private static (string, string) KeyOf(ProductQuery query) => ("hits", string.Join('\u001f',
        [query.Text ?? "", $"{query.CategoryId} {query.BrandId} {query.PriceFrom?.Minor} {query.PriceTo?.Minor} {query.InStock} {query.MinRating} {query.Sort} {query.Page} {query.PageSize}",
            .. query.Choices.OrderBy(c => c.Key, StringComparer.Ordinal).SelectMany(c => c.Value.Order(StringComparer.Ordinal).Select(v => $"{c.Key}\u001e{v}"))]));
}
