using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>An order remembers for how long its goods can be sent back.</summary>
[DbContext(typeof(ShopDb)), Migration("0027_ReturnPromises")]
public sealed class M0027ReturnPromises : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<int>("ReturnDays", "ordering_orders", nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("ReturnDays", "ordering_orders");
}
