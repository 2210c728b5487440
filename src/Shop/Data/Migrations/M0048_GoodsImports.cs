using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Files of goods on their way into the shop, what is told of each row, and what suppliers call their columns.</summary>
[DbContext(typeof(ShopDb)), Migration("0048_GoodsImports")]
public sealed class M0048GoodsImports : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("imports_goods_runs", t => new
        {
            Id = t.Column<Guid>(),
            FileName = t.Column<string>(maxLength: 200),
            ContentHash = t.Column<string>(maxLength: 64),
            Rows = t.Column<int>(),
            HeadersJson = t.Column<string>(maxLength: 20_000),
            MappingJson = t.Column<string>(maxLength: 4000),
            AddNew = t.Column<bool>(),
            ChangeKnown = t.Column<bool>(),
            Publish = t.Column<bool>(),
            ById = t.Column<Guid>(),
            ByName = t.Column<string>(maxLength: 200),
            UploadedAt = t.Column<DateTime>(),
            StartedAt = t.Column<DateTime>(nullable: true),
            EndedAt = t.Column<DateTime>(nullable: true),
            SeenAt = t.Column<DateTime>(nullable: true),
            State = t.Column<string>(maxLength: 10),
            Cursor = t.Column<int>(),
            Created = t.Column<int>(),
            Updated = t.Column<int>(),
            Unchanged = t.Column<int>(),
            Skipped = t.Column<int>(),
            Rejected = t.Column<int>(),
            Error = t.Column<string>(maxLength: 500, nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_imports_goods_runs", x => x.Id));
        migrationBuilder.CreateIndex("IX_imports_goods_runs_UploadedAt", "imports_goods_runs", "UploadedAt");
        migrationBuilder.CreateIndex("IX_imports_goods_runs_State_StartedAt", "imports_goods_runs", ["State", "StartedAt"]);

        migrationBuilder.CreateTable("imports_goods_lines", t => new
        {
            RunId = t.Column<Guid>(),
            Row = t.Column<int>(),
            Part = t.Column<int>(),
            Fate = t.Column<string>(maxLength: 10),
            Sku = t.Column<string>(maxLength: 300),
            Name = t.Column<string>(maxLength: 300),
            Column = t.Column<string>(maxLength: 300, nullable: true),
            Found = t.Column<string>(maxLength: 300, nullable: true),
            Expected = t.Column<string>(maxLength: 300, nullable: true),
            Note = t.Column<string>(maxLength: 300, nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_imports_goods_lines", x => new { x.RunId, x.Row, x.Part });
            t.ForeignKey("FK_imports_goods_lines_imports_goods_runs_RunId", x => x.RunId, "imports_goods_runs", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_imports_goods_lines_RunId_Fate_Row_Part", "imports_goods_lines", ["RunId", "Fate", "Row", "Part"]);

        migrationBuilder.CreateTable("imports_goods_profiles", t => new
        {
            Id = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 60),
            ColumnsJson = t.Column<string>(maxLength: 20_000),
            AddNew = t.Column<bool>(),
            ChangeKnown = t.Column<bool>(),
            Publish = t.Column<bool>(),
            ChangedAt = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_imports_goods_profiles", x => x.Id));
        migrationBuilder.CreateIndex("IX_imports_goods_profiles_Name", "imports_goods_profiles", "Name", unique: true);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropTable("imports_goods_profiles");
        migrationBuilder.DropTable("imports_goods_lines");
        migrationBuilder.DropTable("imports_goods_runs");
    }
}
