using System.Reflection;
using System.Text.Json;

namespace Shop.Demo;

/// <summary>The range of the demo shop as catalogue.json tells it: what is sold, what it looks like, what goes together.</summary>
internal sealed record CatalogueFile(
    IReadOnlyList<CatalogueFile.Maker> Brands, IReadOnlyList<CatalogueFile.Shelf> Categories, IReadOnlyList<CatalogueFile.Property> Attributes,
    IReadOnlyList<CatalogueFile.Shade> Colours, IReadOnlyList<CatalogueFile.Item> Products, IReadOnlyList<IReadOnlyList<string>> Bundles)
{
    internal sealed record Maker(string Slug, string Name, string Place, string Story);

    internal sealed record Shelf(string Slug, string Name, string Tagline, string Description, string Tint);

    internal sealed record Property(string Code, string Name, bool Filterable);

    internal sealed record Shade(string Code, string Name, string Hex);

    /// <param name="Launched">How many months ago it came to the shop.</param>
    /// <param name="Popularity">How often it is bought, between nothing and the bestseller's 1.</param>
    /// <param name="Repeat">After how many days people buy it again; null when they do not.</param>
    /// <param name="Tax">The VAT class, when it is not the standard one.</param>
    internal sealed record Item(
        string Slug, string Name, string Brand, string Category, string Summary, string Description, IReadOnlyList<string> Details, IReadOnlyDictionary<string, string> Attributes,
        Look Look, IReadOnlyList<Choice> Options, IReadOnlyList<Article> Variants, double Popularity, string? Season, int Launched, IReadOnlyList<string> PairsWith, int? Repeat,
        IReadOnlyList<string> Tags, IReadOnlyList<Opinion> Reviews, string? Tax = null)
    {
        /// <summary>Of which colours there are pictures, when it is not those of its variants.</summary>
        public IReadOnlyList<string>? Colours { get; init; }
    }

    internal sealed record Look(string Object, string Shape, string Finish);

    internal sealed record Choice(string Name, IReadOnlyList<string> Values);

    internal sealed record Article(string Sku, string Colour, long Price, int Stock, int Weight, string? Size = null, long? CompareAt = null);

    internal sealed record Opinion(string Author, string? Country, int Rating, string Title, string Text, int DaysAgo);

    public static CatalogueFile Read() => EmbeddedJson.Read<CatalogueFile>("catalogue.json")!;
}

/// <summary>The files that travel inside the program.</summary>
internal static class EmbeddedJson
{
    /// <summary>Null when the file was not there when the program was built.</summary>
    public static T? Read<T>(string name) where T : class
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Shop.Demo.{name}");
        return file is null ? null : JsonSerializer.Deserialize<T>(file, JsonSerializerOptions.Web);
    }
}
