using Shop.Catalog;
using Shop.Loyalty;
using Shop.Ordering;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>Looks at a cart as the club's rules do.</summary>
public static class CartEarning
{
    public static IReadOnlyList<EarningLine> Of(PricedCart cart, Assortment assortment) => [.. cart.Quote.Lines.Select(line => Of(line, cart, assortment))];

    private static EarningLine Of(QuoteLine line, PricedCart cart, Assortment assortment)
    {
        var article = cart.Lines.FirstOrDefault(l => l.VariantId == line.VariantId);
        var shelves = assortment.PathTo(assortment.Category(article?.CategoryId)).Select(c => c.Id).ToHashSet();
        return new EarningLine(line.VariantId, article?.ProductId, shelves, article is null ? null : assortment.Product(article.ProductId)?.BrandId, line.Quantity, line.Total, line.Vat);
    }
}
