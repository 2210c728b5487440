using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Somebody is in the club now.</summary>
public sealed record MemberJoined(Guid MemberId, Guid CustomerId) : IEvent;

/// <summary>Somebody left the club.</summary>
public sealed record MemberLeft(Guid MemberId, Guid CustomerId) : IEvent;

/// <summary>Points of an order became spendable.</summary>
public sealed record PointsReleased(Guid MemberId, Guid? OrderId, Guid LotId, long Points, DateTime ExpiresAt) : IEvent;

/// <summary>There is something to tell a member: the notice says what.</summary>
public sealed record MemberNoticed(Guid NoticeId) : IEvent;

/// <summary>A member gave another points.</summary>
public sealed record PointsGiven(Guid GiftId) : IEvent;

/// <summary>A member took a reward for points.</summary>
public sealed record RewardTaken(Guid ClaimId) : IEvent;

/// <summary>What a member took was handed over or called off.</summary>
public sealed record RewardSettled(Guid ClaimId) : IEvent;

/// <summary>An event for which seats were taken has another time or place.</summary>
/// <param name="Edition">Which change of the reward it was, so that each is told once.</param>
public sealed record EventMoved(Guid RewardId, int Edition) : IEvent;

/// <summary>A household's owner invited somebody, they accepted, or they were let in.</summary>
public sealed record SeatChanged(Guid SeatId, SeatState State) : IEvent;

/// <summary>A member stands on another step of the ladder.</summary>
public sealed record TierChanged(Guid MemberId, Guid CustomerId, Tier From, Tier To) : IEvent
{
    /// <summary>The rules whose coming into force changed it; null when the member's own history did.</summary>
    public Guid? ByNewRules { get; init; }
}
