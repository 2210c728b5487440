using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Each entry of the journal keeps what it moved, in the indexes by which statements are read; and rows of the journal cannot be replaced either.</summary>
[DbContext(typeof(ShopDb)), Migration("0042_StatementSums")]
public sealed class M0042StatementSums : Migration
{
    private const string Fill = """
        UPDATE loyalty_transactions SET "Moved" = (SELECT COALESCE(SUM(p."Amount"), 0) FROM loyalty_postings p WHERE p."TransactionId" = loyalty_transactions."Id" AND p."Unit" = 'Points' AND p."Book" = 'Available');
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<long>("Moved", "loyalty_transactions", nullable: true);
        if (migrationBuilder.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite")
        {
            migrationBuilder.Sql("DROP TRIGGER loyalty_transactions_no_update;");
            migrationBuilder.Sql(Fill);
            migrationBuilder.Sql("CREATE TRIGGER loyalty_transactions_no_update BEFORE UPDATE ON loyalty_transactions BEGIN SELECT RAISE(ABORT, 'loyalty_transactions is append-only'); END;");
        }
        else
        {
            migrationBuilder.Sql("ALTER TABLE loyalty_transactions DISABLE TRIGGER loyalty_transactions_append_only;");
            migrationBuilder.Sql(Fill);
            migrationBuilder.Sql("ALTER TABLE loyalty_transactions ENABLE TRIGGER loyalty_transactions_append_only;");
        }
        migrationBuilder.DropIndex("IX_loyalty_transactions_AccountId_At_Number", "loyalty_transactions");
        migrationBuilder.DropIndex("IX_loyalty_transactions_AccountId_Kind_At_Number", "loyalty_transactions");
        migrationBuilder.CreateIndex("IX_loyalty_transactions_AccountId_At_Number_Moved", "loyalty_transactions", ["AccountId", "At", "Number", "Moved"]);
        migrationBuilder.CreateIndex("IX_loyalty_transactions_AccountId_Kind_At_Number_Moved", "loyalty_transactions", ["AccountId", "Kind", "At", "Number", "Moved"]);

        AppendOnly.RefuseReplacing(migrationBuilder, "loyalty_transactions", "Id");
        AppendOnly.RefuseReplacing(migrationBuilder, "loyalty_postings", "TransactionId", "Line");
        AppendOnly.RefuseReplacing(migrationBuilder, "loyalty_earned_lines", "TransactionId", "LineId");
        AppendOnly.RefuseReplacing(migrationBuilder, "loyalty_tier_changes", "Id");
        AppendOnly.RefuseReplacing(migrationBuilder, "loyalty_lent_tiers", "Id");
        AppendOnly.RefuseReplacing(migrationBuilder, "loyalty_notices", "Id");
        AppendOnly.RefuseReplacing(migrationBuilder, "audit_entries", "Id");
        AppendOnly.RefuseReplacing(migrationBuilder, "audit_seals", "Number");
    }
}
