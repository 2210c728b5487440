using System.Globalization;

namespace Shop.Web.Html;

/// <summary>One picture in the sizes it exists in, smallest first, with the words that stand in for it.</summary>
public sealed record Picture(string Alt, IReadOnlyList<PictureSize> Sizes, int Width = 960, int Height = 960)
{
    /// <param name="pattern">The address with {0} where the width goes.</param>
    public static Picture Sized(string pattern, string alt, params IReadOnlyList<int> widths) =>
        new(alt, [.. widths.Select(w => new PictureSize(string.Format(CultureInfo.InvariantCulture, pattern, w), w))], widths[^1], widths[^1]);
}

/// <summary>A file of a picture, and how many pixels it is wide.</summary>
public sealed record PictureSize(string Url, int Width);
