using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Shop.Data;

namespace Shop.Catalog.Photos;

/// <summary>A photo on the shelf: the name it can be fetched by, and its size as it is seen.</summary>
public sealed record StoredPhoto(string File, int Width, int Height);

/// <summary>Keeps customers' photos and the pictures staff brought in as files in the data folder, under names nobody can guess and nobody but the shelf has chosen.</summary>
public sealed partial class PhotoShelf(IOptions<DataOptions> data)
{
    private string Folder => data.Value.PathOf("photos");

    public async Task<StoredPhoto> Put(CleanPhoto photo, CancellationToken ct)
    {
        var ending = photo.Format switch { PhotoFormat.Jpeg => "jpg", PhotoFormat.Png => "png", _ => "webp" };
        var name = $"{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}.{ending}";
        var path = PlaceOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path + ".part", photo.Bytes, ct);
        File.Move(path + ".part", path); // there is no half of a photo
        return new StoredPhoto(name, photo.Width, photo.Height);
    }

    /// <summary>Where it lies and what it is; null when there is no such photo, whatever was asked for.</summary>
    public (string Path, string ContentType)? Find(string name)
    {
        if (!IsName(name) || PlaceOf(name) is not { } path || !File.Exists(path)) return null;
        return (path, PhotoCleaner.ContentTypeOf(name.EndsWith("jpg", StringComparison.Ordinal) ? PhotoFormat.Jpeg : name.EndsWith("png", StringComparison.Ordinal) ? PhotoFormat.Png : PhotoFormat.Webp));
    }

    public void Remove(string name)
    {
        if (IsName(name) && File.Exists(PlaceOf(name))) File.Delete(PlaceOf(name));
    }

    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>The names of all that were put here before a moment.</summary>
    internal IEnumerable<string> Before(DateTime moment) => !Directory.Exists(Folder) ? [] :
        new DirectoryInfo(Folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.LastWriteTimeUtc < moment).Select(f => f.Name);

    /// <summary>Takes a file away that is no photo, or only a part of one.</summary>
    internal void RemovePart(string name)
    {
        if (name.EndsWith(".part", StringComparison.Ordinal) && IsName(name[..^5])) File.Delete(PlaceOf(name));
    }

    private string PlaceOf(string name) => Path.Combine(Folder, name[..2], name);

    [GeneratedRegex(@"\A[0-9a-f]{32}\.(jpg|png|webp)\z")]
    private static partial Regex Name();
}
