using Shop.Catalog;
using Shop.Search;
using Shop.Web.Html;
using Shop.Web.Storefront.Catalog;

namespace Shop.Web.Storefront.Search;

/// <summary>What is offered while somebody types, and to somebody who has typed nothing.</summary>
public sealed class SuggestionReader(ShopWindow window, IProductSearch search, Cards cards)
{
    private const int MostViewed = 4;

    /// <param name="viewed">What this visitor looked at lately: offered to who has typed nothing.</param>
    public async Task<SuggestionList> For(string typed, IReadOnlyList<Guid> viewed, CancellationToken ct)
    {
        var assortment = await window.Now(ct);
        var suggested = await search.Suggest(assortment, typed, ct);
        return new SuggestionList(typed, cards.Of(suggested.Products.Select(assortment.Product).OfType<ListedProduct>(), assortment),
            [.. suggested.Categories.Select(c => assortment.Category(c)).OfType<ShownCategory>().Select(c => new ShopLink(c.Name, $"/c/{c.Slug}"))], suggested.Queries)
        {
            CorrectedText = suggested.CorrectedText,
            Viewed = typed.Length > 0 ? [] : cards.Of(viewed.Select(assortment.Product).OfType<ListedProduct>().Take(MostViewed), assortment),
        };
    }

    public async Task<SearchStart> Start(CancellationToken ct)
    {
        var assortment = await window.Now(ct);
        return new SearchStart(cards.Of(assortment.Products.Take(8), assortment, 4), Shelves.Of(assortment, null));
    }
}

/// <summary>What somebody who typed this much may mean.</summary>
public sealed record SuggestionList(string Typed, IReadOnlyList<ProductCard> Products, IReadOnlyList<ShopLink> Categories, IReadOnlyList<string> Queries)
{
    public IReadOnlyList<ProductCard> Viewed { get; init; } = [];

    /// <summary>What the words were taken for, when they were not found as typed.</summary>
    public string? CorrectedText { get; init; }
    public string Heading => CorrectedText is null ? "Products" : $"Results for “{CorrectedText}”";
    public int Count => Viewed.Count + Products.Count + Categories.Count + Queries.Count;

    /// <summary>A text in parts: those that were typed, and those that were not.</summary>
    public IEnumerable<(string Text, bool WasTyped)> PartsOf(string text)
    {
        var words = Typed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var from = 0;
        for (var at = 0; at < text.Length;)
        {
            var word = at == 0 || !char.IsLetterOrDigit(text[at - 1]) ? words.FirstOrDefault(w => text.AsSpan(at).StartsWith(w, StringComparison.CurrentCultureIgnoreCase) && at + w.Length <= text.Length) : null;
            if (word is null)
            {
                at++;
                continue;
            }
            if (at > from) yield return (text[from..at], false);
            yield return (text[at..(at + word.Length)], true);
            from = at += word.Length;
        }
        if (from < text.Length) yield return (text[from..], false);
    }
}

/// <summary>The search page before anything is looked for.</summary>
public sealed record SearchStart(IReadOnlyList<ProductCard> Popular, IReadOnlyList<MenuEntry> Shelves);
