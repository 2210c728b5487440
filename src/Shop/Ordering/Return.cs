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

    /// <summary>What delivery and gift wrap cost, given back because nothing was kept.</summary>
    public Money? Delivery { get; private init; }

    /// <summary>How much of goods and delivery the card gets; the rest is given back in points. Null for returns brought from elsewhere, which were paid back there.</summary>
    public Money? Card { get; private init; }

    /// <summary>When the card got it.</summary>
    public DateTime? PaidBackAt { get; private set; }

    public Money Worth => Refund + (Delivery ?? Money.Zero);
    public Money InPoints => Card is { } card ? Worth - card : Money.Zero;
    public bool IsOwed => Card > Money.Zero && PaidBackAt is null;

    /// <summary>Goods arrived here by a request, and go back as money and points.</summary>
    public static Return Received(Guid id, ReturnRequest request, Order order, RefundSums sums, DateTime now)
    {
        var made = new Return
        {
            Id = id, Number = request.Number, OrderId = order.Id, CustomerId = order.CustomerId, Reason = string.Join(", ", request.Lines.Where(l => l.Came > 0).Select(l => l.Reason).Distinct()), At = now,
            Refund = sums.Goods, Delivery = sums.Delivery, Card = sums.Card,
        };
        made._lines.AddRange(sums.Lines);
        made.Raise(new GoodsReturned(made.Id, order.Id, order.CustomerId));
        return made;
    }

    /// <summary>The card has its money. Being told twice changes nothing.</summary>
    /// <returns>Whether it is news.</returns>
    public bool MarkPaidBack(DateTime now)
    {
        if (!IsOwed) return false;
        PaidBackAt = now;
        return true;
    }

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
