using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Where points set aside for an order stand.</summary>
public enum ReservationState { Held, Spent, Freed }

/// <summary>Points set aside to pay a part of one order; there is one for an order, and it is resolved once.</summary>
public sealed class Reservation : Entity
{
    private Reservation() { }

    public Guid OrderId { get; private init; }
    public Guid AccountId { get; private init; }
    public Guid MemberId { get; private init; }
    public long Points { get; private init; }

    /// <summary>What they pay.</summary>
    public Money Amount { get; private init; }
    public ReservationState State { get; private set; }

    /// <summary>What of the order points could pay when it was placed; null for one of before this was kept.</summary>
    public Money? Payable { get; private init; }
    public DateTime HeldAt { get; private init; }

    /// <summary>How many came back, and which part of what they paid that was.</summary>
    public long PointsBack { get; private set; }
    public Money AmountBack { get; private set; }

    public static Reservation Of(Guid orderId, Membership member, long points, Money amount, DateTime now, Money? payable = null) =>
        new() { OrderId = orderId, AccountId = member.AccountId, MemberId = member.Id, Points = points, Amount = amount, HeldAt = now, Payable = payable };

    /// <summary>False when it was spent before; refused when it was freed.</summary>
    public bool Spend()
    {
        if (State == ReservationState.Spent) return false; // told twice
        if (State == ReservationState.Freed) throw new RuleBroken("This was given back already.");
        State = ReservationState.Spent;
        return true;
    }

    /// <summary>False when there is nothing to free any more.</summary>
    public bool Free()
    {
        if (State != ReservationState.Held) return false; // told twice, or spent
        State = ReservationState.Freed;
        return true;
    }

    /// <summary>How many points come back with this much of the amount; the last part brings all that is left.</summary>
    /// <exception cref="RuleBroken">More would come back than was paid.</exception>
    public long GiveBack(Money amount)
    {
        if (State != ReservationState.Spent) throw new RuleBroken("Only what was spent comes back.");
        if (amount <= Money.Zero || AmountBack + amount > Amount) throw new RuleBroken("More cannot come back than was paid.");
        AmountBack += amount;
        var soFar = (long)((Int128)Points * AmountBack.Minor / Amount.Minor);
        var back = soFar - PointsBack;
        PointsBack = soFar;
        return back;
    }

    /// <summary>From which lots these points come when some came back before: the last of the parts first, so that what lives longest comes back soonest.</summary>
    internal static IReadOnlyList<LotPart> Next(IReadOnlyList<LotPart> spent, long before, long points)
    {
        var parts = new List<LotPart>();
        foreach (var part in spent.Reverse())
        {
            var skipped = Math.Min(before, part.Points);
            var taken = Math.Min(points, part.Points - skipped);
            if (taken > 0) parts.Add(part with { Points = taken });
            (before, points) = (before - skipped, points - taken);
        }
        return parts;
    }
}
