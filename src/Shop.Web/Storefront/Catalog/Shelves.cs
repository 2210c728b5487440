using Shop.Catalog;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Catalog;

/// <summary>Shelves that have something on them, with a picture of what that is.</summary>
public static class Shelves
{
    public static IReadOnlyList<MenuEntry> Of(Assortment assortment, Guid? parent) => assortment.Remember(("shelves", parent), () => (IReadOnlyList<MenuEntry>)
        [.. assortment.ChildrenOf(parent).Select(c => (Category: c, Products: assortment.In(c))).Where(c => c.Products.Count > 0).Select(c => EntryOf(c.Category, c.Products, assortment))]);

    private static MenuEntry EntryOf(ShownCategory category, IReadOnlyList<ListedProduct> products, Assortment assortment) => new(category.Name, $"/c/{category.Slug}")
    {
        Picture = OwnPicture(category.PictureFile) ?? Cards.PictureOf(products.SelectMany(p => p.Pictures).FirstOrDefault()),
        Note = products.Count == 1 ? "1 product" : $"{products.Count} products",
        Children = Of(assortment, category.Id),
    };

    // A picture of the shelf itself lies beside those of the products.
    private static Picture? OwnPicture(string? file) => file?.StartsWith("category-", StringComparison.Ordinal) == true ? Picture.Sized($"/dist/pictures/{file}-{{0}}.webp", "", 400, 800) : Cards.PictureOf(file, "");
}
