using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>A tier that a member has for a while without having bought it: by invitation, by a decision, or because it was promised under rules of before. Never changed.</summary>
public sealed class LentTier
{
    public const int ReasonMaxLength = 500;

    private LentTier() { }

    public Guid Id { get; private init; }
    public Guid MemberId { get; private init; }
    public Tier Tier { get; private init; }
    public DateTime From { get; private init; }
    public DateTime Until { get; private init; }
    public GrantKind Kind { get; private init; }

    /// <summary>As the member reads it.</summary>
    public string Reason { get; private init; } = "";
    public string ByName { get; private init; } = "";

    /// <exception cref="RuleBroken">It would end before it begins, or nobody says why.</exception>
    public static LentTier Of(Guid memberId, Tier tier, DateTime from, DateTime until, GrantKind kind, string reason, Actor by)
    {
        if (until <= from) throw new RuleBroken("A tier is lent until later than it begins.");
        if (reason.Trim().Length is 0 or > ReasonMaxLength) throw new RuleBroken($"Enter a reason of 1 to {ReasonMaxLength} characters.");
        return new LentTier { Id = NewId.Next(), MemberId = memberId, Tier = tier, From = from, Until = until, Kind = kind, Reason = reason.Trim(), ByName = by.Name };
    }

    internal TierGrant Grant => new(Tier, From, Until, Kind, Reason);
}
