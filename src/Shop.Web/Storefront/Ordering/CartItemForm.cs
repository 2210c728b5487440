using System.Globalization;
using Shop.Ordering;

namespace Shop.Web.Storefront.Ordering;

/// <summary>Which article, and how many of it, as typed.</summary>
public sealed class CartItemForm
{
    public Guid VariantId { get; set; }

    /// <summary>A text, so that whatever is typed gets our answer; nothing typed means one.</summary>
    public string? Quantity { get; set; }

    /// <summary>Whole numbers without sign or exponent only; null for anything else.</summary>
    public int? Read(int least) =>
        int.TryParse(string.IsNullOrWhiteSpace(Quantity) ? "1" : Quantity.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= Shop.Ordering.Cart.MaxQuantity ? number : null;

    public string Complaint(int least) => $"Choose a whole number from {least} to {Shop.Ordering.Cart.MaxQuantity}.";

    public static string FieldOf(Guid variantId) => $"q-{variantId:N}";
}
