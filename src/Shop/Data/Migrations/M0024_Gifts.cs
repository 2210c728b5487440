using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Points that members give each other.</summary>
[DbContext(typeof(ShopDb)), Migration("0024_Gifts")]
public sealed class M0024Gifts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("loyalty_gifts", t => new
        {
            Id = t.Column<Guid>(),
            FromMemberId = t.Column<Guid>(),
            ToMemberId = t.Column<Guid>(),
            Points = t.Column<long>(),
            Message = t.Column<string>(maxLength: 200, nullable: true),
            At = t.Column<DateTime>(),
            Once = t.Column<Guid>(),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_gifts", x => x.Id);
            t.ForeignKey("FK_loyalty_gifts_loyalty_members_FromMemberId", x => x.FromMemberId, "loyalty_members", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_loyalty_gifts_loyalty_members_ToMemberId", x => x.ToMemberId, "loyalty_members", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_gifts_FromMemberId_At", "loyalty_gifts", ["FromMemberId", "At"]);
        migrationBuilder.CreateIndex("IX_loyalty_gifts_FromMemberId_Once", "loyalty_gifts", ["FromMemberId", "Once"], unique: true);
        migrationBuilder.CreateIndex("IX_loyalty_gifts_ToMemberId", "loyalty_gifts", "ToMemberId");
    }
}
