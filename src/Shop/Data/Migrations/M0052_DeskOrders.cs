using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>A cart may be filled at the desk for a customer who calls or stands at the counter; and a new shop is told what it needs until somebody has heard enough.</summary>
[DbContext(typeof(ShopDb)), Migration("0052_DeskOrders")]
public sealed class M0052DeskOrders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("Desk_CustomerId", "ordering_carts", nullable: true);
        migrationBuilder.AddColumn<Guid>("Desk_StaffId", "ordering_carts", nullable: true);
        migrationBuilder.AddColumn<string>("Desk_StaffName", "ordering_carts", maxLength: 200, nullable: true);
        migrationBuilder.AddColumn<string>("Desk_Channel", "ordering_carts", maxLength: 20, nullable: true);
        migrationBuilder.AddColumn<string>("Desk_PointsConsent", "ordering_carts", maxLength: 200, nullable: true);
        migrationBuilder.AddColumn<DateTime>("FirstStepsEndedAt", "data_shop_profiles", nullable: true);
        migrationBuilder.CreateIndex("IX_ordering_carts_Desk_StaffId", "ordering_carts", "Desk_StaffId");
    }
}
