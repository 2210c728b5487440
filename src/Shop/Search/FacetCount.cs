using Shop.Catalog;
using Shop.Kernel;

namespace Shop.Search;

/// <summary>
/// Narrows products by a query's ticks and counts each property as if its own ticks were not set. A product counts when one of its
/// articles satisfies everything at once: a moss cup and a large chalk cup are not a large moss cup.
/// </summary>
internal sealed class FacetCount
{
    private const long PriceBit = 1L << 62;
    private const long StockBit = 1L << 61;
    private const long RatingBit = 1L << 60;
    private const int MostTicked = 60;
    private const int MostValues = 40; // beyond that a list helps nobody; what is ticked always stays

    private readonly FacetBoard _board;
    private readonly ProductQuery _query;
    private readonly List<(int Facet, HashSet<int> Values)> _ticked = [];
    private readonly int[] _counts;
    private readonly int[] _countedFor;
    private readonly int[] _offered;
    private readonly int[] _offeredFor;

    private FacetCount(FacetBoard board, ProductQuery query)
    {
        (_board, _query) = (board, query);
        _counts = new int[board.Values.Count];
        _countedFor = new int[board.Values.Count];
        _offered = new int[board.Values.Count];
        _offeredFor = new int[board.Values.Count];
        foreach (var (key, values) in query.Choices.Where(c => c.Value.Count > 0).Take(MostTicked))
        {
            if (board.Facet(key) is not { } facet) continue;
            HashSet<int> known = [.. values.Select(v => board.Value(facet, v)).OfType<int>()];
            if (known.Count > 0) _ticked.Add((facet, known));
        }
    }

    public List<ListedProduct> Matches { get; } = [];
    public int InStock { get; private set; }
    public int FourStars { get; private set; }
    public int ThreeStars { get; private set; }
    public (Money Lowest, Money Highest)? Prices { get; private set; }

    public static FacetCount Of(IReadOnlyList<ListedProduct> candidates, Assortment assortment, ProductQuery query)
    {
        var count = new FacetCount(FacetBoard.Of(assortment), query);
        count.Run(candidates);
        return count;
    }

    /// <summary>Every property that tells the candidates apart, most useful values first.</summary>
    public IReadOnlyList<Facet> Facets(int candidates, bool withCategory, bool withBrand)
    {
        var facets = new List<Facet>();
        foreach (var (key, name, _) in _board.Facets.OrderBy(f => f.Position).ThenBy(f => f.Key, StringComparer.Ordinal))
        {
            if (key == FacetBoard.Category && !withCategory || key == FacetBoard.Brand && !withBrand) continue;
            var facet = _board.Facet(key)!.Value;
            var chosen = _ticked.FirstOrDefault(t => t.Facet == facet).Values ?? [];
            var values = Enumerable.Range(0, _counts.Length).Where(v => _board.Values[v].Facet == facet && (_offered[v] > 0 || chosen.Contains(v)))
                .OrderByDescending(v => _offered[v]).ThenBy(v => _board.Values[v].Name, StringComparer.Ordinal) // not by count: a value keeps its place while one ticks
                .Where((v, place) => place < MostValues || chosen.Contains(v))
                .Select(v => new FacetValue(_board.Values[v].Key, _board.Values[v].Name, _board.Values[v].Swatch, _counts[v], chosen.Contains(v))).ToList();
            var offered = Enumerable.Range(0, _counts.Length).Where(v => _board.Values[v].Facet == facet).Sum(v => _offered[v]);
            if (values.Count == 0 || values.Count == 1 && !values[0].Chosen && offered == candidates) continue; // tells nothing apart
            facets.Add(new Facet(key, name, [.. Sorted(values)]));
        }
        return facets;
    }

    private void Run(IReadOnlyList<ListedProduct> candidates)
    {
        long lowest = long.MaxValue, highest = long.MinValue;
        for (var i = 0; i < candidates.Count; i++)
        {
            var product = candidates[i];
            var row = _board[product];
            Offer(row.Values, i);
            foreach (var article in row.Articles) Offer(article.Values, i);

            bool matches = false, stock = false, priced = false, rated = false;
            var rating = product.RatingCount == 0 ? 0 : product.Rating;
            foreach (var article in row.Articles)
            {
                var fails = Fails(row, article, rating);
                if (fails == 0)
                {
                    matches = true;
                    Count(row.Values, i, null);
                    Count(article.Values, i, null);
                }
                else if ((fails & (fails - 1)) == 0 && fails < RatingBit)
                {
                    var facet = _ticked[(int)long.TrailingZeroCount(fails)].Facet;
                    Count(row.Values, i, facet);
                    Count(article.Values, i, facet);
                }
                if ((fails & ~StockBit) == 0 && article.InStock) stock = true;
                if ((fails & ~RatingBit) == 0) rated = true;
                if ((fails & ~PriceBit) == 0)
                {
                    priced = true;
                    lowest = Math.Min(lowest, article.Price);
                    highest = Math.Max(highest, article.Price);
                }
            }
            if (matches) Matches.Add(product);
            if (stock) InStock++;
            if (rated && rating >= 4) FourStars++;
            if (rated && rating >= 3) ThreeStars++;
            if (priced) Prices = (new Money(lowest), new Money(highest));
        }
    }

    private long Fails(FacetBoard.Row row, FacetBoard.Article article, decimal rating)
    {
        long fails = 0;
        for (var t = 0; t < _ticked.Count; t++)
            if (!HasAny(row.Values, _ticked[t].Values) && !HasAny(article.Values, _ticked[t].Values)) fails |= 1L << t;
        if (_query.PriceFrom is { } from && article.Price < from.Minor || _query.PriceTo is { } to && article.Price > to.Minor) fails |= PriceBit;
        if (_query.InStock && !article.InStock) fails |= StockBit;
        if (_query.MinRating is { } least && rating < least) fails |= RatingBit;
        return fails;
    }

    private void Offer(int[] values, int product)
    {
        foreach (var value in values)
        {
            if (_offeredFor[value] == product + 1) continue;
            _offeredFor[value] = product + 1;
            _offered[value]++;
        }
    }

    private void Count(int[] values, int product, int? onlyFacet)
    {
        foreach (var value in values)
        {
            if (onlyFacet is { } facet && _board.Values[value].Facet != facet || _countedFor[value] == product + 1) continue;
            _countedFor[value] = product + 1;
            _counts[value]++;
        }
    }

    private static bool HasAny(int[] values, HashSet<int> wanted)
    {
        foreach (var value in values) if (wanted.Contains(value)) return true;
        return false;
    }

    // “14 cm, 20 cm, 28 cm” in the order of their numbers; everything else by how much there is of it.
    private static IEnumerable<FacetValue> Sorted(List<FacetValue> values) => values.All(v => char.IsAsciiDigit(v.Name[0]))
        ? values.OrderBy(v => LeadingNumber(v.Name)).ThenBy(v => v.Name, StringComparer.Ordinal)
        : values;

    private static double LeadingNumber(string name)
    {
        var digits = new string([.. name.TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]);
        return double.TryParse(digits.TrimEnd('.'), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
