namespace Shop.Auditing;

/// <summary>INV-19: what staff gave or took by hand was asked for, beyond their limit agreed to by another, and written once; a friend who stayed brought their advocate points once.</summary>
internal sealed class GiftsWereDecided : Invariant
{
    // What an entry moves between the club and what its owner can spend or owes.
    private const string Moved = """
        select t."SourceKey", t."MemberId", cast(sum(case when p."Book" in ('Adjusted', 'Issued') then -p."Amount" else 0 end) as bigint) as points
        from loyalty_transactions t join loyalty_postings p on p."TransactionId" = t."Id" and p."Unit" = 'Points'
        """;

    protected override string Id => "INV-19";
    protected override string Promise => "what is given by hand or for a friend was decided, and is given once";
    protected override string Things => "things done by hand and invited friends";
    protected override string CountSql => """select (select count(*) from loyalty_corrections) + (select count(*) from loyalty_referrals)""";

    protected override IReadOnlyList<Rule> Rules =>
    [
        new("Correction {0} is {1} and moves {2} points, but its entry moved {3}.", $"""
            select c."Id", c."State", c."Points", coalesce(m.points, 0) from loyalty_corrections c
            left join ({Moved} where t."SourceKey" like 'correction:%' group by t."SourceKey", t."MemberId") m on m."SourceKey" = 'correction:' || lower(cast(c."Id" as text)) and m."MemberId" = c."MemberId"
            where c."Kind" = 'Points' and coalesce(m.points, 0) <> case when c."State" = 'Done' then c."Points" else 0 end
            """),
        new("Entry {0} was made by hand, and nobody asked for it.", """
            select t."SourceKey" from loyalty_transactions t left join (select 'correction:' || lower(cast("Id" as text)) as known from loyalty_corrections where "State" = 'Done') c on c.known = substr(t."SourceKey", 1, 47)
            where t."SourceKey" like 'correction:%' and c.known is null
            """),
        new("Correction {0} went beyond what {1} may do alone, and {2} agreed to it.", """
            select "Id", "AskedBy", "DecidedBy" from loyalty_corrections where "State" = 'Done' and ("DecidedById" is null or ("Beyond" is not null and "DecidedById" = "AskedById"))
            """),
        new("Correction {0} lends {1}, but nothing is lent.", """
            select c."Id", c."Tier" from loyalty_corrections c where c."Kind" = 'Tier' and c."State" = 'Done'
            and not exists (select 1 from loyalty_lent_tiers l where l."MemberId" = c."MemberId" and l."Tier" = c."Tier" and l."Until" = c."Until" and l."From" = c."DecidedAt")
            """),
        new("Friend {0} is {1} for {2} points, but their entry gave {3}.", $"""
            select r."Id", r."State", r."Points", coalesce(m.points, 0) from loyalty_referrals r
            left join ({Moved} where t."SourceKey" like 'referral:%:kept' group by t."SourceKey", t."MemberId") m on m."SourceKey" = 'referral:' || lower(cast(r."Id" as text)) || ':kept' and m."MemberId" = r."AdvocateId"
            where coalesce(m.points, 0) <> case when r."State" = 'Earned' then r."Points" else 0 end
            """),
        new("Entry {0} was given for a friend whom nobody invited.", """
            select t."SourceKey" from loyalty_transactions t left join (select 'referral:' || lower(cast("Id" as text)) || ':kept' as known from loyalty_referrals) r on r.known = t."SourceKey"
            where t."SourceKey" like 'referral:%' and r.known is null
            """),
        new("Friend {0} is {1}, but order {2} is not theirs.", """
            select r."Id", r."State", coalesce(o."Number", 'nothing') from loyalty_referrals r left join ordering_orders o on o."Id" = r."OrderId"
            where r."State" in ('Ordered', 'Review', 'Earned') and (o."CustomerId" is null or o."CustomerId" <> r."FriendCustomerId")
            and not exists (select 1 from customers_merged_things t join customers_merges g on g."Id" = t."MergeId" where t."What" = 'Order' and t."ThingId" = o."Id" and r."FriendCustomerId" in (g."FromId", g."IntoId"))
            """),
    ];
}
