using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>What of an order points could pay when they were set aside for it.</summary>
[DbContext(typeof(ShopDb)), Migration("0054_PayableWithPoints")]
public sealed class M0054PayableWithPoints : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<long>("Payable", "loyalty_reservations", nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("Payable", "loyalty_reservations");
}
