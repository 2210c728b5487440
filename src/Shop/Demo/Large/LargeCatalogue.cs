using System.Globalization;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Demo.Large;

/// <summary>
/// Makes up as many products as one likes: each is one of the demo's kinds of things, by one of many makers, of a line and a manner of its own,
/// in forms, at prices and with pictures that fit. The same seed makes the same ones.
/// </summary>
internal sealed class LargeCatalogue
{
    private const int MonthsBack = 40;
    private static readonly string[] Starts = ["Nord", "Sol", "Fjell", "Strand", "Lyng", "Berg", "Skog", "Haug", "Vik", "Elv", "Hav", "Stein", "Furu", "Rogn", "Eik", "Ask", "Sne", "Holm", "Torv", "Gran"];
    private static readonly string[] Ends = ["vik", "heim", "nes", "dal", "sund", "stad", "lund", "fjord", "vang", "eid", "haug", "bekk", "mark", "tind", "voll"];
    private static readonly string[] Trades = ["Keramikk", "Glass", "Studio", "Verksted", "Atelier", "Works", "Pottery", "& Daughters"];
    private static readonly string[] Manners =
    [
        "ribbed", "speckled", "tall", "small", "wide", "quiet", "everyday", "fluted", "brushed", "smooth", "rough", "low", "deep", "slender", "round", "facetted", "dipped", "banded",
        "plain", "carved", "woven", "striped", "dotted", "heavy", "light", "long", "hand-cut", "folded", "arched", "stacking", "twisted", "soft", "narrow", "two-tone", "winter", "summer",
    ];

    private readonly CatalogueFile _file;
    private readonly DemoLooks _looks;
    private readonly Dice _dice;
    private readonly DateTime _morning;
    private readonly HashSet<string> _slugs = [];
    private readonly List<Category> _tops = [];
    private readonly Dictionary<string, Category> _shelves = [];
    private readonly List<Brand> _makers = [];
    private readonly IReadOnlyList<string> _objects;
    private readonly ILookup<string, CatalogueFile.Item> _models;

    public LargeCatalogue(CatalogueFile file, DateTime morning, ulong seed, int products)
    {
        (_file, _looks, _dice, _morning) = (file, new DemoLooks(file), new Dice(seed, 1), morning);
        _models = file.Products.ToLookup(p => p.Look.Object);
        _objects = [.. _models.Select(m => m.Key).Order(StringComparer.Ordinal)];
        Attributes = [.. file.Attributes.Select((a, position) => AttributeDefinition.Of(a.Code, a.Name, a.Filterable, position))];
        OpenShelves();
        for (var i = Math.Clamp(products / 800, 12, 240); i > 0; i--) _makers.Add(Maker());
    }

    public IReadOnlyList<AttributeDefinition> Attributes { get; }

    /// <summary>Shelves and makers: what must be there before the products.</summary>
    public async Task Write(BulkWriter bulk, CancellationToken ct)
    {
        await bulk.AddRange(_tops, ct);
        await bulk.AddRange(_shelves.Values, ct);
        await bulk.AddRange(_makers, ct);
        await bulk.AddRange(Attributes, ct);
    }

    /// <summary>The next product, with what people said of it.</summary>
    public (Product Product, IReadOnlyList<Review> Reviews) Next()
    {
        var kind = _dice.Pick(_objects);
        var model = _dice.Pick([.. _models[kind]]);
        var (manner, maker) = (_dice.Pick(Manners), _dice.Pick(_makers));
        var name = $"{Place()} {manner} {kind.Replace('-', ' ')}";
        var product = Product.Draft(SlugOf(name), name, _shelves[kind].Id, maker.Id);
        var material = model.Attributes.GetValueOrDefault("material");
        product.Describe($"A {manner} {kind.Replace('-', ' ')}{(material is null ? "" : $" of {material.ToLowerInvariant()}")}, made by {maker.Name}.", model.Summary, [.. model.Details.Take(2)], model.Tags, model.Season, model.Repeat);
        if (model.Tax is { } tax) product.Tax(Enum.Parse<TaxClass>(tax, ignoreCase: true));
        foreach (var (code, value) in model.Attributes) product.SetAttribute(code, code is "finish" or "origin" && _dice.Happens(0.5) ? _dice.Pick(_file.Products).Attributes.GetValueOrDefault(code, value) : value);
        AddForms(product, model);
        product.Publish(_morning.AddDays(-_dice.Below(MonthsBack * 30)).AddHours(-15));
        return (product, [.. Said(product, model)]);
    }

    private void OpenShelves()
    {
        foreach (var (shelf, position) in _file.Categories.Select((s, i) => (s, i)))
        {
            var top = Category.Open(shelf.Slug, shelf.Name, position);
            top.Describe(shelf.Tagline, shelf.Description, shelf.Tint, _looks.Has($"category-{shelf.Slug}") ? $"category-{shelf.Slug}" : null);
            _tops.Add(top);
        }
        foreach (var (kind, position) in _objects.Select((k, i) => (k, i)))
        {
            var top = _tops.First(t => t.Slug == _models[kind].First().Category);
            var words = kind.Replace('-', ' ');
            _shelves[kind] = Category.Open($"all-{kind}", char.ToUpperInvariant(words[0]) + words[1..] + (words.EndsWith('s') ? "es" : words.EndsWith('x') || words.EndsWith("sh", StringComparison.Ordinal) ? "es" : "s"), position, top.Id);
        }
    }

    private Brand Maker()
    {
        var name = $"{Place()} {_dice.Pick(Trades)}";
        return Brand.Of(SlugOf(name), name, $"{Place()}, Norway", "");
    }

    private string Place() => _dice.Pick(Starts) + _dice.Pick(Ends);

    // The second of a name is “…-2”.
    private string SlugOf(string name)
    {
        var slug = Slugs.Of(name);
        for (var n = 2; !_slugs.Add(slug); n++) slug = string.Create(CultureInfo.InvariantCulture, $"{Slugs.Of(name)}-{n}");
        return slug;
    }

    private void AddForms(Product product, CatalogueFile.Item model)
    {
        var colours = model.Variants.Select(v => v.Colour).Distinct().OrderBy(_ => _dice.Roll()).Take(_dice.Between(1, 3)).ToList();
        var factor = Math.Exp(0.35 * _dice.Normal());
        var reduced = _dice.Happens(0.06);
        foreach (var article in model.Variants.Where(v => colours.Contains(v.Colour)))
        {
            var price = Math.Max(200, (long)(article.Price * factor) / 50 * 50);
            product.AddVariant(string.Create(CultureInfo.InvariantCulture, $"L{_slugs.Count:000000}-{product.Variants.Count + 1}"), new Money(price), _looks.Choices(model, article),
                reduced ? new Money(price * 5 / 4 / 50 * 50) : null, article.Weight);
        }
        foreach (var colour in colours) _looks.AddPictures(product, model, colour, angles: 1);
    }

    private IEnumerable<Review> Said(Product product, CatalogueFile.Item model)
    {
        if (model.Reviews.Count == 0 || !_dice.Happens(0.3)) yield break;
        for (var left = _dice.Between(1, 3); left > 0; left--)
        {
            var opinion = _dice.Pick(model.Reviews);
            var at = _morning.AddDays(-_dice.Between(2, 400));
            var review = Review.Write(product.Id, null, opinion.Author, opinion.Country, opinion.Rating, opinion.Title, opinion.Text, verified: false, at);
            review.Approve(Actor.System, at.AddHours(20));
            product.CountReview(opinion.Rating);
            yield return review;
        }
    }
}
