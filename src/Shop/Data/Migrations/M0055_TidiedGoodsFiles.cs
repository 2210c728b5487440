using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>When a file of goods and what was told of its rows were thrown away.</summary>
[DbContext(typeof(ShopDb)), Migration("0055_TidiedGoodsFiles")]
public sealed class M0055TidiedGoodsFiles : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<DateTime>("TidiedAt", "imports_goods_runs", nullable: true);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("TidiedAt", "imports_goods_runs");
}
