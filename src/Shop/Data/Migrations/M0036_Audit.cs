using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Who did what at the desk, and the seals that chain it. Nothing of it can be changed or deleted.</summary>
[DbContext(typeof(ShopDb)), Migration("0036_Audit")]
public sealed class M0036Audit : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("audit_entries", t => new
        {
            Id = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            ByKind = t.Column<string>(maxLength: 20),
            ById = t.Column<Guid>(nullable: true),
            ByName = t.Column<string>(maxLength: 200),
            SessionId = t.Column<Guid>(nullable: true),
            Address = t.Column<string>(maxLength: 64),
            Area = t.Column<string>(maxLength: 20, nullable: true),
            Action = t.Column<string>(maxLength: 60),
            Verb = t.Column<string>(maxLength: 60),
            Kind = t.Column<string>(maxLength: 60),
            RecordId = t.Column<string>(maxLength: 120),
            RecordName = t.Column<string>(maxLength: 200),
            IsPersonal = t.Column<bool>(),
            Changes = t.Column<string>(),
            Reason = t.Column<string>(maxLength: 500, nullable: true),
        }, constraints: t => t.PrimaryKey("PK_audit_entries", x => x.Id));
        migrationBuilder.CreateIndex("IX_audit_entries_At_Id", "audit_entries", ["At", "Id"]);
        migrationBuilder.CreateIndex("IX_audit_entries_ById_At_Id", "audit_entries", ["ById", "At", "Id"]);
        migrationBuilder.CreateIndex("IX_audit_entries_Area_At_Id", "audit_entries", ["Area", "At", "Id"]);
        migrationBuilder.CreateIndex("IX_audit_entries_Kind_RecordId_At", "audit_entries", ["Kind", "RecordId", "At"]);

        migrationBuilder.CreateTable("audit_seals", t => new
        {
            Number = t.Column<long>(),
            EntryId = t.Column<Guid>(),
            Hash = t.Column<string>(maxLength: 64),
            SealedAt = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_audit_seals", x => x.Number);
            t.ForeignKey("FK_audit_seals_audit_entries_EntryId", x => x.EntryId, "audit_entries", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_audit_seals_EntryId", "audit_seals", "EntryId", unique: true);
        AppendOnly.Protect(migrationBuilder, "audit_entries");
        AppendOnly.Protect(migrationBuilder, "audit_seals");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("audit_seals");
        migrationBuilder.DropTable("audit_entries");
    }
}
