namespace Shop.Auditing;

/// <summary>INV-8: money and points that were taken belong to exactly one order, and a paid order has got its total; else they are on their way back.</summary>
internal sealed class PaymentsFitOrders : Invariant
{
    protected override string Id => "INV-8";
    protected override string Promise => "each payment taken has one order, each paid order its total";
    protected override string Things => "payments and paid orders";
    protected override string CountSql => """select (select count(*) from ordering_payment_attempts where "State" = 'Succeeded') + (select count(*) from ordering_orders where "Captured" > 0)""";

    protected override IReadOnlyList<Rule> Rules =>
    [
        new("Payment {0} ({1}) was taken for an order that does not exist.", """
            select a."Id", a."IntentId" from ordering_payment_attempts a left join ordering_orders o on o."Id" = a."OrderId" where a."State" = 'Succeeded' and o."Id" is null
            """),
        new("Order {0} was paid {1} times.", """
            select o."Number", count(*) from ordering_payment_attempts a join ordering_orders o on o."Id" = a."OrderId" where a."State" = 'Succeeded' group by o."Id", o."Number" having count(*) > 1
            """),
        new("Payment {0} of order {1} was taken, but the order says {2}.", """
            select a."Id", o."Number", o."Payment" from ordering_payment_attempts a join ordering_orders o on o."Id" = a."OrderId"
            where a."State" = 'Succeeded' and o."Payment" in ('Unpaid', 'Unknown')
            """),
        new("Payment {0} took {2} {3} for order {1}, which is over {4} {5}.", """
            select a."Id", o."Number", a."Amount", a."Currency", o."Total" - coalesce(o."PaidWithPoints", 0), o."Currency" from ordering_payment_attempts a join ordering_orders o on o."Id" = a."OrderId"
            where a."State" = 'Succeeded' and (a."Amount" <> o."Total" - coalesce(o."PaidWithPoints", 0) or a."Currency" <> o."Currency")
            """),
        new("Order {0} is {1}, but {2} of its {3} were taken.", """
            select "Number", "Payment", "Captured", "Total" - coalesce("PaidWithPoints", 0) from ordering_orders
            where ("Payment" in ('Paid', 'PartlyRefunded', 'Refunded') and "Captured" <> "Total" - coalesce("PaidWithPoints", 0)) or ("Payment" in ('Unpaid', 'Authorized') and "Captured" <> 0)
            """),
        new("Order {0} says that {1} were taken online, but no payment of it went through.", """
            select o."Number", o."Captured" from ordering_orders o
            where o."Captured" > 0 and o."Channel" = 'Web' and not exists (select 1 from ordering_payment_attempts a where a."OrderId" = o."Id" and a."State" = 'Succeeded')
            """),
        new("Order {0} is cancelled and holds {1}, but nothing tells to which payment it goes back.", """
            select o."Number", o."Captured" - o."Refunded" from ordering_orders o
            where o."State" = 'Cancelled' and o."Captured" > o."Refunded"
              and not exists (select 1 from ordering_payment_attempts a where a."OrderId" = o."Id" and a."State" = 'Succeeded' and a."IntentId" is not null)
            """),
        new("Order {0} is {1}, but {2} of {3} went back.", """
            select "Number", "Payment", "Refunded", "Captured" from ordering_orders
            where ("Payment" = 'Paid' and "Refunded" <> 0) or ("Payment" = 'PartlyRefunded' and ("Refunded" <= 0 or "Refunded" >= "Captured")) or ("Payment" = 'Refunded' and "Refunded" <> "Captured")
            """),
        new("Order {0} says that {1} points pay {2} of it, but {3} points for {4} were set aside.", """
            select o."Number", coalesce(o."PointsSpent", 0), coalesce(o."PaidWithPoints", 0), coalesce(r."Points", 0), coalesce(r."Amount", 0) from ordering_orders o left join loyalty_reservations r on r."OrderId" = o."Id"
            where coalesce(o."PointsSpent", 0) <> coalesce(r."Points", 0) or coalesce(o."PaidWithPoints", 0) <> coalesce(r."Amount", 0)
            """),
        new("Points are set aside for an order {0} that does not exist.", """
            select r."OrderId" from loyalty_reservations r left join ordering_orders o on o."Id" = r."OrderId" where o."Id" is null
            """),
        new("Order {0} is {1} and {2}, but the points that pay a part of it are {3}, and {4} of {5} came back.", """
            select o."Number", o."State", o."Payment", r."State", r."PointsBack", r."Points" from loyalty_reservations r join ordering_orders o on o."Id" = r."OrderId"
            where (o."State" = 'Placed' and o."Payment" in ('Unpaid', 'Unknown') and r."State" <> 'Held') or (o."State" = 'Confirmed' and r."State" <> 'Spent')
               or (o."State" = 'Cancelled' and not (r."State" = 'Freed' or (r."State" = 'Spent' and r."PointsBack" = r."Points")))
               or r."PointsBack" > r."Points" or r."AmountBack" > r."Amount"
            """),
    ];
}
