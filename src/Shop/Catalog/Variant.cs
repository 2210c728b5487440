using Shop.Data;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>What is put into a cart: one article with its own number, price and stock.</summary>
public sealed class Variant : Entity
{
    public const int SkuMaxLength = 60;
    public const int OptionsMaxLength = 1000;
    public const int BarcodeMaxLength = 20;
    public const int HeaviestGrams = 1_000_000;

    /// <summary>What no article costs more than, in the currency's smallest unit.</summary>
    public const long DearestMinor = 100_000_000_00;

    private readonly List<PastPrice> _pastPrices = [];

    private Variant() { }

    public Guid ProductId { get; private init; }
    public string Sku { get; private init; } = "";

    /// <summary>Including VAT of the shop's own country, as it is shown there.</summary>
    public Money Price { get; private set; }

    /// <summary>What it cost before, when it is reduced; always above <see cref="Price"/>.</summary>
    public Money? CompareAt { get; private set; }

    /// <summary>Since when it has been reduced without a rise in between; null when it is not, or when nobody knows.</summary>
    public DateTime? ReducedAt { get; private set; }

    /// <summary>The promotion that lowers the price at present, and what the article costs without it.</summary>
    public Guid? ReducedBy { get; private set; }
    public Money? ListPrice { get; private set; }
    public Money? ListCompareAt { get; private set; }

    /// <summary>What it cost before; a loaded article has only those with it that were added since.</summary>
    public IReadOnlyList<PastPrice> PastPrices => _pastPrices;

    public IReadOnlyList<OptionChoice> Options { get; private set; } = [];
    public int WeightGrams { get; private set; }

    /// <summary>The number that scanners read: GTIN, EAN, UPC or one of the house.</summary>
    public string? Barcode { get; private set; }

    /// <summary>What it costs without a promotion that lowers the price at present, and the old price that goes with it.</summary>
    public Money OwnPrice => ReducedBy is null ? Price : ListPrice!.Value;
    public Money? OwnCompareAt => ReducedBy is null ? CompareAt : ListCompareAt;
    public int Position { get; private init; }

    /// <summary>“Moss, Large”; empty when the product comes in one form only.</summary>
    public string Name => string.Join(", ", Options.Select(o => o.Value));

    internal static Variant Of(Guid productId, string sku, Money price, IReadOnlyList<OptionChoice> options, Money? compareAt, int weightGrams, int position)
    {
        if (string.IsNullOrWhiteSpace(sku)) throw new RuleBroken("A variant needs an article number.");
        Check(price, compareAt);
        Check(options);
        return new Variant { ProductId = productId, Sku = sku, Options = options, WeightGrams = weightGrams, Position = position, Price = price, CompareAt = compareAt };
    }

    /// <summary>Sets what it costs from now on. A promotion that lowered the old price has to look at the new one again.</summary>
    public void SetPrice(Money price, DateTime now, Money? compareAt = null, string? by = null)
    {
        Check(price, compareAt);
        (ReducedBy, ListPrice, ListCompareAt) = (null, null, null);
        Change(price, compareAt, now, by);
    }

    /// <summary>Sets what it costs without a promotion. One that lowers the price goes on doing so until it looks again, and nobody sees the article dearer in between.</summary>
    public void Reprice(Money price, Money? compareAt, DateTime now, string? by)
    {
        if (price > new Money(DearestMinor)) throw new RuleBroken("No article costs as much as that.");
        if (ReducedBy is null || price <= Price)
        {
            SetPrice(price, now, compareAt, by);
            return;
        }
        Check(price, compareAt);
        (ListPrice, ListCompareAt) = (price, compareAt);
        Change(Price, compareAt ?? price, now, by);
    }

    /// <summary>What tells it from the other articles of its product.</summary>
    public void Choose(IReadOnlyList<OptionChoice> options)
    {
        Check(options);
        Options = options;
        RaiseOnce(new ProductChanged(ProductId));
    }

    /// <summary>What it weighs and which number scanners read on it.</summary>
    public void Measure(int weightGrams, string? barcode)
    {
        if (weightGrams is < 0 or > HeaviestGrams) throw new RuleBroken($"A weight is 0 to {HeaviestGrams} grams.");
        if (barcode?.Trim().Length > BarcodeMaxLength) throw new RuleBroken($"A barcode has at most {BarcodeMaxLength} characters.");
        (WeightGrams, Barcode) = (weightGrams, string.IsNullOrWhiteSpace(barcode) ? null : barcode.Trim());
    }

    /// <summary>A promotion lowers the price until it ends; what the article costs without it is kept.</summary>
    public void ReduceTo(Money price, Guid promotionId, DateTime now)
    {
        var (own, ownBefore) = ReducedBy is null ? (Price, CompareAt) : (ListPrice!.Value, ListCompareAt);
        if (price < Money.Zero || price >= own) throw new RuleBroken("A reduced price lies between zero and the price.");
        (ReducedBy, ListPrice, ListCompareAt) = (promotionId, own, ownBefore);
        Change(price, ownBefore ?? own, now);
    }

    /// <summary>The promotion is over: it costs again what it costs without it. Being told twice changes nothing.</summary>
    public void EndReduction(DateTime now)
    {
        if (ListPrice is not { } own) return;
        var before = ListCompareAt;
        (ReducedBy, ListPrice, ListCompareAt) = (null, null, null);
        Change(own, before, now);
    }

    private void Change(Money price, Money? compareAt, DateTime now, string? by = null)
    {
        if (price != Price) _pastPrices.Add(new PastPrice(Id, Price, now) { By = by });
        // Called reduced without costing less: what it cost until now is what the law compares it with.
        else if (compareAt is not null && CompareAt is null) _pastPrices.Add(new PastPrice(Id, Price, now) { By = by });
        // Lowered further, it is still the same reduction: what counts is the price before its beginning.
        ReducedAt = compareAt is null ? null : CompareAt is not null && price <= Price ? ReducedAt ?? now : now;
        (Price, CompareAt) = (price, compareAt);
        RaiseOnce(new ProductChanged(ProductId));
    }

    private static void Check(IReadOnlyList<OptionChoice> options)
    {
        if (KeptList.LengthOf(options) is var length && length > OptionsMaxLength) throw new RuleBroken($"The options of an article take {KeptList.Words(length)}: {KeptList.AtMost(OptionsMaxLength)}.");
    }

    private static void Check(Money price, Money? compareAt)
    {
        if (price < Money.Zero) throw new RuleBroken("A price cannot be below zero.");
        if (compareAt is { } before && before <= price) throw new RuleBroken("The old price must be above the new one.");
    }
}
