using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>What came back of an order, when, and how much was given back for it.</summary>
public sealed class Return : Entity
{
    public const int NumberMaxLength = 24;
    public const int ReasonMaxLength = 200;

    private readonly List<ReturnLine> _lines = [];

    private Return() { }

    /// <summary>Null when the goods' order is not known, as in history brought from another shop.</summary>
    public Guid? OrderId { get; private init; }
    public Guid? CustomerId { get; private init; }
    public string Number { get; private init; } = "";
    public string Reason { get; private init; } = "";
    public DateTime At { get; private init; }
    public Money Refund { get; private init; }
    public IReadOnlyList<ReturnLine> Lines => _lines;

    public static Return Of(string number, Guid? orderId, Guid? customerId, string reason, IReadOnlyList<ReturnLine> lines, DateTime at)
    {
        if (lines.Count == 0) throw new RuleBroken("A return holds something.");
        var made = new Return { Number = number, OrderId = orderId, CustomerId = customerId, Reason = reason, At = at, Refund = lines.Aggregate(Money.Zero, (sum, l) => sum + l.Amount) };
        made._lines.AddRange(lines);
        return made;
    }
}

/// <summary>One article that came back, and what was given back for it.</summary>
public sealed record ReturnLine(Guid? OrderLineId, Guid? ProductId, Guid? VariantId, string Name, int Quantity, Money Amount)
{
    public Guid Id { get; private init; } = NewId.Next();
}
