using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Records of one person can be joined and parted again, and those that look alike are proposed.</summary>
[DbContext(typeof(ShopDb)), Migration("0058_Merges")]
public sealed class M0058Merges : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("MovedTo", "accounts_users", maxLength: 254, nullable: true);
        migrationBuilder.AddColumn<Guid>("MergedIntoId", "loyalty_members", nullable: true);
        migrationBuilder.CreateIndex("IX_loyalty_members_MergedIntoId", "loyalty_members", "MergedIntoId");

        migrationBuilder.CreateTable("customers_merges", t => new
        {
            Id = t.Column<Guid>(),
            FromId = t.Column<Guid>(),
            IntoId = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            ById = t.Column<Guid>(),
            ByName = t.Column<string>(maxLength: 200),
            Reason = t.Column<string>(maxLength: 500),
            Before = t.Column<string>(),
            UndoneAt = t.Column<DateTime>(nullable: true),
            UndoneBy = t.Column<string>(maxLength: 200, nullable: true),
            UndoneReason = t.Column<string>(maxLength: 500, nullable: true),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_customers_merges", x => x.Id);
            t.ForeignKey("FK_customers_merges_customers_customers_FromId", x => x.FromId, "customers_customers", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_customers_merges_customers_customers_IntoId", x => x.IntoId, "customers_customers", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_customers_merges_FromId_At", "customers_merges", ["FromId", "At"]);
        migrationBuilder.CreateIndex("IX_customers_merges_IntoId_At", "customers_merges", ["IntoId", "At"]);

        migrationBuilder.CreateTable("customers_merged_things", t => new
        {
            MergeId = t.Column<Guid>(),
            What = t.Column<string>(maxLength: 20),
            ThingId = t.Column<Guid>(),
            Note = t.Column<string>(maxLength: 60, nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_customers_merged_things", x => new { x.MergeId, x.What, x.ThingId });
            t.ForeignKey("FK_customers_merged_things_customers_merges_MergeId", x => x.MergeId, "customers_merges", "Id", onDelete: ReferentialAction.Restrict);
        });

        migrationBuilder.CreateTable("crm_likenesses", t => new
        {
            Id = t.Column<Guid>(),
            OneId = t.Column<Guid>(),
            OtherId = t.Column<Guid>(),
            Why = t.Column<string>(maxLength: 60),
            FoundAt = t.Column<DateTime>(),
            DismissedAt = t.Column<DateTime>(nullable: true),
            DismissedBy = t.Column<string>(maxLength: 200, nullable: true),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_crm_likenesses", x => x.Id);
            t.ForeignKey("FK_crm_likenesses_customers_customers_OneId", x => x.OneId, "customers_customers", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_crm_likenesses_customers_customers_OtherId", x => x.OtherId, "customers_customers", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_crm_likenesses_OneId_OtherId", "crm_likenesses", ["OneId", "OtherId"], unique: true);
        migrationBuilder.CreateIndex("IX_crm_likenesses_OtherId", "crm_likenesses", "OtherId");
        migrationBuilder.CreateIndex("IX_crm_likenesses_FoundAt_Id", "crm_likenesses", ["FoundAt", "Id"]);
    }
}
