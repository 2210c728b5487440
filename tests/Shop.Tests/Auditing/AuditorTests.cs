using Shop.Kernel;

namespace Shop.Tests.Auditing;

/// <summary>The auditor finds nothing in a shop in good order, and each kind of damage where it was done.</summary>
public sealed class AuditorTests
{
    private const string Order = """ where "OrderId" = (select "Id" from ordering_orders where "Number" = '{0}')""";
    private const string Article = """ where "VariantId" = (select "Id" from catalog_variants where "Sku" = '{0}')""";

    [Fact]
    public async Task A_shop_in_good_order_is_clean()
    {
        using var shop = await AuditedShop.Open();
        var audited = await shop.Audit();
        Assert.Equal(["INV-1", "INV-2", "INV-3", "INV-4", "INV-5", "INV-6", "INV-7", "INV-8", "INV-9", "INV-11", "INV-12", "INV-13", "INV-14", "INV-15", "INV-17", "INV-18", "INV-19"], audited.Select(a => a.Id));
        Assert.Empty(audited.SelectMany(a => a.Violations));
        Assert.Equal("48 3 11 8 7 8 20 6 4 2 11 2 1 0 2", string.Join(' ', audited.Where(a => a.Id is not ("INV-14" or "INV-15")).Select(a => a.Checked)));
    }

    [Theory]
    // INV-8: payments and orders
    [InlineData("INV-8", "Order W1 says that 6200 were taken online, but no payment", "update ordering_payment_attempts set \"State\" = 'Failed'" + Order, "W1")]
    [InlineData("INV-8", "of order W2 was taken, but the order says Unpaid", "update ordering_payment_attempts set \"State\" = 'Succeeded'" + Order, "W2")]
    [InlineData("INV-8", "Order W1 was paid 2 times", "update ordering_payment_attempts set \"OrderId\" = (select \"Id\" from ordering_orders where \"Number\" = 'W1'), \"Amount\" = 6200, \"State\" = 'Succeeded'" + Order, "W2")]
    [InlineData("INV-8", "took 6201 EUR for order W1, which is over 6200 EUR", "update ordering_payment_attempts set \"Amount\" = 6201" + Order, "W1")]
    [InlineData("INV-8", "took 6200 GBP for order W1", "update ordering_payment_attempts set \"Currency\" = 'GBP'" + Order, "W1")]
    [InlineData("INV-8", "Order W1 is Paid, but 6199 of its 6200 were taken", "update ordering_orders set \"Captured\" = 6199 where \"Number\" = 'W1'")]
    [InlineData("INV-8", "Order W3 is Refunded, but 1499 of 1500 went back", "update ordering_orders set \"Refunded\" = 1499 where \"Number\" = 'W3'")]
    [InlineData("INV-8", "Order W3 is cancelled and holds 1499, but nothing tells", "update ordering_orders set \"Refunded\" = 1, \"Payment\" = 'PartlyRefunded' where \"Number\" = 'W3'; update ordering_payment_attempts set \"IntentId\" = null" + Order, "W3")]
    // INV-9: sums
    [InlineData("INV-9", "Order W2 is over 2901, but goods 2400, delivery 500 and gift wrap 0 make", "update ordering_orders set \"Total\" = 2901 where \"Number\" = 'W2'")]
    [InlineData("INV-9", "Order W2 has no lines", "delete from ordering_order_lines" + Order, "W2")]
    [InlineData("INV-9", "Order W2 has goods for 2400 and discounts of 7, but its lines make 2400 and 0", "update ordering_orders set \"Discount\" = 7 where \"Number\" = 'W2'")]
    [InlineData("INV-9", "of order W2: 1 times 2400 less 0 is not 2399", "update ordering_order_lines set \"Total\" = 2399" + Order, "W2")]
    [InlineData("INV-9", "Order W2 says 581 VAT, but its amounts at their rates make 580", "update ordering_orders set \"Vat\" = 581 where \"Number\" = 'W2'")]
    [InlineData("INV-9", "The lines of order W2 bear 600 VAT, which leaves -20", "update ordering_order_lines set \"Vat\" = 600" + Order, "W2")]
    [InlineData("INV-9", "Of order W2, 0 were taken and 5 went back", "update ordering_orders set \"Refunded\" = 5 where \"Number\" = 'W2'; insert into ordering_order_timeline select '11111111-1111-1111-1111-111111111111', \"At\", 'Refunded', \"Text\", \"ByKind\", \"ById\", \"ByName\", \"OrderId\" from ordering_order_timeline" + Order, "W2")]
    [InlineData("INV-9", "Return R-W4 gave back 2399, but its lines make 2400", "update ordering_returns set \"Refund\" = 2399")]
    [InlineData("INV-9", "The returns of order W4 gave back 2400, but only 2399 went back", "update ordering_orders set \"Refunded\" = 2399 where \"Number\" = 'W4'")]
    [InlineData("INV-9", "of order W1 says that 1 of 1 came back; its returns say 0", "update ordering_order_lines set \"Returned\" = 1 where \"Sku\" = 'BLUE' and \"OrderId\" = (select \"Id\" from ordering_orders where \"Number\" = 'W1')")]
    // INV-11: stock
    [InlineData("INV-11", "Article RED has 18 on hand, but 17 moved", "update catalog_stock_levels set \"OnHand\" = 18" + Article, "RED")]
    [InlineData("INV-11", "Article BLUE has 3 promised, but open reservations make 0", "update catalog_stock_levels set \"Reserved\" = 3" + Article, "BLUE")]
    [InlineData("INV-11", "Article RED has 17 on hand and 18 promised", "update catalog_stock_levels set \"Reserved\" = 18" + Article + "; update catalog_stock_reservations set \"Quantity\" = 18", "RED")]
    [InlineData("INV-11", "for order W2 was open when its time was over", "update catalog_stock_reservations set \"Deadline\" = '2020-01-01 00:00:00'")]
    [InlineData("INV-11", "Article BLUE has no count of its stock", "delete from catalog_stock_levels" + Article, "BLUE")]
    [InlineData("INV-11", "Order W1 has 2 of article RED, but 3 left the stock", "update catalog_stock_movements set \"Quantity\" = -3 where \"Quantity\" = -2 and \"SourceId\" = (select \"Id\" from ordering_orders where \"Number\" = 'W1')")]
    [InlineData("INV-11", "Order W3 is Cancelled and Refunded, but 1 of article BLUE left", "delete from catalog_stock_movements where \"Kind\" = 'Return' and \"SourceId\" = (select \"Id\" from ordering_orders where \"Number\" = 'W3')")]
    [InlineData("INV-11", "A sale of 2 of article RED belongs to no order", "update catalog_stock_movements set \"SourceId\" = null where \"SourceId\" = (select \"Id\" from ordering_orders where \"Number\" = 'W4')")]
    [InlineData("INV-11", "Of return R-W4, 2 of article RED went back to the stock, but 1 came", "update catalog_stock_movements set \"Quantity\" = 2 where \"SourceId\" = (select \"Id\" from ordering_returns)")]
    // INV-12: promotions
    [InlineData("INV-12", "Promotion Welcome says that 7 orders use it, but 2 do", "update promotions_promotions set \"Used\" = 7")]
    [InlineData("INV-12", "Promotion Welcome may be used 1 times, but 2 orders use it", "update promotions_promotions set \"Limit\" = 1")]
    [InlineData("INV-12", "Code WELCOME10 says that 3 orders use it, but 2 do", "update promotions_codes set \"Used\" = 3")]
    [InlineData("INV-12", "Code WELCOME10 may be used 1 times, but 2 orders use it", "update promotions_codes set \"Limit\" = 1")]
    [InlineData("INV-12", "2 uses are counted for e:kari@post.example, but 1 orders use it", "update promotions_redemptions set \"EmailKey\" = 'e:other@post.example' where \"State\" = 'Held'")]
    [InlineData("INV-12", "may be used 1 times by one customer, but e:kari@post.example uses it 2 times", "update promotions_promotions set \"LimitPerCustomer\" = 1")]
    [InlineData("INV-12", "of promotion Welcome belongs to no order", "update promotions_redemptions set \"OrderId\" = '11111111-1111-7111-8111-111111111111' where \"State\" = 'Held'")]
    [InlineData("INV-12", "Order W1 is Confirmed and Paid, but its use of promotion Welcome is Held", "update promotions_redemptions set \"State\" = 'Held' where \"State\" = 'Taken'")]
    [InlineData("INV-12", "Order W3 is Cancelled and Refunded, but its use of promotion Welcome is Taken", "update promotions_redemptions set \"State\" = 'Taken' where \"State\" = 'Released'")]
    [InlineData("INV-12", "Order W1 is cheaper by promotion “Welcome”, but nobody counted that", "delete from promotions_redemptions where \"State\" = 'Taken'")]
    [InlineData("INV-12", "Promotion Welcome takes 100 off order W1, but its use says 99", "update promotions_redemptions set \"Amount\" = 99 where \"State\" = 'Taken'")]
    [InlineData("INV-9", "Order W1 has discounts of 100, but the reductions it names make 90", "update ordering_order_reductions set \"Amount\" = 90")]
    // INV-14: news
    [InlineData("INV-14", "OrderPaid of order W1 is not written", "delete from data_saved_events where \"Type\" = 'Shop.Ordering.OrderPaid'")]
    [InlineData("INV-14", "is written 2 times", "insert into data_saved_events select '11111111-1111-7111-8111-111111111111', \"Type\", \"Json\", 0, null, \"DeliveredAt\", null, null from data_saved_events where \"Type\" = 'Shop.Ordering.OrderPlaced' order by \"Id\" limit 1")]
    [InlineData("INV-14", "is told and parked at once", "update data_saved_events set \"DeadAt\" = \"DeliveredAt\" where \"Type\" = 'Shop.Ordering.OrderCancelled'")]
    [InlineData("INV-14", "has waited since 2024-06-28", "insert into data_saved_events (\"Id\", \"Type\", \"Json\", \"Attempts\") values ('01905f00-0000-7000-8000-000000000000', 'Shop.Catalog.ProductChanged', '{{}}', 0)")]
    [InlineData("INV-14", "Notice evt_1 of test came twice", "drop index \"IX_payments_notices_Provider_EventId\"; insert into payments_notices select '11111111-1111-1111-1111-111111111111', \"Provider\", \"EventId\", \"Type\", \"IntentId\", \"Body\", \"ReceivedAt\", 0, null, \"ProcessedAt\", null, null from payments_notices")]
    // INV-15: what was acknowledged
    [InlineData("INV-15", "Order W4 is paid (PartlyRefunded), but neither confirmed nor cancelled", "update ordering_orders set \"State\" = 'Placed' where \"Number\" = 'W4'")]
    [InlineData("INV-15", "Order W2 is confirmed, but its payment is Unpaid", "update ordering_orders set \"State\" = 'Confirmed' where \"Number\" = 'W2'")]
    [InlineData("INV-15", "Order W1 lacks the line “Shipped”", "delete from ordering_order_timeline where \"Kind\" = 'Shipped' and \"OrderId\" = (select \"Id\" from ordering_orders where \"Number\" = 'W1')")]
    [InlineData("INV-15", "Order W4 is Delivered, but the day of it is missing", "update ordering_orders set \"DeliveredAt\" = null where \"Number\" = 'W4'")]
    [InlineData("INV-15", "Notice evt_1 (payment_intent.succeeded) came at", "update payments_notices set \"ProcessedAt\" = null")]
    [InlineData("INV-15", "Order W1 is confirmed, but has no invoice", "update ordering_orders set \"InvoiceNumber\" = null where \"Number\" = 'W1'")]
    [InlineData("INV-15", "4 invoice numbers were drawn in 2026, but 3 orders have one", "update ordering_number_series set \"Last\" = 4")]
    [InlineData("INV-15", "Order W2 waits to be paid until 2020-01-01", "update ordering_orders set \"PayBy\" = '2020-01-01 00:00:00' where \"Number\" = 'W2'")]
    [InlineData("INV-15", "Order W2 was called off as not paid in time, and its payment", "update ordering_orders set \"State\" = 'Cancelled', \"CancelledAt\" = \"PlacedAt\" where \"Number\" = 'W2'")]
    public async Task Damage_is_found_where_it_was_done(string invariant, string told, string damage, string? what = null)
    {
        using var shop = await AuditedShop.Open();
        await shop.Damage(what is null ? damage : damage.Replace("{0}", what, StringComparison.Ordinal));

        var audited = await shop.Audit();
        Assert.Contains(audited.Single(a => a.Id == invariant).Violations, v => v.Contains(told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Damage_of_one_kind_is_not_seen_as_another()
    {
        using var shop = await AuditedShop.Open();
        await shop.Damage("""update catalog_stock_levels set "OnHand" = "OnHand" + 1""");
        var audited = await shop.Audit();
        Assert.Equal(2, audited.Single(a => a.Id == "INV-11").Violations.Count);
        Assert.Empty(audited.Where(a => a.Id != "INV-11").SelectMany(a => a.Violations));
    }

    [Fact]
    public async Task A_row_that_points_to_nothing_is_found()
    {
        if (TestDatabase.UsesPostgres) return; // that database refuses to make one
        using var shop = await AuditedShop.Open();
        await shop.Damage("""pragma foreign_keys = off; delete from ordering_orders where "Number" = 'W1'; pragma foreign_keys = on""");
        var audited = await shop.Audit();
        Assert.Contains(audited.Single(a => a.Id == "INV-8").Violations, v => v.Contains("(pi_W1) was taken for an order that does not exist", StringComparison.Ordinal));
        Assert.Contains(audited.Single(a => a.Id == "INV-15").Violations, v => v.Contains("ordering_order_lines points to a row of ordering_orders that is gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_late_while_the_shop_is_closed()
    {
        using var shop = await AuditedShop.Open();
        shop.Clock.Advance(TimeSpan.FromHours(9));
        Assert.Contains((await shop.Audit()).SelectMany(a => a.Violations), v => v.Contains("when its time was over", StringComparison.Ordinal));

        await shop.InDb(async db =>
        {
            db.Add(Shop.Data.JobRun.Start("ForgetOldNews", DateTime.UtcNow, "here", DateTime.UtcNow));
            await db.SaveChangesAsync();
        });
        Assert.Empty((await shop.Audit()).SelectMany(a => a.Violations));
    }

    [Fact]
    public async Task A_database_of_another_version_is_not_judged()
    {
        using var shop = await AuditedShop.Open();
        await shop.Damage("""delete from "__EFMigrationsHistory" where "MigrationId" like '0009%'""");
        Assert.Contains("another version", (await Assert.ThrowsAsync<RuleBroken>(shop.Audit)).Message, StringComparison.Ordinal);
    }
}
