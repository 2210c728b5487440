using System.Globalization;
using Shop.Catalog;

namespace Shop.Demo;

/// <summary>How the demo's things look: the forms one can choose between, and the pictures that were rendered of them.</summary>
internal sealed class DemoLooks(CatalogueFile file)
{
    private readonly Dictionary<string, CatalogueFile.Shade> _shades = file.Colours.ToDictionary(c => c.Code);
    private readonly PictureManifest _pictures = PictureManifest.Read();

    public List<OptionChoice> Choices(CatalogueFile.Item item, CatalogueFile.Article article)
    {
        var choices = new List<OptionChoice>();
        foreach (var option in item.Options)
        {
            if (option.Name == "Colour") choices.Add(new OptionChoice(option.Name, _shades[article.Colour].Name, _shades[article.Colour].Hex));
            else choices.Add(new OptionChoice(option.Name, article.Size ?? throw new InvalidDataException($"{article.Sku} says nothing about {option.Name}.")));
        }
        return choices;
    }

    /// <param name="angles">From how many sides at most.</param>
    public void AddPictures(Product product, CatalogueFile.Item item, string colour, int angles = int.MaxValue)
    {
        foreach (var (angle, words) in PictureManifest.Angles.Take(angles))
        {
            var file = $"{item.Look.Object}-{item.Look.Shape}-{item.Look.Finish}-{colour}-{angle}";
            if (_pictures.SizeOf(file) is not { } size) continue;
            var alt = string.Create(CultureInfo.InvariantCulture, $"{product.Name} in {_shades[colour].Name.ToLowerInvariant()}{(words.Length > 0 ? ", " : "")}{words}");
            product.AddPicture(file, alt, size.Width, size.Height, _shades[colour].Name);
        }
    }

    public bool Has(string picture) => _pictures.SizeOf(picture) is not null;
}
