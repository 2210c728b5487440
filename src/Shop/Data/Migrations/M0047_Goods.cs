using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Products are listed at the desk in any order however many there are; prices are changed by the hundred and changed back; who changed a price or a stock is kept.</summary>
[DbContext(typeof(ShopDb)), Migration("0047_Goods")]
public sealed class M0047Goods : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Barcode", "catalog_variants", maxLength: 20, nullable: true);
        migrationBuilder.AddColumn<string>("By", "catalog_past_prices", maxLength: 200, nullable: true);
        migrationBuilder.AddColumn<string>("By", "catalog_stock_movements", maxLength: 200, nullable: true);

        migrationBuilder.DropIndex("IX_catalog_products_CategoryId", "catalog_products");
        migrationBuilder.CreateIndex("IX_catalog_products_Name_Id", "catalog_products", ["Name", "Id"]);
        migrationBuilder.CreateIndex("IX_catalog_products_Status_Name_Id", "catalog_products", ["Status", "Name", "Id"]);
        migrationBuilder.CreateIndex("IX_catalog_products_CategoryId_Name_Id", "catalog_products", ["CategoryId", "Name", "Id"]);
        migrationBuilder.CreateIndex("IX_catalog_products_SoldLately_Id", "catalog_products", ["SoldLately", "Id"]);
        migrationBuilder.CreateIndex("IX_catalog_products_PublishedAt_Id", "catalog_products", ["PublishedAt", "Id"]);
        migrationBuilder.DropIndex("IX_catalog_variants_ProductId", "catalog_variants");
        migrationBuilder.CreateIndex("IX_catalog_variants_ProductId_Price", "catalog_variants", ["ProductId", "Price"]);
        migrationBuilder.CreateIndex("IX_catalog_variants_CompareAt_ProductId", "catalog_variants", ["CompareAt", "ProductId"], filter: "\"CompareAt\" IS NOT NULL");

        migrationBuilder.CreateTable("catalog_price_runs", t => new
        {
            Id = t.Column<Guid>(),
            ById = t.Column<Guid>(),
            ByName = t.Column<string>(maxLength: 200),
            StartedAt = t.Column<DateTime>(),
            EndedAt = t.Column<DateTime>(nullable: true),
            Articles = t.Column<int>(),
            Query = t.Column<string>(maxLength: 4000),
            Undoes = t.Column<Guid>(nullable: true),
            TermsJson = t.Column<string>(maxLength: 400),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_catalog_price_runs", x => x.Id));
        migrationBuilder.CreateIndex("IX_catalog_price_runs_EndedAt", "catalog_price_runs", "EndedAt");
        migrationBuilder.CreateIndex("IX_catalog_price_runs_StartedAt", "catalog_price_runs", "StartedAt");
        migrationBuilder.CreateIndex("IX_catalog_price_runs_Undoes", "catalog_price_runs", "Undoes", unique: true);

        migrationBuilder.CreateTable("catalog_price_items", t => new
        {
            RunId = t.Column<Guid>(),
            Position = t.Column<int>(),
            VariantId = t.Column<Guid>(),
            Sku = t.Column<string>(maxLength: 60),
            Name = t.Column<string>(maxLength: 260),
            Price = t.Column<long>(),
            OldPrice = t.Column<long>(nullable: true),
            NewPrice = t.Column<long>(),
            NewOldPrice = t.Column<long>(nullable: true),
            State = t.Column<string>(maxLength: 10),
            Why = t.Column<string>(maxLength: 300, nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalog_price_items", x => new { x.RunId, x.Position });
            t.ForeignKey("FK_catalog_price_items_catalog_price_runs_RunId", x => x.RunId, "catalog_price_runs", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_catalog_price_items_RunId_State_Position", "catalog_price_items", ["RunId", "State", "Position"]);
        migrationBuilder.CreateIndex("IX_catalog_price_items_VariantId", "catalog_price_items", "VariantId");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("catalog_price_items");
        migrationBuilder.DropTable("catalog_price_runs");
        foreach (var index in new[] { "CompareAt_ProductId", "ProductId_Price" }) migrationBuilder.DropIndex($"IX_catalog_variants_{index}", "catalog_variants");
        migrationBuilder.CreateIndex("IX_catalog_variants_ProductId", "catalog_variants", "ProductId");
        foreach (var index in new[] { "PublishedAt_Id", "SoldLately_Id", "CategoryId_Name_Id", "Status_Name_Id", "Name_Id" }) migrationBuilder.DropIndex($"IX_catalog_products_{index}", "catalog_products");
        migrationBuilder.CreateIndex("IX_catalog_products_CategoryId", "catalog_products", "CategoryId");
        migrationBuilder.DropColumn("By", "catalog_stock_movements");
        migrationBuilder.DropColumn("By", "catalog_past_prices");
        migrationBuilder.DropColumn("Barcode", "catalog_variants");
    }
}
