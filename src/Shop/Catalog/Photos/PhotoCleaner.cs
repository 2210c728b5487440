using Shop.Kernel;

namespace Shop.Catalog.Photos;

/// <summary>The kinds of picture that are taken.</summary>
public enum PhotoFormat { Jpeg, Png, Webp }

/// <summary>A picture that holds nothing but a picture. Width and height as it is seen, turned the way the camera said.</summary>
public sealed record CleanPhoto(byte[] Bytes, PhotoFormat Format, int Width, int Height);

/// <summary>
/// Takes a picture from a stranger apart and writes it anew from the parts a picture needs: where and with what it was taken, comments, previews,
/// colour profiles, anything hidden between or behind the parts does not come along. Whatever is not exactly what its format says is refused.
/// </summary>
public static class PhotoCleaner
{
    public const int MostBytes = 8 * 1024 * 1024;
    public const int LeastSide = 100;
    public const int MostSide = 10_000;
    public const int MostPixels = 50_000_000;

    /// <param name="contentType">What the browser said it is; must be true.</param>
    /// <exception cref="RuleBroken">It is not taken; the sentence says why.</exception>
    public static CleanPhoto Clean(ReadOnlySpan<byte> file, string? contentType)
    {
        if (file.Length == 0) throw new RuleBroken("This file is empty.");
        if (file.Length > MostBytes) throw new RuleBroken($"This photo has more than {MostBytes / 1024 / 1024} MB. Choose a smaller one.");
        var format = FormatOf(file) ?? throw new RuleBroken("This is not a photo we can show. Choose a JPEG, PNG or WebP file.");
        if (FormatOf(contentType) != format) throw new RuleBroken("This file is not what its name says it is. Save it as a JPEG and choose that.");
        return format switch
        {
            PhotoFormat.Jpeg => JpegFile.Rewrite(file),
            PhotoFormat.Png => PngFile.Rewrite(file),
            _ => WebpFile.Rewrite(file),
        };
    }

    public static string ContentTypeOf(PhotoFormat format) => format switch { PhotoFormat.Jpeg => "image/jpeg", PhotoFormat.Png => "image/png", _ => "image/webp" };

    internal static RuleBroken Damaged() => new("This photo is damaged or not complete. Save it anew as a JPEG and choose that.");

    internal static void CheckSize(long width, long height)
    {
        if (width < LeastSide || height < LeastSide) throw new RuleBroken($"This photo is too small. It needs at least {LeastSide} pixels each way.");
        if (width > MostSide || height > MostSide || width * height > MostPixels) throw new RuleBroken($"This photo has too many pixels. It may have {MostSide:N0} each way and {MostPixels / 1_000_000} million in all.");
    }

    private static PhotoFormat? FormatOf(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return PhotoFormat.Jpeg;
        if (file.StartsWith(PngFile.Signature)) return PhotoFormat.Png;
        return file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..12].SequenceEqual("WEBP"u8) ? PhotoFormat.Webp : null;
    }

    private static PhotoFormat? FormatOf(string? contentType) => contentType?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        "image/jpeg" or "image/jpg" or "image/pjpeg" => PhotoFormat.Jpeg,
        "image/png" => PhotoFormat.Png,
        "image/webp" => PhotoFormat.Webp,
        _ => null,
    };
}
