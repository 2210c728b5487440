using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>From when everybody may buy a product, and what members took before that.</summary>
[DbContext(typeof(ShopDb)), Migration("0031_EarlyAccess")]
public sealed class M0031EarlyAccess : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<DateTime>("PublicFrom", "catalog_products", nullable: true);
        migrationBuilder.AddColumn<int>("EarlyQuota", "catalog_products", nullable: true);
        migrationBuilder.AddColumn<int>("EarlySold", "catalog_products", nullable: false, defaultValue: 0);
        migrationBuilder.CreateIndex("IX_catalog_products_PublicFrom", "catalog_products", "PublicFrom");

        migrationBuilder.CreateTable("catalog_early_sales", t => new
        {
            Id = t.Column<Guid>(),
            HeldFor = t.Column<Guid>(),
            ProductId = t.Column<Guid>(),
            CustomerId = t.Column<Guid>(),
            Quantity = t.Column<int>(),
            At = t.Column<DateTime>(),
            GivenBackAt = t.Column<DateTime>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalog_early_sales", x => x.Id);
            t.ForeignKey("FK_catalog_early_sales_catalog_products_ProductId", x => x.ProductId, "catalog_products", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_catalog_early_sales_CustomerId", "catalog_early_sales", "CustomerId");
        migrationBuilder.CreateIndex("IX_catalog_early_sales_HeldFor_ProductId", "catalog_early_sales", ["HeldFor", "ProductId"], unique: true);
        migrationBuilder.CreateIndex("IX_catalog_early_sales_ProductId_CustomerId", "catalog_early_sales", ["ProductId", "CustomerId"]);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("catalog_early_sales");
        migrationBuilder.DropIndex("IX_catalog_products_PublicFrom", "catalog_products");
        foreach (var column in (string[])["EarlySold", "EarlyQuota", "PublicFrom"]) migrationBuilder.DropColumn(column, "catalog_products");
    }
}
