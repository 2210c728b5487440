using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Demo;
using Shop.Ordering;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Pages;

/// <summary>
/// The words of the front page and of the help and legal pages: the merchant's own from texts.json in the data folder, else the demo's,
/// else neutral ones; {shop}, {email} and the like are filled in from the shop's profile.
/// </summary>
public sealed class SiteText(CurrentShop shop, IOptions<DataOptions> data, IOptions<OrderingOptions> ordering, IWebHostEnvironment web, ILogger<SiteText> log)
{
    private readonly Lock _gate = new();
    private Written? _written;
    private (Guid, int) _of;

    public HomeText Home => Current.Home;

    public PageText? Page(string slug) => Current.Pages.FirstOrDefault(p => p.Slug == slug);

    public IReadOnlyList<PageText> Pages => Current.Pages;

    private Written Current
    {
        get
        {
            var profile = shop.IsOpen ? (shop.Profile.Id, shop.Profile.Version) : default;
            lock (_gate)
            {
                if (_written is null || _of != profile) (_written, _of) = (Read(), profile);
                return _written;
            }
        }
    }

    private Written Read()
    {
        var neutral = Parse(Embedded(typeof(SiteText).Assembly, "Shop.Web.texts.json"))!;
        var own = Own() ?? (shop.IsOpen && shop.Profile.IsDemo ? Parse(Embedded(typeof(OpenDemoShop).Assembly, "Shop.Demo.catalogue.json")) : null);
        if (own is null) return neutral;
        return new Written(own.Home is null ? neutral.Home : Illustrated(own.Home), [.. own.Pages ?? [], .. neutral.Pages.Where(n => own.Pages?.Any(p => p.Slug == n.Slug) != true)]);
    }

    private HomeText Illustrated(HomeText home) => !shop.IsOpen || !shop.Profile.IsDemo ? home : home with
    {
        HeroPicture = Demo("hero", "Stoneware, glass and brass from the shop on a bright table", 1600, 900),
        ClubPicture = Demo("club", "", 1200, 800),
    };

    // Each picture was rendered at its own width and at half of it; one that was not rendered is not shown.
    private Picture? Demo(string name, string alt, int width, int height) =>
        !web.WebRootFileProvider.GetFileInfo($"/dist/pictures/{name}-{width}.webp").Exists ? null
            : new Picture(alt, [new PictureSize($"/dist/pictures/{name}-{width / 2}.webp", width / 2), new PictureSize($"/dist/pictures/{name}-{width}.webp", width)], width, height);

    private Written? Own()
    {
        var file = data.Value.PathOf("texts.json");
        if (!File.Exists(file)) return null;
        try
        {
            return Parse(File.ReadAllText(file));
        }
        catch (JsonException mistake)
        {
            log.LogError(mistake, "{File} is not valid; the shop shows its standard texts until it is mended.", file);
            return null;
        }
    }

    private Written? Parse(string json) => JsonSerializer.Deserialize<Written>(Filled(json), JsonSerializerOptions.Web);

    private string Filled(string json)
    {
        var profile = shop.IsOpen ? shop.Profile : null;
        foreach (var (name, value) in new[]
                 {
                     ("shop", profile?.Name ?? "Shop"), ("legal", profile?.LegalName), ("organisation", profile?.OrganisationNumber), ("vat", profile?.VatNumber), ("street", profile?.Street),
                     ("postcode", profile?.Postcode), ("city", profile?.City), ("country", profile?.Country), ("email", profile?.Email), ("phone", profile?.Phone), ("cutoff", $"{ordering.Value.CutOffHour:00}:00"),
                 })
            json = json.Replace($"{{{name}}}", JsonEncodedText.Encode(value ?? "").ToString(), StringComparison.Ordinal);
        return json;
    }

    private static string Embedded(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is missing from the program."));
        return reader.ReadToEnd();
    }

    private sealed record Written(HomeText Home, IReadOnlyList<PageText> Pages);
}

/// <summary>The words of the front page.</summary>
public sealed record HomeText(string HeroTitle, string HeroText, string HeroAction, string ClubTitle, string ClubText, IReadOnlyList<Principle> Principles)
{
    /// <summary>Pictures made for the front page; without them it shows the goods.</summary>
    public Picture? HeroPicture { get; init; }
    public Picture? ClubPicture { get; init; }

    /// <summary>What one can do about the club, and where; nothing when there is nothing to do.</summary>
    public string? ClubAction { get; init; }
    public string? ClubUrl { get; init; }
}

/// <summary>One thing the shop stands for.</summary>
public sealed record Principle(string Title, string Text);

/// <summary>A page of text.</summary>
public sealed record PageText(string Slug, string Title, string Intro, IReadOnlyList<TextSection> Sections);

/// <summary>A heading and what is said under it; blank lines part paragraphs.</summary>
public sealed record TextSection(string Heading, string Text)
{
    public IEnumerable<string> Paragraphs => Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
