namespace Shop.Imports;

/// <summary>What becomes of a line of the file. Each line has exactly one fate; the first rule that fits, in this order, decides.</summary>
public enum LineFate
{
    // used
    Sold, Delivery, Returned,

    // not used
    Blank, WrongShape, NoInvoice, NoCode, BadQuantity, BadDate, BadPrice, FutureDate, Duplicate, GiftVoucher, NotAProduct,
    NoQuantity, NegativePrice, StockNote, FreeOfCharge, BelowSmallestUnit, NoName, OtherCustomer, DeliveryAlone, DeliveryReturned,
}

/// <summary>The fates in words.</summary>
public static class LineFates
{
    public static IReadOnlyList<LineFate> All { get; } = Enum.GetValues<LineFate>();

    public static bool IsUsed(this LineFate fate) => fate is LineFate.Sold or LineFate.Delivery or LineFate.Returned;

    public static string InWords(this LineFate fate) => fate switch
    {
        LineFate.Sold => "Sold: a line of an order",
        LineFate.Delivery => "Postage or carriage: the order's delivery price",
        LineFate.Returned => "Returned: negative quantity, or the invoice is a cancellation",
        LineFate.Blank => "The line is blank",
        LineFate.WrongShape => "The line has fewer columns than the header",
        LineFate.NoInvoice => "There is no invoice number, or it is too long",
        LineFate.NoCode => "There is no product code, or it is too long",
        LineFate.BadQuantity => "The quantity is not a whole number",
        LineFate.BadDate => "The date cannot be read",
        LineFate.BadPrice => "The price cannot be read",
        LineFate.FutureDate => "The date lies in the future",
        LineFate.Duplicate => "An exact duplicate of an earlier line",
        LineFate.GiftVoucher => "A gift voucher, not a product",
        LineFate.NotAProduct => "A charge, fee, discount or sample, not a product",
        LineFate.NoQuantity => "The quantity is zero",
        LineFate.NegativePrice => "The price is below zero",
        LineFate.StockNote => "A note about stock: negative quantity, no price, no cancellation",
        LineFate.FreeOfCharge => "The price is zero",
        LineFate.BelowSmallestUnit => "The price is below the currency's smallest unit",
        LineFate.NoName => "No line of this product has a description",
        LineFate.OtherCustomer => "The invoice belongs to another customer",
        LineFate.DeliveryAlone => "Postage on an invoice without goods",
        LineFate.DeliveryReturned => "Postage on a cancellation",
        _ => throw new ArgumentOutOfRangeException(nameof(fate)),
    };
}
