using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>A picture is asked for by its name.</summary>
[DbContext(typeof(ShopDb)), Migration("0049_ProductPictures")]
public sealed class M0049ProductPictures : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex("IX_catalog_product_pictures_File", "catalog_product_pictures", "File");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("IX_catalog_product_pictures_File", "catalog_product_pictures");
}
