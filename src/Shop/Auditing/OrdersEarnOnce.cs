using Shop.Loyalty;

namespace Shop.Auditing;

/// <summary>INV-17: an order earns once, and no line of it gives back more than it earned; lines and postings say the same.</summary>
internal sealed class OrdersEarnOnce : Invariant
{
    protected override string Id => "INV-17";
    protected override string Promise => "each order earns once and gives back at most that";
    protected override string Things => "orders with points";
    protected override string CountSql => """select count(distinct "OrderId") from loyalty_transactions where "Kind" = 'Earned'""";

    protected override async IAsyncEnumerable<string> More(Books books, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        // Few: most that earn nothing are small, or were paid with points.
        var rules = new RuleBook(books.Db);
        var earn = new EarnForOrder(books.Db, new PointsLedger(books.Db), rules, new StandMember(books.Db, rules));
        var unearned = new List<(string Number, Guid Id)>();
        await foreach (var row in books.Rows("""
            select o."Number", o."Id" from ordering_orders o join loyalty_members m on m."CustomerId" = o."CustomerId" and m."State" = 'Active' and m."JoinedAt" < o."PaidAt"
            where o."State" <> 'Cancelled' and o."DeliveryState" <> 'Returned' and o."PaidAt" < @before15
            and not exists (select 1 from loyalty_transactions t where t."OrderId" = o."Id" and t."Kind" = 'Earned')
            """, ct))
            unearned.Add((row[0], Guid.Parse(row[1])));
        foreach (var (number, id) in unearned)
            if (await earn.Worth(id, ct) is > 0 and var worth) yield return $"Order {number} was paid by a member and earned nothing; the rules give {worth} points for it.";
    }

    protected override IReadOnlyList<Rule> Rules =>
    [
        new("Of line {1} of order {0} {2} pieces keep their points, but {3} were kept.", """
            select o."Number", e."LineId", e.pieces, case when o."State" = 'Cancelled' then 0 else l."Quantity" - l."Returned" end
            from (select "OrderId", "LineId", cast(sum("Quantity") as bigint) as pieces from loyalty_earned_lines group by "OrderId", "LineId") e
            join ordering_orders o on o."Id" = e."OrderId" join ordering_order_lines l on l."Id" = e."LineId"
            where e.pieces > case when o."State" = 'Cancelled' then 0 else l."Quantity" - l."Returned" end and (o."CancelledAt" is null or o."CancelledAt" < @before15)
            and not exists (select 1 from ordering_returns r where r."OrderId" = o."Id" and r."At" >= @before15)
            """),
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
