using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Balances are read in the time that what is left takes, not what ever was.</summary>
[DbContext(typeof(ShopDb)), Migration("0022_ClubRooms")]
public sealed class M0022ClubRooms : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateIndex("IX_loyalty_lots_AccountId_ExpiresAt", "loyalty_lots", ["AccountId", "ExpiresAt"], filter: "\"Remaining\" > 0");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("IX_loyalty_lots_AccountId_ExpiresAt", "loyalty_lots");
}
