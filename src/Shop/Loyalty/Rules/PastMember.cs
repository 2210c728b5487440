namespace Shop.Loyalty;

/// <summary>A member's real history, as far as rules decide what became of it.</summary>
public sealed record PastMember(Guid MemberId, string Name, DateTime JoinedAt, IReadOnlyList<PastOrder> Orders)
{
    public IReadOnlyList<TierGrant> Grants { get; init; } = [];

    /// <summary>When how many points were spent.</summary>
    public IReadOnlyList<PastSpending> Spent { get; init; } = [];
}

/// <summary>An order that was paid; a cancelled one came back whole.</summary>
public sealed record PastOrder(Guid OrderId, DateTime PaidAt, EarningOrder Order, DateTime? DeliveredAt)
{
    public IReadOnlyList<PastReturn> Returns { get; init; } = [];
}

/// <summary>Pieces of an order's line that came back.</summary>
public sealed record PastReturn(DateTime At, Guid LineId, int Quantity);

/// <summary>Points that were spent.</summary>
public readonly record struct PastSpending(DateTime At, long Points);
