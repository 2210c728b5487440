using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>All of a member's life that decides the tier.</summary>
/// <param name="Orders">What was released, in any order of time.</param>
public sealed record TierHistory(DateTime JoinedAt, IReadOnlyList<CreditedOrder> Orders, IReadOnlyList<TierGrant> Grants);

/// <summary>Credits that were released: those of an order, or of a deed if it names none.</summary>
public sealed record CreditedOrder(Guid? OrderId, DateTime ReleasedAt, long Credits)
{
    /// <summary>What was taken back later, because pieces came back.</summary>
    public IReadOnlyList<Revocation> Revocations { get; init; } = [];
}

/// <summary>Credits that were taken back.</summary>
public readonly record struct Revocation(DateTime At, long Credits);

/// <summary>Why staff lend a tier.</summary>
public enum GrantKind { Invitation, Override, StatusMatch, LifeEvent }

/// <summary>A tier lent for a while: the member has at least this one from its start until its end; what is earned in between may keep it.</summary>
public sealed record TierGrant(Tier Tier, DateTime From, DateTime Until, GrantKind Kind, string Reason);

/// <summary>Why a tier changed.</summary>
public enum TierReason { Reached, Granted, Lifetime, Ended }

/// <summary>A change of tier, with what was counted when it came.</summary>
/// <param name="Behind">The orders and deeds behind the credits, as they counted then.</param>
public sealed record TierStep(DateTime At, Tier From, Tier To, TierReason Reason, DateTime? ValidUntil, Period Window, long Credits, int Orders, IReadOnlyList<CreditedOrder> Behind)
{
    public TierGrant? Grant { get; init; }
}

/// <summary>What is missing for a tier; nothing of either means that it cannot be had by buying.</summary>
/// <param name="Both">Whether credits and orders are both needed.</param>
public sealed record Missing(long? Credits, int? Orders, bool Both)
{
    public static readonly Missing Nothing = new(null, null, false);
}

/// <summary>Where a member stands, and why.</summary>
/// <param name="Since">When the tier was reached.</param>
/// <param name="ValidUntil">Until when it is sure, whatever happens; for ever if null.</param>
/// <param name="Window">The stretch of time that counts now.</param>
/// <param name="Credits">What counts of it, without what was carried over.</param>
/// <param name="Behind">The orders and deeds behind that.</param>
public sealed record TierVerdict(Tier Tier, DateTime Since, DateTime? ValidUntil, Period Window, long Credits, int Orders, IReadOnlyList<CreditedOrder> Behind, IReadOnlyList<TierStep> Steps)
{
    /// <summary>When it goes down if nothing comes: the end of the grace after <see cref="ValidUntil"/>.</summary>
    public DateTime? EndsAt { get; init; }

    /// <summary>What its end leaves.</summary>
    public Tier Below { get; init; }

    /// <summary>In what the missing credits must come: the year that ends with the tier, or the grace.</summary>
    public Period? KeepWindow { get; init; }
    public Missing Keep { get; init; } = Missing.Nothing;

    /// <summary>The next tier that can be had by buying.</summary>
    public Tier? Next { get; init; }
    public Missing Rise { get; init; } = Missing.Nothing;

    /// <summary>Credits left from the year before, that count towards keeping the tier.</summary>
    public long CarriedOver { get; init; }

    /// <summary>All credits of the member's life.</summary>
    public long Lifetime { get; init; }

    public long MissingToKeep => Keep.Credits ?? 0;
    public long MissingToNext => Rise.Credits ?? 0;

    /// <summary>The change that led here; none for who never left the lowest tier.</summary>
    public TierStep? Because => Steps.Count == 0 ? null : Steps[^1];
}
