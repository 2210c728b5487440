namespace Shop.Auditing;

/// <summary>INV-17: an order earns once, and no line of it gives back more than it earned; lines and postings say the same.</summary>
internal sealed class OrdersEarnOnce : Invariant
{
    protected override string Id => "INV-17";
    protected override string Promise => "each order earns once and gives back at most that";
    protected override string Things => "orders with points";
    protected override string CountSql => """select count(distinct "OrderId") from loyalty_transactions where "Kind" = 'Earned'""";

    protected override IReadOnlyList<Rule> Rules =>
    [
        new("Order {0} earned {1} times.", """
            select coalesce(o."Number", cast(t."OrderId" as text)), count(*) from loyalty_transactions t left join ordering_orders o on o."Id" = t."OrderId"
            where t."Kind" = 'Earned' and t."OrderId" is not null group by t."OrderId", o."Number" having count(*) > 1
            """),
        new("Line {0} of order {1} earned {2} points and {3} credits for {4} pieces, but gave back {5}, {6} and {7}.", """
            select l."LineId", coalesce(o."Number", cast(l."OrderId" as text)), earned.points, earned.credits, earned.quantity, -back.points, -back.credits, -back.quantity from (select distinct "LineId", "OrderId" from loyalty_earned_lines) l
            left join ordering_orders o on o."Id" = l."OrderId"
            join (select "LineId", cast(sum(case when "Quantity" > 0 then "Points" else 0 end) as bigint) as points, cast(sum(case when "Quantity" > 0 then "Credits" else 0 end) as bigint) as credits,
                    cast(sum(case when "Quantity" > 0 then "Quantity" else 0 end) as bigint) as quantity from loyalty_earned_lines group by "LineId") earned on earned."LineId" = l."LineId"
            join (select "LineId", cast(sum(case when "Quantity" <= 0 then "Points" else 0 end) as bigint) as points, cast(sum(case when "Quantity" <= 0 then "Credits" else 0 end) as bigint) as credits,
                    cast(sum(case when "Quantity" <= 0 then "Quantity" else 0 end) as bigint) as quantity from loyalty_earned_lines group by "LineId") back on back."LineId" = l."LineId"
            where earned.points + back.points < 0 or earned.credits + back.credits < 0 or earned.quantity + back.quantity < 0
            """),
        new("The lines of transaction {0} make {1} points and {2} credits, but its postings {3} and {4}.", """
            select t."SourceKey", l.points, l.credits, coalesce(p.points, 0), coalesce(p.credits, 0) from loyalty_transactions t
            join (select "TransactionId", cast(sum("Points") as bigint) as points, cast(sum("Credits") as bigint) as credits from loyalty_earned_lines group by "TransactionId") l on l."TransactionId" = t."Id"
            left join (select q."TransactionId", cast(sum(case when q."Unit" = 'Points' then -q."Amount" else 0 end) as bigint) as points, cast(sum(case when q."Unit" = 'Credits' then -q."Amount" else 0 end) as bigint) as credits
                from loyalty_postings q where q."Book" = 'Issued' group by q."TransactionId") p on p."TransactionId" = t."Id"
            where l.points <> coalesce(p.points, 0) or l.credits <> coalesce(p.credits, 0)
            """),
        new("Transaction {0} is of order {1}, but its lines are of order {2}.", """
            select t."SourceKey", t."OrderId", l."OrderId" from loyalty_transactions t join loyalty_earned_lines l on l."TransactionId" = t."Id" where t."OrderId" is null or t."OrderId" <> l."OrderId"
            """),
        new("Transaction {0} earned for an order and names no lines.", """
            select t."SourceKey" from loyalty_transactions t where t."Kind" = 'Earned' and t."OrderId" is not null and not exists (select 1 from loyalty_earned_lines l where l."TransactionId" = t."Id")
            """),
    ];
}
