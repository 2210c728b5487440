using System.ComponentModel.DataAnnotations;
using Shop.Kernel;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Dev;

/// <summary>Made-up content for the page of components.</summary>
public sealed record StylesPage(IReadOnlyList<ProductCard> Cards, SampleForm Form)
{
    internal static StylesPage Sample() => new(
    [
        Card("Still mug", "Fjord & Clay", 2400) with { Swatches = [new("Chalk", "#EAE4D8"), new("Moss", "#4F6B5C"), new("Clay", "#B4674A"), new("Ink", "#2B3033")], Rating = new(4.7m, 128), QuickAdd = Guid.Empty, Eager = true },
        Card("Ribbed jug with a long spout that pours without dripping", "Olaria Maré", 5400, 6800) with { Badge = "−20%", Rating = new(4.2m, 9), Stock = new(StockState.Low, "Only 3 left"), QuickAdd = Guid.Empty, Eager = true },
        Card("Wool blanket", "Heia Weavers", 18900) with { Badge = "New", Price = new PriceTag(new(18900)) { From = true }, Swatches = [.. Enumerable.Range(1, 7).Select(i => new Swatch($"Colour {i}", $"#{i}{i}9{i}6{i}"))] },
        Card("Brass candlestick", "Lumme", 3900) with { Stock = new(StockState.None, "Sold out"), Rating = new(5m, 1), QuickAdd = Guid.Empty },
    ], new SampleForm());

    private static ProductCard Card(string name, string maker, long price, long? before = null) =>
        new(name, "/dev/styles", new PriceTag(new Money(price)) { Before = before is { } was ? new Money(was) : null }) { Maker = maker };
}

/// <summary>Fields of each kind.</summary>
public sealed class SampleForm
{
    [Required(ErrorMessage = "Enter your e-mail address."), EmailAddress(ErrorMessage = "Enter an e-mail address like name@example.com.")]
    public string Email { get; set; } = "";

    [Required(ErrorMessage = "Enter your name."), StringLength(80, ErrorMessage = "A name may be 80 characters long.")]
    public string Name { get; set; } = "";

    public string? Company { get; set; }

    [Required(ErrorMessage = "Choose a country.")]
    public string Country { get; set; } = "NO";

    [StringLength(400, ErrorMessage = "A message may be 400 characters long.")]
    public string? Message { get; set; }

    [Range(typeof(bool), "true", "true", ErrorMessage = "Accept the terms to go on.")]
    public bool Terms { get; set; }
}
