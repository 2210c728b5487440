using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Shop.Data.Migrations;

/// <summary>Written by hand, once, for both databases: no column types, so each provider picks its own.</summary>
[DbContext(typeof(ShopDb)), Migration("0006_Ordering")]
public sealed class M0006Ordering : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("ordering_carts", t => new
        {
            Id = t.Column<Guid>(),
            CustomerId = t.Column<Guid>(nullable: true),
            ChangedAt = t.Column<DateTime>(),
            OrderId = t.Column<Guid>(nullable: true),
            Draft_Email = t.Column<string>(maxLength: 254, nullable: true),
            Draft_Phone = t.Column<string>(maxLength: 30, nullable: true),
            Draft_Delivery_Name = t.Column<string>(maxLength: 120),
            Draft_Delivery_Company = t.Column<string>(maxLength: 120, nullable: true),
            Draft_Delivery_Line1 = t.Column<string>(maxLength: 120),
            Draft_Delivery_Line2 = t.Column<string>(maxLength: 120, nullable: true),
            Draft_Delivery_Postcode = t.Column<string>(maxLength: 16),
            Draft_Delivery_City = t.Column<string>(maxLength: 80),
            Draft_Delivery_Region = t.Column<string>(maxLength: 80, nullable: true),
            Draft_Delivery_Country = t.Column<string>(maxLength: 2),
            Draft_Billing_Name = t.Column<string>(maxLength: 120, nullable: true),
            Draft_Billing_Company = t.Column<string>(maxLength: 120, nullable: true),
            Draft_Billing_Line1 = t.Column<string>(maxLength: 120, nullable: true),
            Draft_Billing_Line2 = t.Column<string>(maxLength: 120, nullable: true),
            Draft_Billing_Postcode = t.Column<string>(maxLength: 16, nullable: true),
            Draft_Billing_City = t.Column<string>(maxLength: 80, nullable: true),
            Draft_Billing_Region = t.Column<string>(maxLength: 80, nullable: true),
            Draft_Billing_Country = t.Column<string>(maxLength: 2, nullable: true),
            Draft_DeliveryMethod = t.Column<string>(maxLength: 40, nullable: true),
            Draft_PickUpPointId = t.Column<string>(maxLength: 40, nullable: true),
            Draft_Note = t.Column<string>(maxLength: 500, nullable: true),
            Draft_PaymentSeen = t.Column<bool>(),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_ordering_carts", x => x.Id));
        migrationBuilder.CreateIndex("IX_ordering_carts_ChangedAt", "ordering_carts", "ChangedAt");
        migrationBuilder.CreateIndex("IX_ordering_carts_CustomerId", "ordering_carts", "CustomerId", unique: true);

        migrationBuilder.CreateTable("ordering_number_series", t => new
        {
            Name = t.Column<string>(maxLength: 40),
            Last = t.Column<long>(),
        }, constraints: t => t.PrimaryKey("PK_ordering_number_series", x => x.Name));

        migrationBuilder.CreateTable("ordering_orders", t => new
        {
            Id = t.Column<Guid>(),
            Number = t.Column<string>(maxLength: 24),
            Token = t.Column<string>(maxLength: 32),
            CustomerId = t.Column<Guid>(nullable: true),
            CartId = t.Column<Guid>(nullable: true),
            CartVersion = t.Column<int>(nullable: true),
            Channel = t.Column<string>(maxLength: 20),
            Email = t.Column<string>(maxLength: 254),
            Phone = t.Column<string>(maxLength: 30, nullable: true),
            Delivery_Name = t.Column<string>(maxLength: 120),
            Delivery_Company = t.Column<string>(maxLength: 120, nullable: true),
            Delivery_Line1 = t.Column<string>(maxLength: 120),
            Delivery_Line2 = t.Column<string>(maxLength: 120, nullable: true),
            Delivery_Postcode = t.Column<string>(maxLength: 16),
            Delivery_City = t.Column<string>(maxLength: 80),
            Delivery_Region = t.Column<string>(maxLength: 80, nullable: true),
            Delivery_Country = t.Column<string>(maxLength: 2),
            Billing_Name = t.Column<string>(maxLength: 120, nullable: true),
            Billing_Company = t.Column<string>(maxLength: 120, nullable: true),
            Billing_Line1 = t.Column<string>(maxLength: 120, nullable: true),
            Billing_Line2 = t.Column<string>(maxLength: 120, nullable: true),
            Billing_Postcode = t.Column<string>(maxLength: 16, nullable: true),
            Billing_City = t.Column<string>(maxLength: 80, nullable: true),
            Billing_Region = t.Column<string>(maxLength: 80, nullable: true),
            Billing_Country = t.Column<string>(maxLength: 2, nullable: true),
            Note = t.Column<string>(maxLength: 500, nullable: true),
            Currency = t.Column<string>(maxLength: 3),
            Goods = t.Column<long>(),
            Discount = t.Column<long>(),
            DeliveryPrice = t.Column<long>(),
            Vat = t.Column<long>(),
            Total = t.Column<long>(),
            Captured = t.Column<long>(),
            Refunded = t.Column<long>(),
            DeliveryMethod = t.Column<string>(maxLength: 40),
            DeliveryVatBasisPoints = t.Column<int>(),
            PromisedFrom = t.Column<DateOnly>(nullable: true),
            PromisedTo = t.Column<DateOnly>(nullable: true),
            PickUpPoint = t.Column<string>(maxLength: 200, nullable: true),
            InvoiceNumber = t.Column<string>(maxLength: 24, nullable: true),
            State = t.Column<string>(maxLength: 20),
            Payment = t.Column<string>(maxLength: 20),
            DeliveryState = t.Column<string>(maxLength: 20),
            PlacedAt = t.Column<DateTime>(),
            PaidAt = t.Column<DateTime>(nullable: true),
            ShippedAt = t.Column<DateTime>(nullable: true),
            DeliveredAt = t.Column<DateTime>(nullable: true),
            CancelledAt = t.Column<DateTime>(nullable: true),
            PayBy = t.Column<DateTime>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_ordering_orders", x => x.Id));
        migrationBuilder.CreateIndex("IX_ordering_orders_CartId_CartVersion", "ordering_orders", ["CartId", "CartVersion"], unique: true);
        migrationBuilder.CreateIndex("IX_ordering_orders_CustomerId_PlacedAt", "ordering_orders", ["CustomerId", "PlacedAt"]);
        migrationBuilder.CreateIndex("IX_ordering_orders_Email", "ordering_orders", "Email");
        migrationBuilder.CreateIndex("IX_ordering_orders_InvoiceNumber", "ordering_orders", "InvoiceNumber", unique: true);
        migrationBuilder.CreateIndex("IX_ordering_orders_Number", "ordering_orders", "Number", unique: true);
        migrationBuilder.CreateIndex("IX_ordering_orders_PayBy", "ordering_orders", "PayBy");
        migrationBuilder.CreateIndex("IX_ordering_orders_PlacedAt", "ordering_orders", "PlacedAt");
        migrationBuilder.CreateIndex("IX_ordering_orders_State_Payment_DeliveryState", "ordering_orders", ["State", "Payment", "DeliveryState"]);
        migrationBuilder.CreateIndex("IX_ordering_orders_Token", "ordering_orders", "Token", unique: true);

        migrationBuilder.CreateTable("ordering_cart_items", t => new
        {
            Id = t.Column<Guid>(),
            VariantId = t.Column<Guid>(),
            Quantity = t.Column<int>(),
            PriceSeen = t.Column<long>(),
            AddedAt = t.Column<DateTime>(),
            CartId = t.Column<Guid>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ordering_cart_items", x => x.Id);
            t.ForeignKey("FK_ordering_cart_items_ordering_carts_CartId", x => x.CartId, "ordering_carts", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_ordering_cart_items_CartId_VariantId", "ordering_cart_items", ["CartId", "VariantId"], unique: true);

        migrationBuilder.CreateTable("ordering_order_lines", t => new
        {
            Id = t.Column<Guid>(),
            ProductId = t.Column<Guid>(nullable: true),
            VariantId = t.Column<Guid>(nullable: true),
            Sku = t.Column<string>(maxLength: 60),
            Name = t.Column<string>(maxLength: 250),
            VariantName = t.Column<string>(maxLength: 200, nullable: true),
            PictureFile = t.Column<string>(maxLength: 200, nullable: true),
            Quantity = t.Column<int>(),
            UnitPrice = t.Column<long>(),
            Discount = t.Column<long>(),
            VatBasisPoints = t.Column<int>(),
            Vat = t.Column<long>(),
            Position = t.Column<int>(),
            Returned = t.Column<int>(),
            Total = t.Column<long>(),
            OrderId = t.Column<Guid>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ordering_order_lines", x => x.Id);
            t.ForeignKey("FK_ordering_order_lines_ordering_orders_OrderId", x => x.OrderId, "ordering_orders", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_ordering_order_lines_OrderId", "ordering_order_lines", "OrderId");
        migrationBuilder.CreateIndex("IX_ordering_order_lines_ProductId", "ordering_order_lines", "ProductId");

        migrationBuilder.CreateTable("ordering_order_timeline", t => new
        {
            Id = t.Column<Guid>(),
            At = t.Column<DateTime>(),
            Kind = t.Column<string>(maxLength: 20),
            Text = t.Column<string>(maxLength: 500),
            ByKind = t.Column<string>(maxLength: 20),
            ById = t.Column<Guid>(nullable: true),
            ByName = t.Column<string>(maxLength: 200),
            OrderId = t.Column<Guid>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ordering_order_timeline", x => x.Id);
            t.ForeignKey("FK_ordering_order_timeline_ordering_orders_OrderId", x => x.OrderId, "ordering_orders", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_ordering_order_timeline_OrderId", "ordering_order_timeline", "OrderId");

        migrationBuilder.CreateTable("ordering_payment_attempts", t => new
        {
            Id = t.Column<Guid>(),
            OrderId = t.Column<Guid>(),
            Provider = t.Column<string>(maxLength: 20),
            Amount = t.Column<long>(),
            Currency = t.Column<string>(maxLength: 3),
            IdempotencyKey = t.Column<string>(maxLength: 120),
            ReturnUrl = t.Column<string>(maxLength: 500),
            IntentId = t.Column<string>(maxLength: 120, nullable: true),
            PayUrl = t.Column<string>(maxLength: 500, nullable: true),
            State = t.Column<string>(maxLength: 20),
            FailureReason = t.Column<string>(maxLength: 500, nullable: true),
            StartedAt = t.Column<DateTime>(),
            ChangedAt = t.Column<DateTime>(),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ordering_payment_attempts", x => x.Id);
            t.ForeignKey("FK_ordering_payment_attempts_ordering_orders_OrderId", x => x.OrderId, "ordering_orders", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_ordering_payment_attempts_IdempotencyKey", "ordering_payment_attempts", "IdempotencyKey", unique: true);
        migrationBuilder.CreateIndex("IX_ordering_payment_attempts_IntentId", "ordering_payment_attempts", "IntentId", unique: true);
        migrationBuilder.CreateIndex("IX_ordering_payment_attempts_OrderId", "ordering_payment_attempts", "OrderId");

        migrationBuilder.CreateTable("ordering_returns", t => new
        {
            Id = t.Column<Guid>(),
            OrderId = t.Column<Guid>(nullable: true),
            CustomerId = t.Column<Guid>(nullable: true),
            Number = t.Column<string>(maxLength: 24),
            Reason = t.Column<string>(maxLength: 200),
            At = t.Column<DateTime>(),
            Refund = t.Column<long>(),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ordering_returns", x => x.Id);
            t.ForeignKey("FK_ordering_returns_ordering_orders_OrderId", x => x.OrderId, "ordering_orders", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_ordering_returns_CustomerId", "ordering_returns", "CustomerId");
        migrationBuilder.CreateIndex("IX_ordering_returns_Number", "ordering_returns", "Number", unique: true);
        migrationBuilder.CreateIndex("IX_ordering_returns_OrderId", "ordering_returns", "OrderId");

        migrationBuilder.CreateTable("ordering_shipments", t => new
        {
            Id = t.Column<Guid>(),
            OrderId = t.Column<Guid>(),
            Carrier = t.Column<string>(maxLength: 60),
            TrackingNumber = t.Column<string>(maxLength: 60, nullable: true),
            ShippedAt = t.Column<DateTime>(),
            DeliveredAt = t.Column<DateTime>(nullable: true),
            ExpectedFrom = t.Column<DateOnly>(nullable: true),
            ExpectedTo = t.Column<DateOnly>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ordering_shipments", x => x.Id);
            t.ForeignKey("FK_ordering_shipments_ordering_orders_OrderId", x => x.OrderId, "ordering_orders", "Id", onDelete: ReferentialAction.Restrict);
        });
        migrationBuilder.CreateIndex("IX_ordering_shipments_OrderId", "ordering_shipments", "OrderId");

        migrationBuilder.CreateTable("ordering_return_lines", t => new
        {
            Id = t.Column<Guid>(),
            OrderLineId = t.Column<Guid>(nullable: true),
            ProductId = t.Column<Guid>(nullable: true),
            VariantId = t.Column<Guid>(nullable: true),
            Name = t.Column<string>(maxLength: 250),
            Quantity = t.Column<int>(),
            Amount = t.Column<long>(),
            ReturnId = t.Column<Guid>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ordering_return_lines", x => x.Id);
            t.ForeignKey("FK_ordering_return_lines_ordering_returns_ReturnId", x => x.ReturnId, "ordering_returns", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_ordering_return_lines_ReturnId", "ordering_return_lines", "ReturnId");

        migrationBuilder.CreateTable("ordering_shipment_items", t => new
        {
            Id = t.Column<Guid>(),
            OrderLineId = t.Column<Guid>(),
            Quantity = t.Column<int>(),
            ShipmentId = t.Column<Guid>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_ordering_shipment_items", x => x.Id);
            t.ForeignKey("FK_ordering_shipment_items_ordering_shipments_ShipmentId", x => x.ShipmentId, "ordering_shipments", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_ordering_shipment_items_ShipmentId", "ordering_shipment_items", "ShipmentId");
    }
}
