using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Where something that was taken for points stands: a voucher is given at once; what staff hand over waits and is done one day; a seat nobody came for is missed.</summary>
public enum ClaimState { Given, Waiting, Done, CalledOff, Missed }

/// <summary>A reward that a member took, with what it was and what it cost at that time.</summary>
public sealed class RewardClaim : Entity
{
    public const int NoteMaxLength = 300;

    private RewardClaim() { }

    public Guid RewardId { get; private init; }
    public Guid MemberId { get; private init; }

    /// <summary>Whose points paid.</summary>
    public Guid AccountId { get; private init; }

    /// <summary>Made with the form: pressing it twice takes once.</summary>
    public Guid Once { get; private init; }
    public string Name { get; private init; } = "";
    public RewardKind Kind { get; private init; }

    /// <summary>In points; nothing for a seat that came with the member's tier.</summary>
    public long Cost { get; private init; }
    public DateTime At { get; private init; }
    public ClaimState State { get; private set; }

    /// <summary>The voucher's code, and the first instant at which it can no longer be used.</summary>
    public Guid? CodeId { get; private init; }
    public DateTime? ExpiresAt { get; private init; }

    /// <summary>The entry of the journal by which the points were spent.</summary>
    public Guid TransactionId { get; private init; }
    public DateTime? SettledAt { get; private set; }
    public string? SettledBy { get; private set; }

    /// <summary>What the member reads of how it was settled.</summary>
    public string? Note { get; private set; }

    internal static string SourceOf(Guid id) => $"claim:{id}:taken";

    /// <summary>Spends the points and makes what the member gets for them. Whether they may have it was asked before.</summary>
    /// <param name="account">The member's points, held.</param>
    /// <param name="cost">In points; 0 for a seat that comes with their tier.</param>
    /// <param name="code">The voucher's code; none for what staff hand over.</param>
    internal static RewardClaim Take(Reward reward, Membership member, PointsAccount account, long cost, Promotions.PromotionCode? code, Guid once, Actor by, DateTime now, Guid? ruleSetId)
    {
        var id = NewId.Next();
        account.Redeem(new Entry(SourceOf(id), member.Id, now, by, reward.Name, RuleSetId: ruleSetId), cost);
        var claim = new RewardClaim
        {
            Id = id, RewardId = reward.Id, MemberId = member.Id, AccountId = account.Id, Once = once, Name = reward.Name, Kind = reward.Kind, Cost = cost, At = now,
            State = code is null ? ClaimState.Waiting : ClaimState.Given, CodeId = code?.Id, ExpiresAt = code?.EndsAt, TransactionId = account.Journal[^1].Id,
        };
        claim.Raise(new RewardTaken(id));
        return claim;
    }

    /// <summary>It was handed over.</summary>
    /// <exception cref="RuleBroken">It is a voucher, or was called off.</exception>
    public void Finish(Actor by, string? note, DateTime now)
    {
        if (State == ClaimState.Done) return; // told twice
        if (State != ClaimState.Waiting) throw new RuleBroken(State switch { ClaimState.Given => "A voucher is used at the checkout.", ClaimState.Missed => "They did not come.", _ => "It was called off." });
        Settle(ClaimState.Done, by, note, now);
    }

    /// <summary>The event was held, and they did not come. What they spent stays spent.</summary>
    /// <exception cref="RuleBroken">It is no seat, or was settled otherwise.</exception>
    public void Miss(Actor by, string? note, DateTime now)
    {
        if (State == ClaimState.Missed) return; // told twice
        if (Kind != RewardKind.EventSeat) throw new RuleBroken("Only a seat can be missed.");
        if (State != ClaimState.Waiting) throw new RuleBroken(State == ClaimState.Done ? "They came." : "It was called off.");
        Settle(ClaimState.Missed, by, note, now);
    }

    internal void CallOff(Actor by, string? note, DateTime now) => Settle(ClaimState.CalledOff, by, note, now);

    /// <summary>A note as it is kept; a line break is one character, as browsers count it.</summary>
    /// <exception cref="RuleBroken">It is too long.</exception>
    internal static string? Read(string? note)
    {
        var said = note?.ReplaceLineEndings("\n").Trim();
        if (said?.Length > NoteMaxLength) throw new RuleBroken($"A note has at most {NoteMaxLength} characters.");
        return said is { Length: > 0 } ? said : null;
    }

    private void Settle(ClaimState state, Actor by, string? note, DateTime now)
    {
        var said = Read(note);
        (State, SettledBy, Note, SettledAt) = (state, by.Name, said, now);
        Raise(new RewardSettled(Id));
    }
}
