namespace Shop.Auditing;

/// <summary>INV-9: an order's amounts follow from its lines to the smallest unit, and no more goes back than came in.</summary>
internal sealed class OrderSums : Invariant
{
    protected override string Id => "INV-9";
    protected override string Promise => "orders, their lines, VAT and refunds add up";
    protected override string Things => "orders";
    protected override string CountSql => """select count(*) from ordering_orders""";

    protected override IReadOnlyList<Rule> Rules =>
    [
        new("Order {0} is over {1}, but goods {2}, delivery {3} and gift wrap {4} make another sum.", """
            select "Number", "Total", "Goods", "DeliveryPrice", coalesce("GiftWrap", 0) from ordering_orders where "Goods" + "DeliveryPrice" + coalesce("GiftWrap", 0) <> "Total"
            """),
        new("Order {0} has discounts of {1}, but the reductions it names make {2}.", """
            select o."Number", o."Discount", s.amount from ordering_orders o
            join (select "OrderId", cast(sum(case when "OnDelivery" then 0 else "Amount" end) as bigint) as amount from ordering_order_reductions group by "OrderId") s on s."OrderId" = o."Id"
            where s.amount <> o."Discount"
            """),
        new("Order {0} has no lines.", """
            select o."Number" from ordering_orders o where not exists (select 1 from ordering_order_lines l where l."OrderId" = o."Id")
            """),
        new("Order {0} has goods for {1} and discounts of {2}, but its lines make {3} and {4}.", """
            select o."Number", o."Goods", o."Discount", s.total, s.discount from ordering_orders o
            join (select "OrderId", cast(sum("Total") as bigint) as total, cast(sum("Discount") as bigint) as discount from ordering_order_lines group by "OrderId") s on s."OrderId" = o."Id"
            where s.total <> o."Goods" or s.discount <> o."Discount"
            """),
        new("Line {0} of order {1}: {2} times {3} less {4} is not {5}.", """
            select l."Id", o."Number", l."Quantity", l."UnitPrice", l."Discount", l."Total" from ordering_order_lines l join ordering_orders o on o."Id" = l."OrderId"
            where l."UnitPrice" * l."Quantity" - l."Discount" <> l."Total" or l."Quantity" < 1 or l."UnitPrice" < 0 or l."Discount" < 0 or l."Total" < 0
            """),
        new("Order {0} says {1} VAT, but its amounts at their rates make {2}.", """
            select o."Number", o."Vat", v.vat from ordering_orders o join (
                select rates.o, cast(sum((2 * rates.g * rates.r + 10000 + rates.r) / (2 * (10000 + rates.r))) as bigint) as vat from (
                    select parts.o, parts.r, cast(sum(parts.g) as bigint) as g from (
                        select "OrderId" as o, "VatBasisPoints" as r, "Total" as g from ordering_order_lines
                        union all select "Id", "DeliveryVatBasisPoints", "DeliveryPrice" + coalesce("GiftWrap", 0) from ordering_orders) parts
                    group by parts.o, parts.r) rates
                group by rates.o) v on v.o = o."Id"
            where v.vat <> o."Vat"
            """),
        new("The lines of order {0} bear {1} VAT, which leaves {2} of {3} for delivery and gift wrap of {4}.", """
            select o."Number", s.vat, o."Vat" - s.vat, o."Vat", o."DeliveryPrice" + coalesce(o."GiftWrap", 0) from ordering_orders o
            join (select "OrderId", cast(sum("Vat") as bigint) as vat from ordering_order_lines group by "OrderId") s on s."OrderId" = o."Id"
            where o."Vat" - s.vat < 0 or o."Vat" - s.vat > o."DeliveryPrice" + coalesce(o."GiftWrap", 0)
            """),
        new("Of order {0}, {1} were taken and {2} went back.", """
            select "Number", "Captured", "Refunded" from ordering_orders where "Refunded" > "Captured" or "Refunded" < 0 or "Captured" < 0
            """),
        new("Return {0} gave back {1}, but its lines make {2}.", """
            select r."Number", r."Refund", coalesce(s.amount, 0) from ordering_returns r
            left join (select "ReturnId", cast(sum("Amount") as bigint) as amount from ordering_return_lines group by "ReturnId") s on s."ReturnId" = r."Id"
            where coalesce(s.amount, 0) <> r."Refund"
            """),
        new("Return {0} is worth {1} with delivery, of which the card is to get {2}.", """
            select "Number", "Refund" + coalesce("Delivery", 0), "Card" from ordering_returns where "Card" < 0 or "Card" > "Refund" + coalesce("Delivery", 0)
            """),
        new("The returns of order {0} gave back {1}, but only {2} went back in all.", """
            select o."Number", s.refund, o."Refunded" from ordering_orders o
            join (select "OrderId", cast(sum(case when "Card" is null then "Refund" when "PaidBackAt" is null then 0 else "Card" end) as bigint) as refund from ordering_returns where "OrderId" is not null group by "OrderId") s on s."OrderId" = o."Id"
            where s.refund > o."Refunded"
            """),
        new("Line {0} of order {1} says that {2} of {3} came back; its returns say {4}.", """
            select l."Id", o."Number", l."Returned", l."Quantity", coalesce(s.quantity, 0) from ordering_order_lines l join ordering_orders o on o."Id" = l."OrderId"
            left join (select "OrderLineId", cast(sum("Quantity") as bigint) as quantity from ordering_return_lines where "OrderLineId" is not null group by "OrderLineId") s on s."OrderLineId" = l."Id"
            where l."Returned" <> coalesce(s.quantity, 0) or l."Returned" > l."Quantity"
            """),
    ];
}
