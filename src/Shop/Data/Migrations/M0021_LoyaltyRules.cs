using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0021_LoyaltyRules")]
public sealed class M0021LoyaltyRules : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("loyalty_programmes", t => new
        {
            Id = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 80),
            PointWord = t.Column<string>(maxLength: 30),
            PointsWord = t.Column<string>(maxLength: 30),
            Zone = t.Column<string>(maxLength: 60),
            EditionYears = t.Column<int>(),
            OpenedAt = t.Column<DateTime>(),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_loyalty_programmes", x => x.Id));

        migrationBuilder.CreateTable("loyalty_rule_sets", t => new
        {
            Id = t.Column<Guid>(),
            ProgrammeId = t.Column<Guid>(),
            Number = t.Column<int>(nullable: true),
            Name = t.Column<string>(maxLength: 120),
            State = t.Column<string>(maxLength: 10),
            EffectiveFrom = t.Column<DateTime>(nullable: true),
            PublishedAt = t.Column<DateTime>(nullable: true),
            PublishedBy = t.Column<string>(maxLength: 200, nullable: true),
            CreatedAt = t.Column<DateTime>(),
            Content = t.Column<string>(),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_loyalty_rule_sets", x => x.Id);
            t.ForeignKey("FK_loyalty_rule_sets_loyalty_programmes_ProgrammeId", x => x.ProgrammeId, "loyalty_programmes", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_loyalty_rule_sets_ProgrammeId_Number", "loyalty_rule_sets", ["ProgrammeId", "Number"], unique: true);

        AppendOnly.ProtectWhere(migrationBuilder, "loyalty_rule_sets", "\"State\" = 'Published'");
    }
}
