using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Why a member stands where they stand: one row for each change of tier or validity, with what was counted. Never changed.</summary>
public sealed class TierChange
{
    public const int ReasonMaxLength = 500;

    private TierChange() { }

    public Guid Id { get; private init; }
    public Guid MemberId { get; private init; }

    /// <summary>Its place in the member's history, from 1.</summary>
    public int Number { get; private init; }
    public DateTime At { get; private init; }
    public Tier From { get; private init; }
    public Tier To { get; private init; }
    public DateTime? ValidUntil { get; private init; }
    public Guid RuleSetId { get; private init; }
    public DateTime WindowStart { get; private init; }
    public DateTime WindowEnd { get; private init; }
    public long Credits { get; private init; }

    /// <summary>The sentence a member reads.</summary>
    public string Reason { get; private init; } = "";

    public static TierChange Of(Guid memberId, int number, DateTime at, Tier from, Tier to, DateTime? validUntil, Guid ruleSetId, Period window, long credits, string reason) => new()
    {
        Id = NewId.Next(), MemberId = memberId, Number = number, At = at, From = from, To = to, ValidUntil = validUntil, RuleSetId = ruleSetId,
        WindowStart = window.Start, WindowEnd = window.End, Credits = credits, Reason = reason,
    };
}
