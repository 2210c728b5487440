using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>What is to be packed and sent is found without reading what was delivered long ago.</summary>
[DbContext(typeof(ShopDb)), Migration("0040_OrderWork")]
public sealed class M0040OrderWork : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex("IX_ordering_orders_State_DeliveryState_PromisedFrom", "ordering_orders", ["State", "DeliveryState", "PromisedFrom"]);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("IX_ordering_orders_State_DeliveryState_PromisedFrom", "ordering_orders");
}
