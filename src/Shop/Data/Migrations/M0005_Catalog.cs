using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0005_Catalog")]
public sealed class M0005Catalog : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("catalog_attribute_definitions", t => new
        {
            Id = t.Column<Guid>(),
            Code = t.Column<string>(maxLength: 40),
            Name = t.Column<string>(maxLength: 80),
            Filterable = t.Column<bool>(),
            Position = t.Column<int>(),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_catalog_attribute_definitions", x => x.Id));
        migrationBuilder.CreateIndex("IX_catalog_attribute_definitions_Code", "catalog_attribute_definitions", "Code", unique: true);

        migrationBuilder.CreateTable("catalog_brands", t => new
        {
            Id = t.Column<Guid>(),
            Slug = t.Column<string>(maxLength: 120),
            Name = t.Column<string>(maxLength: 120),
            Place = t.Column<string>(maxLength: 120),
            Story = t.Column<string>(maxLength: 2000),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_catalog_brands", x => x.Id));
        migrationBuilder.CreateIndex("IX_catalog_brands_Slug", "catalog_brands", "Slug", unique: true);

        migrationBuilder.CreateTable("catalog_categories", t => new
        {
            Id = t.Column<Guid>(),
            Slug = t.Column<string>(maxLength: 120),
            Name = t.Column<string>(maxLength: 120),
            Tagline = t.Column<string>(maxLength: 2000),
            Description = t.Column<string>(maxLength: 2000),
            ParentId = t.Column<Guid>(nullable: true),
            Position = t.Column<int>(),
            Tint = t.Column<string>(maxLength: 7, nullable: true),
            PictureFile = t.Column<string>(maxLength: 200, nullable: true),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalog_categories", x => x.Id);
            t.ForeignKey("FK_catalog_categories_catalog_categories_ParentId", x => x.ParentId, "catalog_categories", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_catalog_categories_ParentId", "catalog_categories", "ParentId");
        migrationBuilder.CreateIndex("IX_catalog_categories_Slug", "catalog_categories", "Slug", unique: true);

        migrationBuilder.CreateTable("catalog_stock_movements", t => new
        {
            Id = t.Column<Guid>(),
            VariantId = t.Column<Guid>(),
            Kind = t.Column<string>(maxLength: 20),
            Quantity = t.Column<int>(),
            SourceId = t.Column<Guid>(nullable: true),
            Reason = t.Column<string>(maxLength: 200, nullable: true),
            At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_catalog_stock_movements", x => x.Id));
        migrationBuilder.CreateIndex("IX_catalog_stock_movements_SourceId", "catalog_stock_movements", "SourceId");
        migrationBuilder.CreateIndex("IX_catalog_stock_movements_VariantId", "catalog_stock_movements", "VariantId");

        migrationBuilder.CreateTable("catalog_stock_reservations", t => new
        {
            Id = t.Column<Guid>(),
            VariantId = t.Column<Guid>(),
            HeldFor = t.Column<Guid>(),
            Quantity = t.Column<int>(),
            Deadline = t.Column<DateTime>(),
            State = t.Column<string>(maxLength: 20),
        }, constraints: t => t.PrimaryKey("PK_catalog_stock_reservations", x => x.Id));
        migrationBuilder.CreateIndex("IX_catalog_stock_reservations_HeldFor_VariantId", "catalog_stock_reservations", ["HeldFor", "VariantId"], unique: true);
        migrationBuilder.CreateIndex("IX_catalog_stock_reservations_State_Deadline", "catalog_stock_reservations", ["State", "Deadline"]);
        migrationBuilder.CreateIndex("IX_catalog_stock_reservations_VariantId", "catalog_stock_reservations", "VariantId");

        migrationBuilder.CreateTable("catalog_products", t => new
        {
            Id = t.Column<Guid>(),
            Slug = t.Column<string>(maxLength: 160),
            Name = t.Column<string>(maxLength: 200),
            CategoryId = t.Column<Guid>(nullable: true),
            BrandId = t.Column<Guid>(nullable: true),
            Summary = t.Column<string>(maxLength: 300),
            Description = t.Column<string>(maxLength: 8000),
            Details = t.Column<string>(maxLength: 4000),
            Tags = t.Column<string>(maxLength: 4000),
            Status = t.Column<string>(maxLength: 20),
            TaxClass = t.Column<string>(maxLength: 20),
            PublishedAt = t.Column<DateTime>(nullable: true),
            Season = t.Column<string>(maxLength: 20, nullable: true),
            RepeatDays = t.Column<int>(nullable: true),
            SoldLately = t.Column<int>(),
            RatingCount = t.Column<int>(),
            RatingSum = t.Column<int>(),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalog_products", x => x.Id);
            t.ForeignKey("FK_catalog_products_catalog_brands_BrandId", x => x.BrandId, "catalog_brands", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_catalog_products_catalog_categories_CategoryId", x => x.CategoryId, "catalog_categories", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_catalog_products_BrandId", "catalog_products", "BrandId");
        migrationBuilder.CreateIndex("IX_catalog_products_CategoryId", "catalog_products", "CategoryId");
        migrationBuilder.CreateIndex("IX_catalog_products_Slug", "catalog_products", "Slug", unique: true);

        migrationBuilder.CreateTable("catalog_product_attributes", t => new
        {
            Id = t.Column<Guid>(),
            Code = t.Column<string>(maxLength: 40),
            Value = t.Column<string>(maxLength: 120),
            ProductId = t.Column<Guid>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalog_product_attributes", x => x.Id);
            t.ForeignKey("FK_catalog_product_attributes_catalog_products_ProductId", x => x.ProductId, "catalog_products", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_catalog_product_attributes_Code_Value", "catalog_product_attributes", ["Code", "Value"]);
        migrationBuilder.CreateIndex("IX_catalog_product_attributes_ProductId", "catalog_product_attributes", "ProductId");

        migrationBuilder.CreateTable("catalog_product_pictures", t => new
        {
            Id = t.Column<Guid>(),
            File = t.Column<string>(maxLength: 200),
            Alt = t.Column<string>(maxLength: 300),
            Width = t.Column<int>(),
            Height = t.Column<int>(),
            Position = t.Column<int>(),
            Colour = t.Column<string>(maxLength: 120, nullable: true),
            ProductId = t.Column<Guid>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalog_product_pictures", x => x.Id);
            t.ForeignKey("FK_catalog_product_pictures_catalog_products_ProductId", x => x.ProductId, "catalog_products", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_catalog_product_pictures_ProductId", "catalog_product_pictures", "ProductId");

        migrationBuilder.CreateTable("catalog_reviews", t => new
        {
            Id = t.Column<Guid>(),
            ProductId = t.Column<Guid>(),
            CustomerId = t.Column<Guid>(nullable: true),
            Author = t.Column<string>(maxLength: 80),
            Country = t.Column<string>(maxLength: 2, nullable: true),
            Rating = t.Column<int>(),
            Title = t.Column<string>(maxLength: 120),
            Text = t.Column<string>(maxLength: 4000),
            Verified = t.Column<bool>(),
            WrittenAt = t.Column<DateTime>(),
            Status = t.Column<string>(maxLength: 20),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalog_reviews", x => x.Id);
            t.ForeignKey("FK_catalog_reviews_catalog_products_ProductId", x => x.ProductId, "catalog_products", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_catalog_reviews_ProductId_Status_WrittenAt", "catalog_reviews", ["ProductId", "Status", "WrittenAt"]);
        migrationBuilder.CreateIndex("IX_catalog_reviews_Status_WrittenAt", "catalog_reviews", ["Status", "WrittenAt"]);

        migrationBuilder.CreateTable("catalog_variants", t => new
        {
            Id = t.Column<Guid>(),
            ProductId = t.Column<Guid>(),
            Sku = t.Column<string>(maxLength: 60),
            Price = t.Column<long>(),
            CompareAt = t.Column<long>(nullable: true),
            Options = t.Column<string>(maxLength: 1000),
            WeightGrams = t.Column<int>(),
            Position = t.Column<int>(),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalog_variants", x => x.Id);
            t.ForeignKey("FK_catalog_variants_catalog_products_ProductId", x => x.ProductId, "catalog_products", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_catalog_variants_ProductId", "catalog_variants", "ProductId");
        migrationBuilder.CreateIndex("IX_catalog_variants_Sku", "catalog_variants", "Sku", unique: true);

        migrationBuilder.CreateTable("catalog_stock_levels", t => new
        {
            VariantId = t.Column<Guid>(),
            OnHand = t.Column<int>(),
            Reserved = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalog_stock_levels", x => x.VariantId);
            t.ForeignKey("FK_catalog_stock_levels_catalog_variants_VariantId", x => x.VariantId, "catalog_variants", "Id", onDelete: ReferentialAction.Cascade);
        });
    }
}
