using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>What is put into a cart: one article with its own number, price and stock.</summary>
public sealed class Variant : Entity
{
    public const int SkuMaxLength = 60;
    public const int OptionsMaxLength = 1000;

    private Variant() { }

    public Guid ProductId { get; private init; }
    public string Sku { get; private init; } = "";

    /// <summary>Including VAT of the shop's own country, as it is shown there.</summary>
    public Money Price { get; private set; }

    /// <summary>What it cost before, when it is reduced; always above <see cref="Price"/>.</summary>
    public Money? CompareAt { get; private set; }

    public IReadOnlyList<OptionChoice> Options { get; private set; } = [];
    public int WeightGrams { get; private set; }
    public int Position { get; private init; }

    /// <summary>“Moss, Large”; empty when the product comes in one form only.</summary>
    public string Name => string.Join(", ", Options.Select(o => o.Value));

    internal static Variant Of(Guid productId, string sku, Money price, IReadOnlyList<OptionChoice> options, Money? compareAt, int weightGrams, int position)
    {
        if (string.IsNullOrWhiteSpace(sku)) throw new RuleBroken("A variant needs an article number.");
        var variant = new Variant { ProductId = productId, Sku = sku, Options = options, WeightGrams = weightGrams, Position = position };
        variant.SetPrice(price, compareAt);
        return variant;
    }

    public void SetPrice(Money price, Money? compareAt = null)
    {
        if (price < Money.Zero) throw new RuleBroken("A price cannot be below zero.");
        if (compareAt is { } before && before <= price) throw new RuleBroken("The old price must be above the new one.");
        (Price, CompareAt) = (price, compareAt);
        Raise(new ProductChanged(ProductId));
    }
}
