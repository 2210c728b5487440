using Shop.Catalog;
using Shop.Web.Html;
using Shop.Web.Storefront.Catalog;
using Shop.Wishes;

namespace Shop.Web.Storefront.Wishes;

/// <summary>A wishlist as its owner sees it, with their other lists.</summary>
public sealed record WishlistPage(ShownWishlist List, IReadOnlyList<WishRow> Rows, IReadOnlyList<ShownWishlist> Lists, bool IsCustomer)
{
    /// <summary>The address for others; null while it is not shared.</summary>
    public string? SharedAt { get; init; }
    public IReadOnlyList<ChangeWishes.TakenOff> TakenOff { get; init; } = [];
    /// <summary>Its address, without the slash in front.</summary>
    public string Url => $"wishlist/{List.Id}";
    public string Count => List.Items.Count == 1 ? "1 thing" : $"{List.Items.Count} things";
}

/// <summary>A wishlist as others see it.</summary>
public sealed record SharedWishlistPage(string Heading, IReadOnlyList<WishRow> Rows);

/// <summary>A thing on a wishlist as it stands today.</summary>
public sealed record WishRow(ShownWish Wish, string Name, string? Url, Picture? Picture, string Form, PriceTag? Price, StockMark? Stock)
{
    /// <summary>The form that goes into the cart; null when it is sold out, gone, or still to be chosen.</summary>
    public Guid? CanBeMoved { get; init; }
    public bool IsToBeChosen { get; init; }
    public bool IsGone => Url is null;
    public bool IsSoldOut => Stock?.State == StockState.None;
}

/// <summary>Looks up what is on a wishlist among what is on show; it asks no database.</summary>
public sealed class WishRows(ShopWindow window)
{
    public async Task<IReadOnlyList<WishRow>> Of(ShownWishlist list, CancellationToken ct)
    {
        var assortment = await window.Now(ct);
        return [.. list.Items.Select(wish => RowOf(wish, assortment))];
    }

    private static WishRow RowOf(ShownWish wish, Assortment assortment)
    {
        var product = assortment.Product(wish.ProductId);
        var variant = product?.Variants.FirstOrDefault(v => v.Id == wish.VariantId) ?? (product?.Variants.Count == 1 && wish.VariantId is null ? product.Variants[0] : null);
        if (product is null || variant is null && wish.VariantId is not null) return new WishRow(wish, wish.Name, null, null, "", null, null);

        var shown = variant ?? product.Leading;
        var inStock = variant?.InStock ?? product.InStock;
        var cheaper = shown.Price < wish.PriceSeen;
        var price = variant is null ? Cards.PriceOf(product) : new PriceTag(variant.Price) { Before = variant.CompareAt };
        return new WishRow(wish, product.Name, variant is null ? Cards.UrlOf(product) : $"{Cards.UrlOf(product)}?variant={Uri.EscapeDataString(variant.Sku)}",
            Cards.PictureOf(Cards.PicturesOf(product, shown).FirstOrDefault()), variant is null || product.Variants.Count == 1 ? "" : string.Join(", ", variant.Options.Select(o => o.Value)),
            cheaper && price.Before is null ? price with { Note = "Cheaper than when you put it here" } : price,
            inStock ? new StockMark(StockState.In, "In stock") : new StockMark(StockState.None, "Sold out"))
        {
            CanBeMoved = variant is { InStock: true } ? variant.Id : null,
            IsToBeChosen = variant is null && inStock,
        };
    }
}
