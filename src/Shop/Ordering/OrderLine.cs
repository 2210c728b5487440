using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>One article of an order, with everything that was agreed about it, so that it reads the same when the catalogue has moved on.</summary>
public sealed record OrderLine(
    Guid? ProductId, Guid? VariantId, string Sku, string Name, string? VariantName, string? PictureFile,
    int Quantity, Money UnitPrice, Money Discount, int VatBasisPoints, Money Vat)
{
    public const int SkuMaxLength = 60;
    public const int NameMaxLength = 250;
    public const int VariantNameMaxLength = 200;

    public Guid Id { get; init; } = NewId.Next();

    /// <summary>Where it stands in the order, as the customer had it in the cart.</summary>
    public int Position { get; internal set; }

    /// <summary>How many of these came back.</summary>
    public int Returned { get; set; }

    /// <summary>After its share of all discounts, VAT included.</summary>
    public Money Total { get; private init; } = UnitPrice * Quantity - Discount;
}
