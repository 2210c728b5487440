using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>A narrowed statement and what is set aside are found by an index, however long a journal is.</summary>
[DbContext(typeof(ShopDb)), Migration("0034_StatementIndexes")]
public sealed class M0034StatementIndexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateIndex("IX_loyalty_transactions_AccountId_At_Number", "loyalty_transactions", ["AccountId", "At", "Number"]);
        migrationBuilder.CreateIndex("IX_loyalty_transactions_AccountId_Kind_At_Number", "loyalty_transactions", ["AccountId", "Kind", "At", "Number"]);
        migrationBuilder.CreateIndex("IX_loyalty_lots_AccountId_DueAt", "loyalty_lots", ["AccountId", "DueAt"], filter: "\"Remaining\" > 0 AND \"ReleasedAt\" IS NULL");
        migrationBuilder.CreateIndex("IX_loyalty_reservations_AccountId_HeldAt", "loyalty_reservations", ["AccountId", "HeldAt"], filter: "\"State\" = 'Held'");
    }
}
