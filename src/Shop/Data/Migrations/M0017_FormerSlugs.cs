using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0017_FormerSlugs")]
public sealed class M0017FormerSlugs : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("catalog_former_slugs", t => new
        {
            Kind = t.Column<string>(maxLength: 20),
            Slug = t.Column<string>(maxLength: 160),
            TargetId = t.Column<Guid>(),
            LeftAt = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_catalog_former_slugs", x => new { x.Kind, x.Slug }));
        migrationBuilder.CreateIndex("IX_catalog_former_slugs_TargetId", "catalog_former_slugs", "TargetId");
    }
}
