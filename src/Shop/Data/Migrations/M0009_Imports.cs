using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0009_Imports")]
public sealed class M0009Imports : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("imports_runs", t => new
        {
            Id = t.Column<Guid>(),
            FileName = t.Column<string>(maxLength: 260),
            ContentHash = t.Column<string>(maxLength: 64),
            Currency = t.Column<string>(maxLength: 3),
            Country = t.Column<string>(maxLength: 2),
            TimeZone = t.Column<string>(maxLength: 60),
            StartedAt = t.Column<DateTime>(),
            FinishedAt = t.Column<DateTime>(nullable: true),
            Cursor = t.Column<int>(),
            Counts = t.Column<string>(maxLength: 4000),
        }, constraints: t => t.PrimaryKey("PK_imports_runs", x => x.Id));
        migrationBuilder.CreateIndex("IX_imports_runs_ContentHash", "imports_runs", "ContentHash", unique: true);
    }
}
