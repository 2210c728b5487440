using Shop.Ordering;
using Shop.Web.Html;
using Shop.Web.Storefront.Catalog;

namespace Shop.Web.Storefront.Ordering;

/// <summary>Pictures of articles in carts and orders.</summary>
public static class Pictures
{
    public static Picture? Of(CartPicture? picture) => picture is null ? null : Cards.PictureOf(picture.File, picture.Alt, picture.Width, picture.Height);

    public static Picture? Of(OrderLine line) => Cards.PictureOf(line.PictureFile, line.Name);
}
