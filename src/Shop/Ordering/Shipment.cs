using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>One parcel of an order on its way.</summary>
public sealed class Shipment : Entity
{
    public const int CarrierMaxLength = 60;
    public const int TrackingMaxLength = 60;

    private readonly List<ShipmentItem> _items = [];

    private Shipment() { }

    public Guid OrderId { get; private init; }
    public string Carrier { get; private init; } = "";
    public string? TrackingNumber { get; private init; }
    public DateTime ShippedAt { get; private init; }
    public DateTime? DeliveredAt { get; private set; }
    public DateOnly? ExpectedFrom { get; private init; }
    public DateOnly? ExpectedTo { get; private init; }
    public IReadOnlyList<ShipmentItem> Items => _items;

    public static Shipment Send(Guid orderId, string carrier, string? trackingNumber, IEnumerable<ShipmentItem> items, DateOnly? expectedFrom, DateOnly? expectedTo, DateTime now)
    {
        var shipment = new Shipment { OrderId = orderId, Carrier = carrier, TrackingNumber = trackingNumber, ShippedAt = now, ExpectedFrom = expectedFrom, ExpectedTo = expectedTo };
        shipment._items.AddRange(items);
        if (shipment._items.Count == 0) throw new RuleBroken("A parcel holds something.");
        return shipment;
    }

    public void Arrive(DateTime now) => DeliveredAt ??= now;
}

/// <summary>How many of an order line are in a parcel.</summary>
public sealed record ShipmentItem(Guid OrderLineId, int Quantity)
{
    public Guid Id { get; private init; } = NewId.Next();
}
