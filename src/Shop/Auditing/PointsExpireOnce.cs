namespace Shop.Auditing;

/// <summary>INV-6: points expire when their time is over, once, not before, and not long after.</summary>
internal sealed class PointsExpireOnce : Invariant
{
    protected override string Id => "INV-6";
    protected override string Promise => "points expire in time and once";
    protected override string Things => "lots with an end";
    protected override string CountSql => """select count(*) from loyalty_lots where "ExpiresAt" is not null""";

    protected override IReadOnlyList<Rule> Rules =>
    [
        new("Lot {0} expired {1} times.", """
            select p."LotId", count(*) from loyalty_postings p join loyalty_transactions t on t."Id" = p."TransactionId"
            where t."Kind" = 'Expired' and p."Book" = 'Expired' and p."Amount" > 0 group by p."LotId" having count(*) > 1
            """),
        new("Lot {0} has {1} points left, though its time was over at {2}.", """
            select "Id", "Remaining", "ExpiresAt" from loyalty_lots where "Remaining" > 0 and "ReleasedAt" is not null and "ExpiresAt" < @before1440
            """),
        new("Lot {0} has {1} points to spend and no end.", """
            select "Id", "Remaining" from loyalty_lots where "Remaining" > 0 and "ReleasedAt" is not null and "ExpiresAt" is null
            """),
    ];

    protected override async IAsyncEnumerable<string> More(Books books, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var found in (await books.Journal(ct)).Expiries) yield return found;
    }
}
