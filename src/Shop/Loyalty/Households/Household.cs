using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Members who share one account of points. Whatever comes into it belongs to all of them, and stays when one of them goes.</summary>
public sealed class Household : Entity
{
    public const int NameMaxLength = 60;
    public const int MostMembers = 6;

    private Household() { }

    public string Name { get; private init; } = "";

    /// <summary>The member who invites and approves.</summary>
    public Guid OwnerId { get; private set; }
    public Guid AccountId { get; private init; }
    public DateTime CreatedAt { get; private init; }

    /// <summary>When the last one left, and who that was: what still comes into its account is theirs.</summary>
    public DateTime? EndedAt { get; private set; }
    public Guid? HeirId { get; private set; }

    internal static Household Found(string? name, Guid ownerId, Guid accountId, DateTime now) => name?.Trim() is { Length: > 0 and <= NameMaxLength } said
        ? new Household { Name = said, OwnerId = ownerId, AccountId = accountId, CreatedAt = now } : throw new RuleBroken($"Enter a name of 1 to {NameMaxLength} characters");

    internal void HandTo(Guid ownerId) => OwnerId = ownerId;

    internal void End(Guid heirId, DateTime now) => (HeirId, EndedAt) = (heirId, now);
}

/// <summary>Where somebody stands with a household: invited by its owner, accepted by themselves, approved by the owner, or out of it.</summary>
public enum SeatState { Invited, Accepted, In, Out }

/// <summary>A place in a household.</summary>
public sealed class HouseholdSeat : Entity
{
    private HouseholdSeat() { }

    public Guid HouseholdId { get; private init; }
    public Guid MemberId { get; private init; }
    public SeatState State { get; private set; }
    public DateTime InvitedAt { get; private init; }
    public DateTime? JoinedAt { get; private set; }
    public DateTime? LeftAt { get; private set; }

    internal static HouseholdSeat Invite(Guid householdId, Guid memberId, DateTime now) => new() { HouseholdId = householdId, MemberId = memberId, InvitedAt = now };

    /// <summary>Whoever has to do something about it now hears of it.</summary>
    internal void Tell() => Raise(new SeatChanged(Id, State));

    /// <summary>False when it is not open any more, or was accepted before.</summary>
    internal bool Accept()
    {
        if (State != SeatState.Invited) return false;
        State = SeatState.Accepted;
        Tell();
        return true;
    }

    internal void Take(DateTime now) => (State, JoinedAt) = (SeatState.In, now);

    internal void Leave(DateTime now) => (State, LeftAt) = (SeatState.Out, now);
}
