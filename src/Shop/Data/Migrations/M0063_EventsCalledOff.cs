using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>When an event was called off.</summary>
[DbContext(typeof(ShopDb)), Migration("0063_EventsCalledOff")]
public sealed class M0063EventsCalledOff : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<DateTime>("CalledOffAt", "loyalty_rewards", nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("CalledOffAt", "loyalty_rewards");
}
