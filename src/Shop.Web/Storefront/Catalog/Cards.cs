using Shop.Catalog;
using Shop.Catalog.Photos;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Catalog;

/// <summary>Makes cards of listed products, once for as long as the product does not change.</summary>
public sealed class Cards(TimeProvider clock)
{
    private static readonly TimeSpan New = TimeSpan.FromDays(45);
    private const int MostOnCard = 3;
    private static readonly int[] Widths = [320, 640];

    /// <summary>Cards in this order; those a visitor sees without scrolling come at once.</summary>
    public IReadOnlyList<ProductCard> Of(IEnumerable<ListedProduct> products, Assortment assortment, int eager = 0, string? sizes = null)
    {
        return [.. products.Select((p, i) => i >= eager && sizes is null ? Card(p, assortment)
            : assortment.Remember(("card", p.Id, i < eager, sizes), () => Card(p, assortment) is var card ? card with { Eager = i < eager, Sizes = sizes ?? card.Sizes } : card))];
    }

    /// <summary>A product as somebody who ticked a colour wants to see it: in that colour.</summary>
    public ProductCard Of(ListedProduct product, ListedVariant variant, Assortment assortment, bool eager)
    {
        return assortment.Remember(("card", product.Id, variant.Id, eager), () =>
        {
            var pictures = OnCard(product, variant);
            return Card(product, assortment) with
            {
                Url = $"{UrlOf(product)}?variant={Uri.EscapeDataString(variant.Sku)}",
                ChooseAt = ChooseAt(product, variant),
                Eager = eager,
                Picture = pictures.FirstOrDefault(),
                More = [.. pictures.Skip(1)],
            };
        });
    }

    public static string UrlOf(ListedProduct product) => $"/p/{product.Slug}";

    /// <summary>“From” when other variants cost more.</summary>
    public static PriceTag PriceOf(ListedProduct product)
    {
        var leading = product.Leading;
        return PriceTag.Of(leading.Price, leading.CompareAt, leading.LowestBefore) with { From = product.HighestPrice > leading.Price };
    }

    public static Picture? PictureOf(ListedPicture? picture) => picture is null ? null : PictureOf(picture.File, picture.Alt, picture.Width, picture.Height);

    public static Picture? PictureOf(string? file, string alt, int width = 640, int height = 640) => string.IsNullOrEmpty(file) ? null
        : PhotoShelf.IsName(file) ? new Picture(alt, [new PictureSize($"/photos/{file}", width)], width, height) // brought in at the desk, in one size
        : new Picture(alt, [.. Widths.Where(w => w <= width).DefaultIfEmpty(width).Select(w => new PictureSize($"/dist/pictures/products/{file}-{w}.webp", w))], width, height);

    /// <summary>One of a product at a price, as the club's rules look at it.</summary>
    public static EarningLine EarningOf(ListedProduct product, Money price, Assortment assortment) =>
        new(product.Id, product.Id, assortment.PathTo(assortment.Category(product.CategoryId)).Select(c => c.Id).ToHashSet(), product.BrandId, 1, price, Money.Zero);

    private ProductCard Card(ListedProduct product, Assortment assortment) => assortment.Remember(("card", product.Id), () => CardOf(product, assortment));

    private ProductCard CardOf(ListedProduct product, Assortment assortment)
    {
        var brand = assortment.Brand(product.BrandId);
        var price = PriceOf(product);
        var pictures = OnCard(product, product.Leading);
        return new ProductCard(product.Name, UrlOf(product), price)
        {
            Id = product.Id,
            Maker = brand?.Name, MakerUrl = brand is null ? null : $"/brands/{brand.Slug}",
            Picture = pictures.FirstOrDefault(),
            More = [.. pictures.Skip(1)],
            Swatches = [.. product.Variants.SelectMany(v => v.Options).Where(o => o.Swatch is not null).DistinctBy(o => o.Value).Select(o => new Swatch(o.Value, o.Swatch!))],
            Rating = product.RatingCount == 0 ? null : new RatingMark(product.Rating, product.RatingCount),
            Stock = product.InStock ? null : new StockMark(StockState.None, "Sold out"),
            Badge = product.PublicFrom is not null ? "Early access" : price.IsReduced ? price.Percent > 0 ? $"−{price.Percent}%" : "Sale" : product.PublishedAt > clock.GetUtcNow().UtcDateTime - New ? "New" : null,
            QuickAdd = product.Variants is [{ InStock: true } only] ? only.Id : null,
            OnlyVariant = product.Variants.Count == 1 ? product.Leading.Id : null,
            ChooseAt = product.InStock ? ChooseAt(product, product.Leading) : null,
            Earns = EarningOf(product, product.Leading.Price, assortment),
        };
    }

    private static string? ChooseAt(ListedProduct product, ListedVariant variant) =>
        product.Variants.Count > 1 ? $"{UrlOf(product)}/choose?variant={Uri.EscapeDataString(variant.Sku)}" : null;

    // The variant's own first, then one of each other colour.
    private static List<Picture> OnCard(ListedProduct product, ListedVariant variant)
    {
        var own = PicturesOf(product, variant).ToList();
        return [.. own.Concat(product.Pictures.Except(own).DistinctBy(p => p.Colour)).Take(MostOnCard).Select(PictureOf).OfType<Picture>()];
    }

    /// <summary>The pictures that show a variant: its colour's first, then those of no colour in particular.</summary>
    public static IEnumerable<ListedPicture> PicturesOf(ListedProduct product, ListedVariant variant)
    {
        var own = product.Pictures.Where(p => p.Colour is null || variant.Options.Any(o => o.Value == p.Colour)).ToList();
        return own.Count > 0 ? own : product.Pictures;
    }
}
