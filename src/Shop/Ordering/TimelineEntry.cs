using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>What kind of thing happened to an order.</summary>
public enum TimelineKind { Placed, Payment, PaymentFailed, Packed, Shipped, Delivered, Cancelled, Refunded, Returned, Note }

/// <summary>One line of an order's history: when, who, what.</summary>
public sealed class TimelineEntry
{
    public const int TextMaxLength = 500;

    private TimelineEntry() { }

    public Guid Id { get; private init; } = NewId.Next();
    public DateTime At { get; private init; }
    public TimelineKind Kind { get; private init; }
    public string Text { get; private init; } = "";
    public ActorKind ByKind { get; private init; }
    public Guid? ById { get; private init; }
    public string ByName { get; private init; } = "";

    internal static TimelineEntry Of(DateTime at, Actor by, TimelineKind kind, string text) => new()
    {
        At = at, Kind = kind, Text = text.Length > TextMaxLength ? text[..TextMaxLength] : text, ByKind = by.Kind, ById = by.Id, ByName = by.Name,
    };
}
