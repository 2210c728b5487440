using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Where a friend stands for who invited them.</summary>
public enum ReferralState { Joined, Ordered, Review, Earned, Refused }

/// <summary>
/// A friend who joined by a member's invitation. It is settled once: earned when the friend's first order can no longer be sent back, or refused with a reason.
/// What staff decide, they sign with a reason of their own, and no check comes after it.
/// </summary>
public sealed class Referral : Entity
{
    public const int NameMaxLength = 40;
    public const int ReasonMaxLength = 200;

    /// <summary>How long the friend's welcome voucher can be used.</summary>
    public const int VoucherDays = 90;

    private Referral() { }

    public Guid AdvocateId { get; private set; }
    public Guid FriendCustomerId { get; private set; }

    /// <summary>All that the advocate reads of the friend.</summary>
    public string FriendName { get; private init; } = "";

    /// <summary>What was promised when the friend joined holds.</summary>
    public Guid RuleSetId { get; private init; }
    public ReferralState State { get; private set; }
    public DateTime JoinedAt { get; private init; }
    public Guid? OrderId { get; private set; }
    public Guid? VoucherCodeId { get; private set; }
    public long Points { get; private set; }
    public DateTime? SettledAt { get; private set; }

    /// <summary>Why it is refused or has to be looked at; written for staff.</summary>
    public string? Reason { get; private set; }

    /// <summary>Who decided at the desk, and why; from then on nothing is checked any more.</summary>
    public string? DecidedBy { get; private set; }
    public string? Decision { get; private set; }

    public bool IsDecided => DecidedBy is not null;

    public static Referral Of(Guid advocateId, Guid friendCustomerId, string friendsName, Guid ruleSetId, DateTime now) =>
        new() { AdvocateId = advocateId, FriendCustomerId = friendCustomerId, FriendName = FirstName(friendsName), RuleSetId = ruleSetId, JoinedAt = now };

    /// <summary>The code of an invitation as the shop writes it; null when it cannot be one.</summary>
    public static string? CodeOf(string? typed) => typed?.Trim().ToUpperInvariant() is { Length: Membership.ReferralCodeLength } code && code.All(char.IsAsciiLetterOrDigit) ? code : null;

    public void Give(Guid voucherCodeId) => VoucherCodeId ??= voucherCodeId;

    /// <summary>The advocate, or the friend, goes on under another record.</summary>
    internal void GoTo(Guid advocateId) => AdvocateId = advocateId;

    internal void IsOf(Guid friendCustomerId) => FriendCustomerId = friendCustomerId;

    /// <summary>The friend's first order is paid: from now on it is waited for.</summary>
    public void Follow(Guid orderId)
    {
        if (State != ReferralState.Joined) return; // told twice
        (State, OrderId) = (ReferralState.Ordered, orderId);
    }

    /// <summary>That order came to nothing; the next one is the first.</summary>
    public void WaitForAnother()
    {
        if (State == ReferralState.Ordered) (State, OrderId) = (ReferralState.Joined, null);
    }

    public void AskStaff(string reason)
    {
        if (State == ReferralState.Ordered) (State, Reason) = (ReferralState.Review, reason);
    }

    public void Refuse(string reason, DateTime now)
    {
        if (State is ReferralState.Earned or ReferralState.Refused) return;
        (State, Reason, SettledAt) = (ReferralState.Refused, reason, now);
    }

    /// <returns>False when it was settled before.</returns>
    public bool Earn(long points, DateTime at)
    {
        if (State != ReferralState.Ordered) return false;
        (State, Points, SettledAt, Reason) = (ReferralState.Earned, points, at, null);
        return true;
    }

    /// <summary>Staff let it count: it goes on where it stood, and no check stops it.</summary>
    public void Approve(Actor by, string? why)
    {
        if (State is not (ReferralState.Review or ReferralState.Refused)) throw new RuleBroken("Only what was refused or has to be looked at can be let through.");
        Decide(by, why);
        (State, SettledAt) = (OrderId is null ? ReferralState.Joined : ReferralState.Ordered, null);
    }

    public void RefuseBy(Actor by, string? why, DateTime now)
    {
        if (State is ReferralState.Earned or ReferralState.Refused) throw new RuleBroken(State == ReferralState.Earned ? "The points are given already." : "It is refused already.");
        Decide(by, why);
        (State, SettledAt) = (ReferralState.Refused, now);
    }

    private void Decide(Actor by, string? why)
    {
        why = why?.Trim();
        if (string.IsNullOrEmpty(why)) throw new RuleBroken("Write why: the reason is kept with the decision.");
        if (why.Length > ReasonMaxLength) throw new RuleBroken($"A reason has at most {ReasonMaxLength} characters.");
        (DecidedBy, Decision) = (by.Name, why);
    }

    // “Ingrid Solberg” is “Ingrid”; a first word too long to be a name is its initial.
    internal static string FirstName(string name) => name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) switch
    {
        [] => "A friend",
        [{ Length: <= 20 } first, ..] => first,
        [var first, ..] => $"{first[0]}.",
    };
}
