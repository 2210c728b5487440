using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Figures are counted by indexes alone: who bought and who bought again, and what moved points when.</summary>
[DbContext(typeof(ShopDb)), Migration("0050_Figures")]
public sealed class M0050Figures : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("IX_ordering_orders_State_CustomerId_PlacedAt", "ordering_orders", ["State", "CustomerId", "PlacedAt"]);
        migrationBuilder.CreateIndex("IX_loyalty_transactions_At_Id", "loyalty_transactions", ["At", "Id"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_ordering_orders_State_CustomerId_PlacedAt", "ordering_orders");
        migrationBuilder.DropIndex("IX_loyalty_transactions_At_Id", "loyalty_transactions");
    }
}
