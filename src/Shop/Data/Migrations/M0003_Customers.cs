using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0003_Customers")]
public sealed class M0003Customers : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("customers_customers", t => new
        {
            Id = t.Column<Guid>(),
            UserId = t.Column<Guid>(nullable: true),
            Email = t.Column<string>(maxLength: 254, nullable: true),
            Name = t.Column<string>(maxLength: 120),
            Phone = t.Column<string>(maxLength: 30, nullable: true),
            Country = t.Column<string>(maxLength: 2, nullable: true),
            Language = t.Column<string>(maxLength: 10),
            CreatedAt = t.Column<DateTime>(),
            MarketingConsentAt = t.Column<DateTime>(nullable: true),
            Origin = t.Column<string>(maxLength: 20),
            ImportNumber = t.Column<string>(maxLength: 40, nullable: true),
            MergedIntoId = t.Column<Guid>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_customers_customers", x => x.Id);
            t.ForeignKey("FK_customers_customers_accounts_users_UserId", x => x.UserId, "accounts_users", "Id", onDelete: ReferentialAction.SetNull);
        });
        migrationBuilder.CreateIndex("IX_customers_customers_UserId", "customers_customers", "UserId", unique: true);
        migrationBuilder.CreateIndex("IX_customers_customers_Email", "customers_customers", "Email", unique: true);
        migrationBuilder.CreateIndex("IX_customers_customers_ImportNumber", "customers_customers", "ImportNumber", unique: true);

        migrationBuilder.CreateTable("customers_addresses", t => new
        {
            Id = t.Column<Guid>(),
            CustomerId = t.Column<Guid>(),
            Address_Name = t.Column<string>(maxLength: 120),
            Address_Company = t.Column<string>(maxLength: 120, nullable: true),
            Address_Line1 = t.Column<string>(maxLength: 120),
            Address_Line2 = t.Column<string>(maxLength: 120, nullable: true),
            Address_Postcode = t.Column<string>(maxLength: 16),
            Address_City = t.Column<string>(maxLength: 80),
            Address_Region = t.Column<string>(maxLength: 80, nullable: true),
            Address_Country = t.Column<string>(maxLength: 2),
            Phone = t.Column<string>(maxLength: 30, nullable: true),
            IsDefault = t.Column<bool>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_customers_addresses", x => x.Id);
            t.ForeignKey("FK_customers_addresses_customers_customers_CustomerId", x => x.CustomerId, "customers_customers", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_customers_addresses_CustomerId", "customers_addresses", "CustomerId");
    }
}
