using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Views and columns of the back office's lists, and what is done to many rows at once.</summary>
[DbContext(typeof(ShopDb)), Migration("0038_Desk")]
public sealed class M0038Desk : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("office_views", t => new
        {
            Id = t.Column<Guid>(),
            List = t.Column<string>(maxLength: 40),
            Name = t.Column<string>(maxLength: 60),
            OwnerId = t.Column<Guid>(),
            OwnerName = t.Column<string>(maxLength: 200),
            SharedWith = t.Column<string>(maxLength: 60, nullable: true),
            Query = t.Column<string>(maxLength: 4000),
            CreatedAt = t.Column<DateTime>(),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_office_views", x => x.Id));
        migrationBuilder.CreateIndex("IX_office_views_List", "office_views", "List");

        migrationBuilder.CreateTable("office_columns", t => new
        {
            UserId = t.Column<Guid>(),
            List = t.Column<string>(maxLength: 40),
            Columns = t.Column<string>(maxLength: 1000),
        }, constraints: t => t.PrimaryKey("PK_office_columns", x => new { x.UserId, x.List }));

        migrationBuilder.CreateTable("office_bulk_runs", t => new
        {
            Id = t.Column<Guid>(),
            List = t.Column<string>(maxLength: 40),
            Action = t.Column<string>(maxLength: 40),
            ById = t.Column<Guid>(),
            ByName = t.Column<string>(maxLength: 200),
            StartedAt = t.Column<DateTime>(),
            EndedAt = t.Column<DateTime>(nullable: true),
            Total = t.Column<int>(),
            Query = t.Column<string>(maxLength: 4000),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_office_bulk_runs", x => x.Id));
        migrationBuilder.CreateIndex("IX_office_bulk_runs_EndedAt", "office_bulk_runs", "EndedAt");

        migrationBuilder.CreateTable("office_bulk_items", t => new
        {
            RunId = t.Column<Guid>(),
            Position = t.Column<int>(),
            RowId = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 120),
            State = t.Column<string>(maxLength: 10),
            Why = t.Column<string>(maxLength: 300, nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_office_bulk_items", x => new { x.RunId, x.Position });
            t.ForeignKey("FK_office_bulk_items_office_bulk_runs_RunId", x => x.RunId, "office_bulk_runs", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_office_bulk_items_RunId_State", "office_bulk_items", ["RunId", "State"]);

        // Orders to be packed stand in the order of what was promised.
        migrationBuilder.CreateIndex("IX_ordering_orders_PromisedFrom", "ordering_orders", "PromisedFrom");
        migrationBuilder.CreateIndex("IX_ordering_orders_Total", "ordering_orders", "Total");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex("IX_ordering_orders_Total", "ordering_orders");
        migrationBuilder.DropIndex("IX_ordering_orders_PromisedFrom", "ordering_orders");
        migrationBuilder.DropTable("office_bulk_items");
        migrationBuilder.DropTable("office_bulk_runs");
        migrationBuilder.DropTable("office_columns");
        migrationBuilder.DropTable("office_views");
    }
}
