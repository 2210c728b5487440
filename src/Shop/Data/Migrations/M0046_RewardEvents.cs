using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>When and where an event is that members take seats for; by which card or account an order was paid.</summary>
[DbContext(typeof(ShopDb)), Migration("0046_RewardEvents")]
public sealed class M0046RewardEvents : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateTime>("HeldAt", "loyalty_rewards", nullable: true);
        migrationBuilder.AddColumn<string>("Place", "loyalty_rewards", maxLength: 200, nullable: true);
        migrationBuilder.AddColumn<string>("Fingerprint", "ordering_payment_attempts", maxLength: 80, nullable: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("Fingerprint", "ordering_payment_attempts");
        migrationBuilder.DropColumn("Place", "loyalty_rewards");
        migrationBuilder.DropColumn("HeldAt", "loyalty_rewards");
    }
}
