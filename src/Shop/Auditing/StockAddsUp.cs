namespace Shop.Auditing;

/// <summary>INV-11: what is on hand is the sum of all that moved, what is promised is the sum of open promises, and neither is more than there is.</summary>
internal sealed class StockAddsUp : Invariant
{
    protected override string Id => "INV-11";
    protected override string Promise => "stock is the sum of its movements, promises are kept and end in time";
    protected override string Things => "articles";
    protected override string CountSql => """select count(*) from catalog_variants""";

    protected override IReadOnlyList<Rule> Rules =>
    [
        new("Article {0} has no count of its stock.", """
            select v."Sku" from catalog_variants v left join catalog_stock_levels s on s."VariantId" = v."Id" where s."VariantId" is null
            """),
        new("Article {0} has {1} on hand, but {2} moved in and out.", """
            select coalesce(v."Sku", cast(s."VariantId" as text)), s."OnHand", coalesce(m.quantity, 0) from catalog_stock_levels s left join catalog_variants v on v."Id" = s."VariantId"
            left join (select "VariantId", cast(sum("Quantity") as bigint) as quantity from catalog_stock_movements group by "VariantId") m on m."VariantId" = s."VariantId"
            where s."OnHand" <> coalesce(m.quantity, 0)
            """),
        new("Article {0} has {1} promised, but open reservations make {2}.", """
            select v."Sku", s."Reserved", coalesce(r.quantity, 0) from catalog_stock_levels s join catalog_variants v on v."Id" = s."VariantId"
            left join (select "VariantId", cast(sum("Quantity") as bigint) as quantity from catalog_stock_reservations where "State" = 'Open' group by "VariantId") r on r."VariantId" = s."VariantId"
            where s."Reserved" <> coalesce(r.quantity, 0)
            """),
        new("Article {0} has {1} on hand and {2} promised: more than there is.", """
            select v."Sku", s."OnHand", s."Reserved" from catalog_stock_levels s join catalog_variants v on v."Id" = s."VariantId" where s."OnHand" < s."Reserved" or s."Reserved" < 0
            """),
        new("The reservation {0} for order {1} was open when its time was over at {2}.", """
            select r."Id", coalesce(o."Number", cast(r."HeldFor" as text)), r."Deadline" from catalog_stock_reservations r left join ordering_orders o on o."Id" = r."HeldFor"
            where r."State" = 'Open' and r."Deadline" < @before1
            """),
        new("Order {0} has {2} of article {1}, but {3} left the stock for it.", """
            select o."Number", wanted.sku, wanted.quantity, coalesce(-moved.quantity, 0) from ordering_orders o
            join (select "OrderId", "VariantId", min("Sku") as sku, cast(sum("Quantity") as bigint) as quantity from ordering_order_lines where "VariantId" is not null group by "OrderId", "VariantId") wanted on wanted."OrderId" = o."Id"
            left join (select "SourceId", "VariantId", cast(sum("Quantity") as bigint) as quantity from catalog_stock_movements where "Kind" = 'Sale' group by "SourceId", "VariantId") moved
                on moved."SourceId" = o."Id" and moved."VariantId" = wanted."VariantId"
            where (o."State" = 'Confirmed' or o."Payment" = 'Authorized') and wanted.quantity <> coalesce(-moved.quantity, 0)
            """),
        new("Order {0} is {1} and {2}, but {3} of article {4} left the stock for it and did not come back.", """
            select o."Number", o."State", o."Payment", -moved.quantity, coalesce(v."Sku", cast(moved."VariantId" as text)) from ordering_orders o
            join (select "SourceId", "VariantId", cast(sum("Quantity") as bigint) as quantity from catalog_stock_movements where "Kind" in ('Sale', 'Return') group by "SourceId", "VariantId") moved on moved."SourceId" = o."Id"
            left join catalog_variants v on v."Id" = moved."VariantId"
            where (o."State" = 'Cancelled' or (o."State" = 'Placed' and o."Payment" <> 'Authorized')) and moved.quantity <> 0
            """),
        new("A sale of {1} of article {0} belongs to no order.", """
            select coalesce(v."Sku", cast(m."VariantId" as text)), -m."Quantity" from catalog_stock_movements m left join ordering_orders o on o."Id" = m."SourceId" left join catalog_variants v on v."Id" = m."VariantId"
            where m."Kind" = 'Sale' and o."Id" is null
            """),
        new("Of return {0}, {1} of article {2} went back to the stock, but {3} came.", """
            select r."Number", moved.quantity, coalesce(v."Sku", cast(moved."VariantId" as text)), coalesce(came.quantity, 0) from ordering_returns r
            join (select "SourceId", "VariantId", cast(sum("Quantity") as bigint) as quantity from catalog_stock_movements where "Kind" = 'Return' group by "SourceId", "VariantId") moved on moved."SourceId" = r."Id"
            left join (select "ReturnId", "VariantId", cast(sum("Quantity") as bigint) as quantity from ordering_return_lines group by "ReturnId", "VariantId") came on came."ReturnId" = r."Id" and came."VariantId" = moved."VariantId"
            left join catalog_variants v on v."Id" = moved."VariantId"
            where moved.quantity > coalesce(came.quantity, 0)
            """),
    ];
}
