using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Filtered lists of orders are walked in their order and left after a page, however many orders match.</summary>
[DbContext(typeof(ShopDb)), Migration("0043_ListOrder")]
public sealed class M0043ListOrder : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_ordering_orders_PlacedAt", "ordering_orders");
        migrationBuilder.DropIndex("IX_ordering_orders_Total", "ordering_orders");
        migrationBuilder.CreateIndex("IX_ordering_orders_PlacedAt_Id", "ordering_orders", ["PlacedAt", "Id"]);
        migrationBuilder.CreateIndex("IX_ordering_orders_Total_Id", "ordering_orders", ["Total", "Id"]);
        migrationBuilder.CreateIndex("IX_ordering_orders_DeliveryState_PlacedAt_Id", "ordering_orders", ["DeliveryState", "PlacedAt", "Id"]);
    }
}
