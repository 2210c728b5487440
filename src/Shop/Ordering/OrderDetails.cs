using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>One order to read: what was agreed, where it stands, its history and its parcels.</summary>
public sealed record OrderDetails(
    Guid Id, string Number, string Token, Guid? CustomerId, OrderChannel Channel, string Email, string? Phone, Address Delivery, Address Billing, string? Note,
    string Currency, Money Goods, Money Discount, Money DeliveryPrice, Money Vat, Money Total, Money Captured, Money Refunded,
    string DeliveryMethod, int DeliveryVatBasisPoints, DateOnly? PromisedFrom, DateOnly? PromisedTo, string? PickUpPoint, string? InvoiceNumber,
    OrderState State, PaymentState Payment, DeliveryState DeliveryState,
    DateTime PlacedAt, DateTime? PaidAt, DateTime? ShippedAt, DateTime? DeliveredAt, DateTime? CancelledAt, DateTime? PayBy,
    IReadOnlyList<OrderLine> Lines, IReadOnlyList<TimelineEntry> Timeline)
{
    /// <summary>What was taken off and why. An order from elsewhere may know only how much.</summary>
    public IReadOnlyList<OrderReduction> Reductions { get; init; } = [];

    public long? PointsSpent { get; init; }
    public Money? PaidWithPoints { get; init; }

    /// <summary>For how many days after delivery it can be sent back; null for an order that knows no promise.</summary>
    public int? ReturnDays { get; init; }

    /// <summary>Who placed it asked to be taken into the club with it.</summary>
    public bool JoinsClub { get; init; }

    /// <summary>What the card pays.</summary>
    public Money Due => Total - (PaidWithPoints ?? Money.Zero);

    /// <summary>What gift wrap costs; null when it is not wrapped.</summary>
    public Money? GiftWrap { get; init; }
    public string? GiftMessage { get; init; }

    /// <summary>What delivery would have cost without a promotion.</summary>
    public Money DeliveryBefore => Reductions.Where(r => r.OnDelivery).Aggregate(DeliveryPrice, (sum, r) => sum + r.Amount);

    public IReadOnlyList<Parcel> Parcels { get; init; } = [];

    /// <summary>The latest try to pay; null when there was nothing to pay.</summary>
    public PaymentTry? LastPayment { get; init; }

    public bool CanBeCancelled => State != OrderState.Cancelled && DeliveryState == DeliveryState.Open;
    public bool WaitsForPayment => State == OrderState.Placed && Payment is PaymentState.Unpaid or PaymentState.Unknown;
    public bool IsPaid => Payment is PaymentState.Paid or PaymentState.PartlyRefunded or PaymentState.Refunded;
    public int Count => Lines.Sum(l => l.Quantity);

    /// <summary>What delivery and gift wrap bear of the VAT: the rest that the lines do not.</summary>
    public Money DeliveryVat => Vat - Lines.Aggregate(Money.Zero, (sum, l) => sum + l.Vat);

    /// <summary>How much bears which rate, highest first; adds up to total and VAT.</summary>
    public IReadOnlyList<VatShare> VatByRate =>
        [.. Lines.Select(l => (Rate: l.VatBasisPoints, Gross: l.Total, l.Vat)).Append((DeliveryVatBasisPoints, DeliveryPrice + (GiftWrap ?? Money.Zero), DeliveryVat)).GroupBy(p => p.Item1)
            .Select(g => new VatShare(g.Key, g.Aggregate(Money.Zero, (sum, p) => sum + p.Item2), g.Aggregate(Money.Zero, (sum, p) => sum + p.Item3)))
            .Where(s => !s.Gross.IsZero).OrderByDescending(s => s.BasisPoints)];

    internal static OrderDetails Of(Order o) => new(
        o.Id, o.Number, o.Token, o.CustomerId, o.Channel, o.Email, o.Phone, o.Delivery, o.BillingOrDelivery, o.Note,
        o.Currency, o.Goods, o.Discount, o.DeliveryPrice, o.Vat, o.Total, o.Captured, o.Refunded,
        o.DeliveryMethod, o.DeliveryVatBasisPoints, o.PromisedFrom, o.PromisedTo, o.PickUpPoint, o.InvoiceNumber,
        o.State, o.Payment, o.DeliveryState, o.PlacedAt, o.PaidAt, o.ShippedAt, o.DeliveredAt, o.CancelledAt, o.PayBy,
        [.. o.Lines.OrderBy(l => l.Position)], [.. o.Timeline.OrderBy(t => t.At).ThenBy(t => t.Id)])
    {
        Reductions = [.. o.Reductions.OrderBy(r => r.Position)], GiftWrap = o.GiftWrap, GiftMessage = o.GiftMessage, PointsSpent = o.PointsSpent, PaidWithPoints = o.PaidWithPoints, ReturnDays = o.ReturnDays, JoinsClub = o.JoinsClub,
    };
}

/// <summary>One parcel on its way: who carries it, its number, when it is expected and what is in it.</summary>
public sealed record Parcel(string Carrier, string? TrackingNumber, DateTime ShippedAt, DateTime? DeliveredAt, DateOnly? ExpectedFrom, DateOnly? ExpectedTo, IReadOnlyList<ParcelItem> Items);

/// <summary>How many of an article are in a parcel.</summary>
public sealed record ParcelItem(string Name, string? VariantName, int Quantity);

/// <summary>How a try to pay stands on record.</summary>
public sealed record PaymentTry(PaymentAttemptState State, string? FailureReason, string? PayUrl, DateTime StartedAt);
