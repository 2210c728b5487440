namespace Shop.Auditing;

/// <summary>INV-1: every transaction of the points journal moves something and sums to zero, unit by unit.</summary>
internal sealed class JournalSums : Invariant
{
    protected override string Id => "INV-1";
    protected override string Promise => "every points transaction sums to zero";
    protected override string Things => "postings";
    protected override string CountSql => """select count(*) from loyalty_postings""";

    protected override IReadOnlyList<Rule> Rules =>
    [
        new("Transaction {0} ({1}) does not sum to zero: {3} {2}.", """
            select t."SourceKey", t."Kind", s.unit, s.amount from loyalty_transactions t
            join (select "TransactionId", "Unit" as unit, cast(sum("Amount") as bigint) as amount from loyalty_postings group by "TransactionId", "Unit" having sum("Amount") <> 0) s on s."TransactionId" = t."Id"
            """),
        new("Transaction {0} ({1}) has no postings.", """
            select t."SourceKey", t."Kind" from loyalty_transactions t where not exists (select 1 from loyalty_postings p where p."TransactionId" = t."Id")
            """),
        new("Posting {0} of transaction {1} is in “{2}” and counts “{3}”, which does not exist.", """
            select p."Line", t."SourceKey", p."Book", p."Unit" from loyalty_postings p join loyalty_transactions t on t."Id" = p."TransactionId"
            where p."Book" not in ('Pending', 'Available', 'Reserved', 'Debt', 'Issued', 'Redeemed', 'Expired', 'Adjusted', 'Transferred') or p."Unit" not in ('Points', 'Credits')
            """),
    ];
}
