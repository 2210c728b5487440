namespace Shop.Auditing;

/// <summary>INV-12: a promotion and its codes are used no more often than they may be, in all and by one customer, and each use belongs to an order that stands; what was taken for points was paid with them.</summary>
internal sealed class VouchersAreSpentOnce : Invariant
{
    private static readonly string[] Known = ["promotions_promotions", "promotions_targets", "promotions_codes", "promotions_redemptions", "promotions_customer_uses"];

    protected override string Id => "INV-12";
    protected override string Promise => "promotions, codes and rewards are used within their limits";
    protected override string Things => "promotions, codes, uses and rewards taken";
    protected override string CountSql => """select (select count(*) from promotions_promotions) + (select count(*) from promotions_codes) + (select count(*) from promotions_redemptions) + (select count(*) from loyalty_claims)""";

    protected override IReadOnlyList<Rule> Rules =>
    [
        new("Promotion {0} says that {1} orders use it, but {2} do.", """
            select p."Name", p."Used", coalesce(r.uses, 0) from promotions_promotions p
            left join (select "PromotionId", count(*) as uses from promotions_redemptions where "State" <> 'Released' group by "PromotionId") r on r."PromotionId" = p."Id"
            where p."Used" <> coalesce(r.uses, 0)
            """),
        new("Promotion {0} may be used {2} times, but {1} orders use it.", """
            select "Name", "Used", "Limit" from promotions_promotions where "Used" > "Limit"
            """),
        new("Code {0} says that {1} orders use it, but {2} do.", """
            select c."Code", c."Used", coalesce(r.uses, 0) from promotions_codes c
            left join (select "CodeId", count(*) as uses from promotions_redemptions where "State" <> 'Released' and "CodeId" is not null group by "CodeId") r on r."CodeId" = c."Id"
            where c."Used" <> coalesce(r.uses, 0)
            """),
        new("Code {0} may be used {2} times, but {1} orders use it.", """
            select "Code", "Used", "Limit" from promotions_codes where "Used" > "Limit"
            """),
        new("Of promotion {0}, {2} uses are counted for {1}, but {3} orders use it.", """
            select p."Name", u."Key", u."Used", coalesce(r.uses, 0) from promotions_customer_uses u join promotions_promotions p on p."Id" = u."PromotionId"
            left join (select by_key."PromotionId", by_key.key, count(*) as uses from (
                    select "PromotionId", "EmailKey" as key from promotions_redemptions where "State" <> 'Released'
                    union all select "PromotionId", "CustomerKey" from promotions_redemptions where "State" <> 'Released' and "CustomerKey" is not null) by_key
                group by by_key."PromotionId", by_key.key) r on r."PromotionId" = u."PromotionId" and r.key = u."Key"
            where u."Used" <> coalesce(r.uses, 0)
            """),
        new("Promotion {0} may be used {2} times by one customer, but {3} uses it {1} times.", """
            select p."Name", u."Used", p."LimitPerCustomer", u."Key" from promotions_customer_uses u join promotions_promotions p on p."Id" = u."PromotionId" where u."Used" > p."LimitPerCustomer"
            """),
        new("The use {0} of promotion {1} belongs to no order.", """
            select r."Id", p."Name" from promotions_redemptions r join promotions_promotions p on p."Id" = r."PromotionId" left join ordering_orders o on o."Id" = r."OrderId" where o."Id" is null
            """),
        new("Order {0} is {1} and {2}, but its use of promotion {3} is {4}.", """
            select o."Number", o."State", o."Payment", p."Name", r."State" from promotions_redemptions r join promotions_promotions p on p."Id" = r."PromotionId" join ordering_orders o on o."Id" = r."OrderId"
            where (o."State" = 'Cancelled' and r."State" <> 'Released') or (o."State" <> 'Cancelled' and r."State" = 'Released')
               or (o."State" = 'Confirmed' and r."State" <> 'Taken') or (o."State" = 'Placed' and o."Payment" in ('Unpaid', 'Unknown') and r."State" <> 'Held')
            """),
        new("Order {0} is cheaper by promotion “{1}”, but nobody counted that.", """
            select o."Number", d."Name" from ordering_order_reductions d join ordering_orders o on o."Id" = d."OrderId"
            left join promotions_redemptions r on r."OrderId" = d."OrderId" and r."PromotionId" = d."PromotionId"
            where d."PromotionId" is not null and r."Id" is null
            """),
        new("Reward {0} says that {1} were taken, but {2} were.", """
            select r."Name", r."Taken", coalesce(c.taken, 0) from loyalty_rewards r
            left join (select "RewardId", count(*) as taken from loyalty_claims where "State" <> 'CalledOff' group by "RewardId") c on c."RewardId" = r."Id" where r."Taken" <> coalesce(c.taken, 0)
            """),
        new("Of reward {0} there are {2}, but {1} were taken.", """
            select "Name", "Taken", "Quota" from loyalty_rewards where "Taken" > "Quota" or "Taken" < 0
            """),
        new("“{0}” was taken for {1} points, but its entry {2} ({3}) spent {4} of that member.", """
            select c."Name", c."Cost", t."SourceKey", t."Kind", case when t."MemberId" = c."MemberId" and t."AccountId" = c."AccountId" then p.points else 0 end from loyalty_claims c
            join loyalty_transactions t on t."Id" = c."TransactionId"
            join (select "TransactionId", cast(sum(case when "Book" = 'Redeemed' then "Amount" else 0 end) as bigint) as points from loyalty_postings group by "TransactionId") p on p."TransactionId" = t."Id"
            where t."Kind" <> 'Redeemed' or t."MemberId" <> c."MemberId" or t."AccountId" <> c."AccountId" or p.points <> c."Cost"
            """),
        new("Entry {0} spent points on a reward that nobody has.", """
            select t."SourceKey" from loyalty_transactions t where t."Kind" = 'Redeemed' and not exists (select 1 from loyalty_claims c where c."TransactionId" = t."Id")
            """),
        new("“{0}” is {1}, but {2} of its {3} points came back.", """
            select c."Name", c."State", coalesce(b.points, 0), c."Cost" from loyalty_claims c
            left join (select t."SourceKey", -cast(sum(case when p."Book" = 'Redeemed' then p."Amount" else 0 end) as bigint) as points from loyalty_transactions t join loyalty_postings p on p."TransactionId" = t."Id"
                where t."SourceKey" like 'claim:%:back' group by t."SourceKey") b on b."SourceKey" = 'claim:' || lower(cast(c."Id" as text)) || ':back'
            where coalesce(b.points, 0) <> case when c."State" = 'CalledOff' then c."Cost" else 0 end
            """),
        new("“{0}” is {1}, but its voucher {2} is used {3} times and ends at {4}.", """
            select c."Name", c."State", v."Code", v."Used", v."EndsAt" from loyalty_claims c left join promotions_codes v on v."Id" = c."CodeId"
            where (c."State" = 'Given' and (v."Id" is null or v."EndsAt" is null or v."EndsAt" <> c."ExpiresAt")) or (c."State" = 'CalledOff' and v."Used" > 0) or (c."State" in ('Waiting', 'Done') and v."Id" is not null)
            """),
        new("Promotion {1} takes {2} off order {0}, but its use says {3}.", """
            select o."Number", p."Name", d."Amount", r."Amount" from promotions_redemptions r join promotions_promotions p on p."Id" = r."PromotionId" join ordering_orders o on o."Id" = r."OrderId"
            join ordering_order_reductions d on d."OrderId" = r."OrderId" and d."PromotionId" = r."PromotionId" where d."Amount" <> r."Amount"
            """),
    ];

    // A table that came later and that nobody has taught this to look at.
    protected override IAsyncEnumerable<string> More(Books books, CancellationToken ct) =>
        books.TablesLike("promotions_").Except(Known).Select(t => $"Nobody checks the table {t}.").ToAsyncEnumerable();
}
