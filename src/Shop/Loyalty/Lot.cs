using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>One earning with its own fate and expiry: granted = remaining + reserved + spent + expired + revoked, at every moment.</summary>
public sealed class Lot
{
    private Lot() { }

    public Guid Id { get; private init; }
    public Guid AccountId { get; private init; }
    public Guid MemberId { get; private init; }

    /// <summary>The order that earned it; what comes back from an order, or is given for one, is not of it.</summary>
    public Guid? OrderId { get; private init; }

    /// <summary>The rules it was earned by; they decide for ever when it expires.</summary>
    public Guid? RuleSetId { get; private init; }
    public long Granted { get; private set; }
    public long Remaining { get; private set; }
    public long Reserved { get; private set; }
    public long Spent { get; private set; }
    public long Expired { get; private set; }
    public long Revoked { get; private set; }
    public long CreditsGranted { get; private set; }
    public long CreditsRevoked { get; private set; }
    public DateTime EarnedAt { get; private init; }

    /// <summary>When pending points become spendable; null while the goods are not delivered.</summary>
    public DateTime? DueAt { get; private set; }
    public DateTime? ReleasedAt { get; private set; }

    /// <summary>The first instant at which they can no longer be spent.</summary>
    public DateTime? ExpiresAt { get; private set; }

    public bool IsPending => ReleasedAt is null;
    public long CreditsLeft => CreditsGranted - CreditsRevoked;

    public bool IsSpendable(DateTime at) => ReleasedAt is not null && Remaining > 0 && ExpiresAt > at;

    internal static Lot From(PointsTransaction first, Guid id) => new() { Id = id, AccountId = first.AccountId, MemberId = first.MemberId, OrderId = first.Kind == PointsMove.Earned ? first.OrderId : null, RuleSetId = first.RuleSetId, EarnedAt = first.At };

    /// <summary>Takes a posting over. The same for what is written now and for what is replayed from the journal.</summary>
    internal void Take(Posting posting, DateTime at)
    {
        DueAt = posting.DueAt ?? DueAt;
        ExpiresAt = posting.ExpiresAt ?? ExpiresAt;
        if (posting is { Book: Book.Available, Amount: > 0 } or { Book: Book.Debt, Unit: LedgerUnit.Points }) ReleasedAt ??= at; // or all of it went to the debt
        if (posting.Unit == LedgerUnit.Credits)
        {
            CreditsGranted += posting.Amount;
            if (posting.Book == Book.Issued) CreditsRevoked += posting.Amount;
            return;
        }
        Granted += posting.Amount;
        switch (posting.Book)
        {
            case Book.Pending: Remaining += posting.Amount; break;
            case Book.Available: Remaining += posting.Amount; break;
            case Book.Reserved: Reserved += posting.Amount; break;
            case Book.Redeemed: Spent += posting.Amount; break;
            case Book.Expired: Expired += posting.Amount; break;
            default: Revoked += posting.Amount; break;
        }
        if (Remaining < 0 || Reserved < 0 || Spent < 0 || Expired < 0 || Revoked < 0) throw new RuleBroken("More cannot be taken from a lot than is in it.");
    }
}
