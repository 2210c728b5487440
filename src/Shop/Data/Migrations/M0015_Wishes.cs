using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0015_Wishes")]
public sealed class M0015Wishes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("wishes_lists", t => new
        {
            Id = t.Column<Guid>(),
            CustomerId = t.Column<Guid>(nullable: true),
            Print = t.Column<string>(maxLength: 64, nullable: true),
            Name = t.Column<string>(maxLength: 60),
            NameKey = t.Column<string>(maxLength: 60),
            ShareToken = t.Column<string>(maxLength: 43, nullable: true),
            SharedAs = t.Column<string>(maxLength: 60, nullable: true),
            CreatedAt = t.Column<DateTime>(),
            ChangedAt = t.Column<DateTime>(),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_wishes_lists", x => x.Id);
            t.ForeignKey("FK_wishes_lists_customers_customers_CustomerId", x => x.CustomerId, "customers_customers", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_wishes_lists_ChangedAt", "wishes_lists", "ChangedAt");
        migrationBuilder.CreateIndex("IX_wishes_lists_CustomerId_NameKey", "wishes_lists", ["CustomerId", "NameKey"], unique: true);
        migrationBuilder.CreateIndex("IX_wishes_lists_Print", "wishes_lists", "Print", unique: true);
        migrationBuilder.CreateIndex("IX_wishes_lists_ShareToken", "wishes_lists", "ShareToken", unique: true);

        migrationBuilder.CreateTable("wishes_stock_notices", t => new
        {
            Id = t.Column<Guid>(),
            VariantId = t.Column<Guid>(),
            ProductId = t.Column<Guid>(),
            Email = t.Column<string>(maxLength: 254),
            CustomerId = t.Column<Guid>(nullable: true),
            Token = t.Column<string>(maxLength: 43),
            AskedAt = t.Column<DateTime>(),
            ConfirmedAt = t.Column<DateTime>(nullable: true),
            ExpiresAt = t.Column<DateTime>(),
            IsWaiting = t.Column<bool>(),
            ToldAt = t.Column<DateTime>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_wishes_stock_notices", x => x.Id);
            t.ForeignKey("FK_wishes_stock_notices_customers_customers_CustomerId", x => x.CustomerId, "customers_customers", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_wishes_stock_notices_CustomerId", "wishes_stock_notices", "CustomerId");
        migrationBuilder.CreateIndex("IX_wishes_stock_notices_Email_AskedAt", "wishes_stock_notices", ["Email", "AskedAt"]);
        migrationBuilder.CreateIndex("IX_wishes_stock_notices_ExpiresAt", "wishes_stock_notices", "ExpiresAt");
        migrationBuilder.CreateIndex("IX_wishes_stock_notices_Token", "wishes_stock_notices", "Token", unique: true);
        migrationBuilder.CreateIndex("IX_wishes_stock_notices_VariantId_Email", "wishes_stock_notices", ["VariantId", "Email"], unique: true);

        migrationBuilder.CreateTable("wishes_list_items", t => new
        {
            Id = t.Column<Guid>(),
            ProductId = t.Column<Guid>(),
            VariantId = t.Column<Guid>(nullable: true),
            Name = t.Column<string>(maxLength: 200),
            PriceSeen = t.Column<long>(),
            Note = t.Column<string>(maxLength: 300, nullable: true),
            AddedAt = t.Column<DateTime>(),
            ListId = t.Column<Guid>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_wishes_list_items", x => x.Id);
            t.ForeignKey("FK_wishes_list_items_wishes_lists_ListId", x => x.ListId, "wishes_lists", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_wishes_list_items_ListId_ProductId_VariantId", "wishes_list_items", ["ListId", "ProductId", "VariantId"], unique: true);
    }
}
