using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>By which rules a tier was worked out, and tiers that are lent for a while.</summary>
[DbContext(typeof(ShopDb)), Migration("0030_TiersJudged")]
public sealed class M0030TiersJudged : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<Guid>("JudgedBy", "loyalty_members", nullable: true);
        migrationBuilder.CreateTable("loyalty_lent_tiers", t => new
        {
            Id = t.Column<Guid>(),
            MemberId = t.Column<Guid>(),
            Tier = t.Column<string>(maxLength: 10),
            From = t.Column<DateTime>(),
            Until = t.Column<DateTime>(),
            Kind = t.Column<string>(maxLength: 12),
            Reason = t.Column<string>(maxLength: 500),
            ByName = t.Column<string>(maxLength: 200),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_lent_tiers", x => x.Id);
            t.ForeignKey("FK_loyalty_lent_tiers_loyalty_members_MemberId", x => x.MemberId, "loyalty_members", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_lent_tiers_MemberId_From", "loyalty_lent_tiers", ["MemberId", "From"]);
        AppendOnly.Protect(migrationBuilder, "loyalty_lent_tiers");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("loyalty_lent_tiers");
        migrationBuilder.DropColumn("JudgedBy", "loyalty_members");
    }
}
