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
        new("Members gave each other points, but {0} more were received than sent.", """
            select s.points from (select -cast(sum("Amount") as bigint) as points from loyalty_postings where "Book" = 'Transferred' and "Unit" = 'Points') s where s.points <> 0
            """),
        new("Gift {0} is of {1} points, but {2} were sent and {3} received.", """
            select g."Id", g."Points", coalesce(p.sent, 0), coalesce(p.received, 0) from loyalty_gifts g
            left join (select substr(t."SourceKey", 6, 36) as gift, cast(sum(case when t."Kind" = 'Sent' then q."Amount" else 0 end) as bigint) as sent, -cast(sum(case when t."Kind" = 'Received' then q."Amount" else 0 end) as bigint) as received
                from loyalty_transactions t join loyalty_postings q on q."TransactionId" = t."Id" where t."SourceKey" like 'gift:%' and q."Book" = 'Transferred' group by substr(t."SourceKey", 6, 36)) p on p.gift = lower(cast(g."Id" as text))
            where g."Points" <> coalesce(p.sent, 0) or g."Points" <> coalesce(p.received, 0)
            """),
        new("Posting {0} of transaction {1} is in “{2}” and counts “{3}”, which does not exist.", """
            select p."Line", t."SourceKey", p."Book", p."Unit" from loyalty_postings p join loyalty_transactions t on t."Id" = p."TransactionId"
            where p."Book" not in ('Pending', 'Available', 'Reserved', 'Debt', 'Issued', 'Redeemed', 'Expired', 'Adjusted', 'Transferred') or p."Unit" not in ('Points', 'Credits')
            """),
    ];
}
