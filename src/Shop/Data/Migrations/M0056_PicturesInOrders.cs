using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Which pictures orders show, so that they are not thrown away with the product's.</summary>
[DbContext(typeof(ShopDb)), Migration("0056_PicturesInOrders")]
public sealed class M0056PicturesInOrders : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex("IX_ordering_order_lines_PictureFile", "ordering_order_lines", "PictureFile");

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("IX_ordering_order_lines_PictureFile", "ordering_order_lines");
}
