using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Who wrote a rule set, and when.</summary>
[DbContext(typeof(ShopDb)), Migration("0044_RuleAuthors")]
public sealed class M0044RuleAuthors : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("ChangedBy", "loyalty_rule_sets", maxLength: 200, nullable: true);
        migrationBuilder.AddColumn<DateTime>("ChangedAt", "loyalty_rule_sets", nullable: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropColumn("ChangedAt", "loyalty_rule_sets");
        migrationBuilder.DropColumn("ChangedBy", "loyalty_rule_sets");
    }
}
