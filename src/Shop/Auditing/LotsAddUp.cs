namespace Shop.Auditing;

/// <summary>INV-4: a lot is what remains, is reserved, spent, expired and revoked of it; together the lots are the balances; and a replay of the journal brings the same lots.</summary>
internal sealed class LotsAddUp : Invariant
{
    protected override string Id => "INV-4";
    protected override string Promise => "lots add up, and to the balances";
    protected override string Things => "lots";
    protected override string CountSql => """select count(*) from loyalty_lots""";

    protected override IReadOnlyList<Rule> Rules =>
    [
        new("Lot {0} was granted {1}, but {2} remaining, {3} reserved, {4} spent, {5} expired and {6} revoked make another sum.", """
            select "Id", "Granted", "Remaining", "Reserved", "Spent", "Expired", "Revoked" from loyalty_lots where "Granted" <> "Remaining" + "Reserved" + "Spent" + "Expired" + "Revoked"
            """),
        new("Account {0} says {1} available, {2} pending and {3} reserved, but its lots make {4}, {5} and {6}.", """
            select * from (select a."Id", a."Available", a."Pending", a."Reserved", coalesce(l.available, 0) as in_available, coalesce(l.pending, 0) as in_pending, coalesce(l.reserved, 0) as in_reserved
                from loyalty_accounts a left join (
                    select "AccountId", cast(sum(case when "ReleasedAt" is not null then "Remaining" else 0 end) as bigint) as available,
                        cast(sum(case when "ReleasedAt" is null then "Remaining" else 0 end) as bigint) as pending, cast(sum("Reserved") as bigint) as reserved
                    from loyalty_lots group by "AccountId") l on l."AccountId" = a."Id") b
            where "Available" <> in_available or "Pending" <> in_pending or "Reserved" <> in_reserved
            """),
    ];

    protected override async IAsyncEnumerable<string> More(Books books, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var found in (await books.Journal(ct)).Lots) yield return found;
    }
}
