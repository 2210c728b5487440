using System.Text.Json;

namespace Shop.Demo;

/// <summary>Which pictures were rendered. A picture that was not is simply not shown.</summary>
internal sealed class PictureManifest
{
    /// <summary>The order in which a gallery shows them.</summary>
    public static readonly (string Angle, string Words)[] Angles = [("front", ""), ("side", "from the side"), ("detail", "close up")];

    private readonly Dictionary<string, (int Width, int Height)> _sizes = [];

    public static PictureManifest Read()
    {
        var manifest = new PictureManifest();
        var file = EmbeddedJson.Read<JsonDocument>("pictures.json");
        if (file is null) return manifest;
        foreach (var picture in file.RootElement.EnumerateObject())
            manifest._sizes[picture.Name] = (picture.Value.GetProperty("width").GetInt32(), picture.Value.GetProperty("height").GetInt32());
        return manifest;
    }

    public (int Width, int Height)? SizeOf(string key) => _sizes.TryGetValue(key, out var size) ? size : null;
}
