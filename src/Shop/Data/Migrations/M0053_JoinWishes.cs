using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Whether somebody who registered wants to be in the club, and by whose invitation.</summary>
[DbContext(typeof(ShopDb)), Migration("0053_JoinWishes")]
public sealed class M0053JoinWishes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("JoinsClub", "accounts_users", nullable: true);
        migrationBuilder.AddColumn<string>("Invitation", "accounts_users", maxLength: 20, nullable: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("Invitation", "accounts_users");
        migrationBuilder.DropColumn("JoinsClub", "accounts_users");
    }
}
