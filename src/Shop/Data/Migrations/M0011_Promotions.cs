using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0011_Promotions")]
public sealed class M0011Promotions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("promotions_promotions", t => new
        {
            Id = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 120),
            Announcement = t.Column<string>(maxLength: 120, nullable: true),
            Kind = t.Column<string>(maxLength: 20),
            BasisPoints = t.Column<int>(),
            Amount = t.Column<long>(),
            Buy = t.Column<int>(),
            Get = t.Column<int>(),
            Minimum = t.Column<long>(nullable: true),
            StartsAt = t.Column<DateTime>(),
            EndsAt = t.Column<DateTime>(nullable: true),
            NeedsCode = t.Column<bool>(),
            Limit = t.Column<int>(nullable: true),
            LimitPerCustomer = t.Column<int>(nullable: true),
            FirstOrderOnly = t.Column<bool>(),
            NotOnReduced = t.Column<bool>(),
            IsExclusive = t.Column<bool>(),
            Priority = t.Column<int>(),
            CreatedAt = t.Column<DateTime>(),
            Used = t.Column<int>(),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_promotions_promotions", x => x.Id));
        migrationBuilder.CreateIndex("IX_promotions_promotions_NeedsCode_EndsAt", "promotions_promotions", ["NeedsCode", "EndsAt"]);

        migrationBuilder.CreateTable("ordering_cart_codes", t => new
        {
            Id = t.Column<Guid>(),
            Code = t.Column<string>(maxLength: 40),
            EnteredAt = t.Column<DateTime>(),
            CartId = t.Column<Guid>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ordering_cart_codes", x => x.Id);
            t.ForeignKey("FK_ordering_cart_codes_ordering_carts_CartId", x => x.CartId, "ordering_carts", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_ordering_cart_codes_CartId_Code", "ordering_cart_codes", ["CartId", "Code"], unique: true);

        migrationBuilder.CreateTable("ordering_order_reductions", t => new
        {
            Id = t.Column<Guid>(),
            Name = t.Column<string>(maxLength: 120),
            Amount = t.Column<long>(),
            PromotionId = t.Column<Guid>(nullable: true),
            Code = t.Column<string>(maxLength: 40, nullable: true),
            OnDelivery = t.Column<bool>(),
            Position = t.Column<int>(),
            OrderId = t.Column<Guid>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ordering_order_reductions", x => x.Id);
            t.ForeignKey("FK_ordering_order_reductions_ordering_orders_OrderId", x => x.OrderId, "ordering_orders", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_ordering_order_reductions_OrderId", "ordering_order_reductions", "OrderId");

        migrationBuilder.CreateTable("promotions_codes", t => new
        {
            Id = t.Column<Guid>(),
            PromotionId = t.Column<Guid>(),
            Code = t.Column<string>(maxLength: 40),
            Limit = t.Column<int>(nullable: true),
            Used = t.Column<int>(),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_promotions_codes", x => x.Id);
            t.ForeignKey("FK_promotions_codes_promotions_promotions_PromotionId", x => x.PromotionId, "promotions_promotions", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_promotions_codes_Code", "promotions_codes", "Code", unique: true);
        migrationBuilder.CreateIndex("IX_promotions_codes_PromotionId", "promotions_codes", "PromotionId");

        migrationBuilder.CreateTable("promotions_customer_uses", t => new
        {
            PromotionId = t.Column<Guid>(),
            Key = t.Column<string>(maxLength: 260),
            Used = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_promotions_customer_uses", x => new { x.PromotionId, x.Key });
            t.ForeignKey("FK_promotions_customer_uses_promotions_promotions_PromotionId", x => x.PromotionId, "promotions_promotions", "Id", onDelete: ReferentialAction.Restrict);
        });

        migrationBuilder.CreateTable("promotions_targets", t => new
        {
            Id = t.Column<Guid>(),
            Kind = t.Column<string>(maxLength: 20),
            TargetId = t.Column<Guid>(),
            Excluded = t.Column<bool>(),
            PromotionId = t.Column<Guid>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_promotions_targets", x => x.Id);
            t.ForeignKey("FK_promotions_targets_promotions_promotions_PromotionId", x => x.PromotionId, "promotions_promotions", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_promotions_targets_PromotionId", "promotions_targets", "PromotionId");

        migrationBuilder.CreateTable("promotions_redemptions", t => new
        {
            Id = t.Column<Guid>(),
            PromotionId = t.Column<Guid>(),
            CodeId = t.Column<Guid>(nullable: true),
            OrderId = t.Column<Guid>(),
            EmailKey = t.Column<string>(maxLength: 260),
            CustomerKey = t.Column<string>(maxLength: 260, nullable: true),
            Amount = t.Column<long>(),
            HeldAt = t.Column<DateTime>(),
            State = t.Column<string>(maxLength: 20),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_promotions_redemptions", x => x.Id);
            t.ForeignKey("FK_promotions_redemptions_promotions_codes_CodeId", x => x.CodeId, "promotions_codes", "Id", onDelete: ReferentialAction.Restrict);
            t.ForeignKey("FK_promotions_redemptions_promotions_promotions_PromotionId", x => x.PromotionId, "promotions_promotions", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_promotions_redemptions_CodeId", "promotions_redemptions", "CodeId");
        migrationBuilder.CreateIndex("IX_promotions_redemptions_OrderId_PromotionId", "promotions_redemptions", ["OrderId", "PromotionId"], unique: true);
        migrationBuilder.CreateIndex("IX_promotions_redemptions_PromotionId", "promotions_redemptions", "PromotionId");

        migrationBuilder.CreateTable("catalog_past_prices", t => new
        {
            Id = t.Column<Guid>(),
            VariantId = t.Column<Guid>(),
            Price = t.Column<long>(),
            Until = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_catalog_past_prices", x => x.Id);
            t.ForeignKey("FK_catalog_past_prices_catalog_variants_VariantId", x => x.VariantId, "catalog_variants", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_catalog_past_prices_VariantId_Until", "catalog_past_prices", ["VariantId", "Until"]);

        migrationBuilder.AddColumn<DateTime>("ReducedAt", "catalog_variants", nullable: true);
        migrationBuilder.AddColumn<Guid>("ReducedBy", "catalog_variants", nullable: true);
        migrationBuilder.AddColumn<long>("ListPrice", "catalog_variants", nullable: true);
        migrationBuilder.AddColumn<long>("ListCompareAt", "catalog_variants", nullable: true);
        migrationBuilder.CreateIndex("IX_catalog_variants_ReducedBy", "catalog_variants", "ReducedBy");

        migrationBuilder.AddColumn<bool>("Draft_GiftWrap", "ordering_carts", nullable: true);
        migrationBuilder.AddColumn<string>("Draft_GiftMessage", "ordering_carts", maxLength: 300, nullable: true);
        migrationBuilder.AddColumn<long>("GiftWrap", "ordering_orders", nullable: true);
        migrationBuilder.AddColumn<string>("GiftMessage", "ordering_orders", maxLength: 300, nullable: true);
    }
}
