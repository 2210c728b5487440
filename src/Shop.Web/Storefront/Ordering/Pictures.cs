using Shop.Ordering;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Ordering;

/// <summary>Pictures of articles in carts and orders.</summary>
public static class Pictures
{
    private static readonly int[] Widths = [320, 640, 960];

    public static Picture? Of(CartPicture? picture) => picture is null ? null : Of(picture.File, picture.Alt, picture.Width, picture.Height);

    public static Picture? Of(string? file, string alt, int width = 960, int height = 960) => string.IsNullOrEmpty(file) ? null
        : new Picture(alt, [.. Widths.Where(w => w <= width).DefaultIfEmpty(width).Select(w => new PictureSize($"/dist/pictures/products/{file}-{w}.webp", w))], width, height);
}
