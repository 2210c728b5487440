namespace Shop.Loyalty;

/// <summary>What one line of an order earned, or, with less than nothing, what was taken back for pieces that came back. Kept with its transaction, never changed.</summary>
public sealed class EarnedLine
{
    private EarnedLine() { }

    public Guid TransactionId { get; private init; }

    /// <summary>The order's line.</summary>
    public Guid LineId { get; private init; }
    public Guid OrderId { get; private init; }
    public int Quantity { get; private init; }
    public long Points { get; private init; }
    public long Credits { get; private init; }

    internal static EarnedLine Of(PointsTransaction transaction, Guid lineId, int quantity, long points, long credits) =>
        new() { TransactionId = transaction.Id, OrderId = transaction.OrderId!.Value, LineId = lineId, Quantity = quantity, Points = points, Credits = credits };
}
