using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Goods on their way back, and how what they cost goes back.</summary>
[DbContext(typeof(ShopDb)), Migration("0033_Returns")]
public sealed class M0033Returns : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("Delivery", "ordering_returns", nullable: true);
        migrationBuilder.AddColumn<long>("Card", "ordering_returns", nullable: true);
        migrationBuilder.AddColumn<DateTime>("PaidBackAt", "ordering_returns", nullable: true);

        migrationBuilder.CreateTable("ordering_return_requests", t => new
        {
            Id = t.Column<Guid>(),
            Number = t.Column<string>(maxLength: 24),
            OrderId = t.Column<Guid>(),
            CustomerId = t.Column<Guid>(nullable: true),
            Comment = t.Column<string>(maxLength: 500, nullable: true),
            State = t.Column<string>(maxLength: 12),
            RequestedAt = t.Column<DateTime>(),
            AnsweredAt = t.Column<DateTime>(nullable: true),
            Answer = t.Column<string>(maxLength: 500, nullable: true),
            AnsweredBy = t.Column<string>(maxLength: 200, nullable: true),
            EndedAt = t.Column<DateTime>(nullable: true),
            ReturnId = t.Column<Guid>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ordering_return_requests", x => x.Id);
            t.ForeignKey("FK_ordering_return_requests_ordering_orders_OrderId", x => x.OrderId, "ordering_orders", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_ordering_return_requests_CustomerId", "ordering_return_requests", "CustomerId");
        migrationBuilder.CreateIndex("IX_ordering_return_requests_Number", "ordering_return_requests", "Number", unique: true);
        migrationBuilder.CreateIndex("IX_ordering_return_requests_OrderId", "ordering_return_requests", "OrderId");
        migrationBuilder.CreateIndex("IX_ordering_return_requests_State_RequestedAt", "ordering_return_requests", ["State", "RequestedAt"]);

        migrationBuilder.CreateTable("ordering_return_pieces", t => new
        {
            Id = t.Column<Guid>(),
            OrderLineId = t.Column<Guid>(),
            VariantId = t.Column<Guid>(nullable: true),
            Name = t.Column<string>(maxLength: 250),
            VariantName = t.Column<string>(maxLength: 200, nullable: true),
            Quantity = t.Column<int>(),
            Reason = t.Column<string>(maxLength: 16),
            RefusedBecause = t.Column<string>(maxLength: 500, nullable: true),
            Came = t.Column<int>(nullable: true),
            Grade = t.Column<string>(maxLength: 8, nullable: true),
            Restocked = t.Column<bool>(),
            RequestId = t.Column<Guid>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ordering_return_pieces", x => x.Id);
            t.ForeignKey("FK_ordering_return_pieces_ordering_return_requests_RequestId", x => x.RequestId, "ordering_return_requests", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_ordering_return_pieces_RequestId", "ordering_return_pieces", "RequestId");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("ordering_return_pieces");
        migrationBuilder.DropTable("ordering_return_requests");
        migrationBuilder.DropColumn("PaidBackAt", "ordering_returns");
        migrationBuilder.DropColumn("Card", "ordering_returns");
        migrationBuilder.DropColumn("Delivery", "ordering_returns");
    }
}
