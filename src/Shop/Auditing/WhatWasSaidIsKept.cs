using System.Runtime.CompilerServices;

namespace Shop.Auditing;

/// <summary>
/// INV-15, as far as it shows inside: what the shop acknowledged is all there. A confirmed order has its payment and its history, a notice that was taken is acted on,
/// invoices have no gaps, no row points to one that is gone, and the database file is whole.
/// </summary>
internal sealed class WhatWasSaidIsKept : Invariant
{
    protected override string Id => "INV-15";
    protected override string Promise => "what was acknowledged is kept";
    protected override string Things => "orders and payment notices";
    protected override string CountSql => """select (select count(*) from ordering_orders) + (select count(*) from payments_notices)""";

    protected override IReadOnlyList<Rule> Rules =>
    [
        new("Order {0} is confirmed, but its payment is {1}.", """
            select "Number", "Payment" from ordering_orders where "State" = 'Confirmed' and "Payment" not in ('Paid', 'PartlyRefunded', 'Refunded')
            """),
        new("Order {0} is paid ({1}), but neither confirmed nor cancelled.", """
            select "Number", "Payment" from ordering_orders where "State" = 'Placed' and "Payment" in ('Paid', 'PartlyRefunded', 'Refunded')
            """),
        new("Order {0} was called off as not paid in time, and its payment {1} is still open at the provider.", """
            select o."Number", a."Id" from ordering_orders o join ordering_payment_attempts a on a."OrderId" = o."Id"
            where o."State" = 'Cancelled' and o."Payment" = 'Unpaid' and a."State" in ('RequiresPayment', 'RequiresAction')
            """),
        new("Order {0} lacks the line “{1}” of its history.", """
            select o."Number", kinds.kind from ordering_orders o
            join (select 'Placed' as kind union all select 'Payment' union all select 'Shipped' union all select 'Delivered' union all select 'Cancelled' union all select 'Refunded') kinds on 1 = 1
            left join (select distinct "OrderId", "Kind" from ordering_order_timeline) t on t."OrderId" = o."Id" and t."Kind" = kinds.kind
            where t."OrderId" is null and (kinds.kind = 'Placed' or (kinds.kind = 'Payment' and o."Captured" > 0) or (kinds.kind = 'Shipped' and o."ShippedAt" is not null)
                or (kinds.kind = 'Delivered' and o."DeliveredAt" is not null) or (kinds.kind = 'Cancelled' and o."CancelledAt" is not null) or (kinds.kind = 'Refunded' and o."Refunded" > 0))
            """),
        new("Order {0} is {1}, but the day of it is missing, or it is not and has one.", """
            select "Number", "DeliveryState" from ordering_orders
            where ("DeliveryState" in ('Open', 'Packed') and "ShippedAt" is not null) or ("DeliveryState" in ('Shipped', 'Delivered', 'Returned') and "ShippedAt" is null)
               or ("DeliveryState" in ('Delivered', 'Returned') and "DeliveredAt" is null) or ("State" = 'Cancelled' and "CancelledAt" is null) or ("State" <> 'Cancelled' and "CancelledAt" is not null)
               or ("Captured" > 0 and "PaidAt" is null)
            """),
        new("Notice {0} ({1}) came at {2} and was neither acted on nor parked.", """
            select "EventId", "Type", "ReceivedAt" from payments_notices where "ProcessedAt" is null and "DeadAt" is null and "ReceivedAt" < @before15
            """),
        new("Order {0} is confirmed, but has no invoice.", """
            select "Number" from ordering_orders where "State" = 'Confirmed' and "InvoiceNumber" is null
            """),
        new("{1} invoice numbers were drawn in {0}, but {2} orders have one.", """
            select * from (select substr("Name", 9) as year, "Last" as drawn, (select count(*) from ordering_orders where "InvoiceNumber" like substr("Name", 9) || '-%') as given
                from ordering_number_series where "Name" like 'invoice-%') invoices
            where drawn <> given
            """),
        new("Order {0} waits to be paid until {1}, which is over.", """
            select "Number", "PayBy" from ordering_orders where "State" = 'Placed' and "PayBy" < @before5
            """),
    ];

    protected override async IAsyncEnumerable<string> More(Books books, [EnumeratorCancellation] CancellationToken ct)
    {
        if (!books.IsSqlite) yield break; // PostgreSQL watches over this itself
        await foreach (var row in books.Rows("pragma foreign_key_check", ct)) yield return $"Row {row[1]} of {row[0]} points to a row of {row[2]} that is gone.";
        await foreach (var row in books.Rows("pragma quick_check(20)", ct))
            if (row[0] != "ok") yield return $"The database file is damaged: {row[0]}";
    }
}
