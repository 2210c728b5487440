using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>An order remembers that its buyer asked to be taken into the club with it.</summary>
[DbContext(typeof(ShopDb)), Migration("0025_ClubOrders")]
public sealed class M0025ClubOrders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<bool>("JoinsClub", "ordering_orders", defaultValue: false);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("JoinsClub", "ordering_orders");
}
