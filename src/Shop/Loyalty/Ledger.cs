namespace Shop.Loyalty;

/// <summary>The two things the journal counts: points are spent, credits decide the tier.</summary>
public enum LedgerUnit { Points, Credits }

/// <summary>Where points and credits can be. The first four are the member's, the others the programme's; over all of them every transaction sums to zero.</summary>
public enum Book { Pending, Available, Reserved, Debt, Issued, Redeemed, Expired, Adjusted, Transferred }

/// <summary>What a transaction did.</summary>
public enum PointsMove { Earned, MadeDue, Released, Granted, Reserved, Spent, Freed, GivenBack, Revoked, Expired, Adjusted, Sent, Received, Extended, Redeemed }

/// <summary>One line of a transaction: so much more, or less, in one book. What concerns a lot names it, with the dates it gives it.</summary>
public sealed record Posting(Book Book, LedgerUnit Unit, long Amount, Guid? LotId = null, DateTime? DueAt = null, DateTime? ExpiresAt = null)
{
    /// <summary>Its place in the transaction, from 0.</summary>
    public int Line { get; internal set; }
}

/// <summary>Who moves points, when, and why; the source key makes being told twice harmless.</summary>
/// <param name="SourceKey">What caused it, the same however often it is told: “order:…:earned”.</param>
/// <param name="At">UTC.</param>
public sealed record Entry(string SourceKey, Guid MemberId, DateTime At, Kernel.Actor By, string? Reason = null, Guid? OrderId = null, Guid? RuleSetId = null);
