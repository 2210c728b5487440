using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>
/// What goes back for pieces of an order: their share of each line, delivery and gift wrap when nothing is kept, and all of it in the proportion in which card and points paid.
/// However an order is sent back, piece by piece or at once, the parts add up to exactly what was paid.
/// </summary>
/// <param name="Card">What the card gets.</param>
/// <param name="Points">What is given back in points, as the money they paid.</param>
public sealed record RefundSums(IReadOnlyList<ReturnLine> Lines, Money Delivery, Money Card, Money Points)
{
    public Money Goods => Lines.Aggregate(Money.Zero, (sum, l) => sum + l.Amount);

    public Money Total => Goods + Delivery;

    /// <param name="earlier">What came back of it before.</param>
    /// <param name="pieces">How many of which line come back now.</param>
    /// <exception cref="RuleBroken">More pieces than are left.</exception>
    public static RefundSums Of(Order order, IReadOnlyList<Return> earlier, IReadOnlyDictionary<Guid, int> pieces)
    {
        var lines = order.Lines.Where(l => pieces.GetValueOrDefault(l.Id) > 0).OrderBy(l => l.Position).Select(l => Share(l, pieces[l.Id])).ToList();
        var everything = order.Lines.All(l => l.Returned + pieces.GetValueOrDefault(l.Id) == l.Quantity);
        var delivery = everything ? order.DeliveryPrice + (order.GiftWrap ?? Money.Zero) - earlier.Aggregate(Money.Zero, (sum, r) => sum + (r.Delivery ?? Money.Zero)) : Money.Zero;
        var now = lines.Aggregate(delivery, (sum, l) => sum + l.Amount);
        var before = earlier.Aggregate(Money.Zero, (sum, r) => sum + r.Worth);
        var points = PaidBy(order, before + now) - earlier.Aggregate(Money.Zero, (sum, r) => sum + r.InPoints);
        return new RefundSums(lines, delivery, now - points, points);
    }

    // By all that went back so far, so that no unit is lost between the parts.
    private static Money PaidBy(Order order, Money back) =>
        order.PaidWithPoints is not { } points || order.Total.IsZero ? Money.Zero : new Money((long)((Int128)points.Minor * back.Minor / order.Total.Minor));

    private static ReturnLine Share(OrderLine line, int pieces)
    {
        if (line.Returned + pieces > line.Quantity) throw new RuleBroken($"Of {line.Name} only {line.Quantity - line.Returned} are left to come back.");
        return new ReturnLine(line.Id, line.ProductId, line.VariantId, line.Name, pieces, Of(line.Returned + pieces) - Of(line.Returned));

        Money Of(int quantity) => new((long)((Int128)line.Total.Minor * quantity / line.Quantity));
    }
}
