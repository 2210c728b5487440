using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

internal sealed class CartMapping : IEntityTypeConfiguration<Cart>
{
    public void Configure(EntityTypeBuilder<Cart> cart)
    {
        cart.ToTable("ordering_carts");
        cart.HasIndex(c => c.CustomerId).IsUnique(); // a customer has one cart, however many windows open it at once
        cart.HasIndex(c => c.ChangedAt);
        cart.OwnsMany(c => c.Items, item =>
        {
            item.ToTable("ordering_cart_items");
            item.WithOwner().HasForeignKey("CartId");
            item.HasKey(i => i.Id);
            item.HasIndex("CartId", nameof(CartItem.VariantId)).IsUnique();
        });
        cart.OwnsMany(c => c.Codes, code =>
        {
            code.ToTable("ordering_cart_codes");
            code.WithOwner().HasForeignKey("CartId");
            code.HasKey(c => c.Id);
            code.Property(c => c.Code).HasMaxLength(CartCode.MaxLength);
            code.HasIndex("CartId", nameof(CartCode.Code)).IsUnique();
        });
        cart.OwnsOne(c => c.Desk, desk =>
        {
            desk.Property(d => d.StaffName).HasMaxLength(Actor.NameMaxLength);
            desk.Property(d => d.PointsConsent).HasMaxLength(DeskOrder.ConsentMaxLength);
            desk.Property(d => d.Channel).HasConversion<string>().HasMaxLength(20);
            desk.HasIndex(d => d.StaffId); // the drafts at the desk
        });
        cart.OwnsOne(c => c.Draft, draft =>
        {
            draft.Property(d => d.GiftMessage).HasMaxLength(CheckoutDraft.GiftMessageMaxLength);
            draft.Property(d => d.Email).HasMaxLength(CheckoutDraft.EmailMaxLength);
            draft.Property(d => d.Phone).HasMaxLength(CheckoutDraft.PhoneMaxLength);
            draft.Property(d => d.DeliveryMethod).HasMaxLength(CheckoutDraft.MethodMaxLength);
            draft.Property(d => d.PickUpPointId).HasMaxLength(CheckoutDraft.MethodMaxLength);
            draft.Property(d => d.Note).HasMaxLength(CheckoutDraft.NoteMaxLength);
            draft.OwnsOne(d => d.Delivery, AddressMapping.Configure);
            draft.OwnsOne(d => d.Billing, AddressMapping.Configure);
            draft.Navigation(d => d.Delivery).IsRequired();
        });
        cart.Navigation(c => c.Draft).IsRequired();
    }
}

internal sealed class OrderMapping : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> order)
    {
        order.ToTable("ordering_orders");
        order.Property(o => o.JoinsClub).HasDefaultValue(false); // orders of before this was asked
        order.Property(o => o.Number).HasMaxLength(Order.NumberMaxLength);
        order.Property(o => o.Email).HasMaxLength(CheckoutDraft.EmailMaxLength);
        order.Property(o => o.Phone).HasMaxLength(CheckoutDraft.PhoneMaxLength);
        order.Property(o => o.Note).HasMaxLength(CheckoutDraft.NoteMaxLength);
        order.Property(o => o.Currency).HasMaxLength(Order.CurrencyLength);
        order.Property(o => o.DeliveryMethod).HasMaxLength(CheckoutDraft.MethodMaxLength);
        order.Property(o => o.Token).HasMaxLength(Order.TokenLength);
        order.Property(o => o.PickUpPoint).HasMaxLength(PickUpPoint.TextMaxLength);
        order.Property(o => o.GiftMessage).HasMaxLength(CheckoutDraft.GiftMessageMaxLength);
        order.Property(o => o.InvoiceNumber).HasMaxLength(Order.InvoiceNumberMaxLength);
        order.Property(o => o.Channel).HasConversion<string>().HasMaxLength(20);
        order.Property(o => o.State).HasConversion<string>().HasMaxLength(20);
        order.Property(o => o.Payment).HasConversion<string>().HasMaxLength(20);
        order.Property(o => o.DeliveryState).HasConversion<string>().HasMaxLength(20);
        order.OwnsOne(o => o.Delivery, AddressMapping.Configure);
        order.OwnsOne(o => o.Billing, AddressMapping.Configure);
        order.Navigation(o => o.Delivery).IsRequired();
        order.HasIndex(o => o.Number).IsUnique();
        order.HasIndex(o => o.Token).IsUnique();
        order.HasIndex(o => new { o.CartId, o.CartVersion }).IsUnique(); // the last word on “one order of one cart”
        order.HasIndex(o => o.InvoiceNumber).IsUnique();
        order.HasIndex(o => new { o.CustomerId, o.PlacedAt });
        order.HasIndex(o => new { o.State, o.CustomerId, o.PlacedAt }); // who bought, and who bought again
        order.HasIndex(o => o.Email);
        order.HasIndex(o => new { o.PlacedAt, o.Id }); // the order of every list: with the id, SQLite walks it and stops instead of sorting all it finds
        order.HasIndex(o => new { o.DeliveryState, o.PlacedAt, o.Id });
        order.HasIndex(o => o.PayBy);
        order.HasIndex(o => o.PromisedFrom);
        order.HasIndex(o => new { o.State, o.DeliveryState, o.PromisedFrom }); // what is to be packed and sent, in its order
        order.HasIndex(o => new { o.Total, o.Id }); // how staff sort
        order.HasIndex(o => new { o.State, o.Payment, o.DeliveryState }); // what staff and jobs look for

        order.OwnsMany(o => o.Lines, line =>
        {
            line.ToTable("ordering_order_lines");
            line.WithOwner().HasForeignKey("OrderId");
            line.HasKey(l => l.Id);
            line.Property(l => l.Sku).HasMaxLength(OrderLine.SkuMaxLength);
            line.Property(l => l.Name).HasMaxLength(OrderLine.NameMaxLength);
            line.Property(l => l.VariantName).HasMaxLength(OrderLine.VariantNameMaxLength);
            line.Property(l => l.PictureFile).HasMaxLength(200);
            line.HasIndex(l => l.ProductId);
            line.HasIndex(l => l.PictureFile); // what orders show is not thrown away
        });
        order.OwnsMany(o => o.Reductions, reduction =>
        {
            reduction.ToTable("ordering_order_reductions");
            reduction.WithOwner().HasForeignKey("OrderId");
            reduction.HasKey(r => r.Id);
            reduction.Property(r => r.Name).HasMaxLength(OrderReduction.NameMaxLength);
            reduction.Property(r => r.Code).HasMaxLength(OrderReduction.CodeMaxLength);
            reduction.Ignore(r => r.Title);
        });
        order.OwnsMany(o => o.Timeline, entry =>
        {
            entry.ToTable("ordering_order_timeline");
            entry.WithOwner().HasForeignKey("OrderId");
            entry.HasKey(e => e.Id);
            entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(20);
            entry.Property(e => e.ByKind).HasConversion<string>().HasMaxLength(20);
            entry.Property(e => e.Text).HasMaxLength(TimelineEntry.TextMaxLength);
            entry.Property(e => e.ByName).HasMaxLength(Actor.NameMaxLength);
        });
    }
}

internal sealed class ShipmentMapping : IEntityTypeConfiguration<Shipment>
{
    public void Configure(EntityTypeBuilder<Shipment> shipment)
    {
        shipment.ToTable("ordering_shipments");
        shipment.Property(s => s.Carrier).HasMaxLength(Shipment.CarrierMaxLength);
        shipment.Property(s => s.TrackingNumber).HasMaxLength(Shipment.TrackingMaxLength);
        shipment.HasIndex(s => s.OrderId);
        shipment.HasOne<Order>().WithMany().HasForeignKey(s => s.OrderId).OnDelete(DeleteBehavior.Restrict);
        shipment.OwnsMany(s => s.Items, item =>
        {
            item.ToTable("ordering_shipment_items");
            item.WithOwner().HasForeignKey("ShipmentId");
            item.HasKey(i => i.Id);
        });
    }
}

internal sealed class ReturnMapping : IEntityTypeConfiguration<Return>
{
    public void Configure(EntityTypeBuilder<Return> made)
    {
        made.ToTable("ordering_returns");
        made.Property(r => r.Number).HasMaxLength(Return.NumberMaxLength);
        made.Property(r => r.Reason).HasMaxLength(Return.ReasonMaxLength);
        made.HasIndex(r => r.Number).IsUnique();
        made.HasIndex(r => r.OrderId);
        made.HasIndex(r => r.CustomerId);
        made.HasOne<Order>().WithMany().HasForeignKey(r => r.OrderId).OnDelete(DeleteBehavior.Restrict);
        made.OwnsMany(r => r.Lines, line =>
        {
            line.ToTable("ordering_return_lines");
            line.WithOwner().HasForeignKey("ReturnId");
            line.HasKey(l => l.Id);
            line.Property(l => l.Name).HasMaxLength(OrderLine.NameMaxLength);
        });
    }
}

internal sealed class ReturnRequestMapping : IEntityTypeConfiguration<ReturnRequest>
{
    public void Configure(EntityTypeBuilder<ReturnRequest> request)
    {
        request.ToTable("ordering_return_requests");
        request.Property(r => r.Number).HasMaxLength(Return.NumberMaxLength);
        request.Property(r => r.Comment).HasMaxLength(ReturnRequest.TextMaxLength);
        request.Property(r => r.Answer).HasMaxLength(ReturnRequest.TextMaxLength);
        request.Property(r => r.AnsweredBy).HasMaxLength(Actor.NameMaxLength);
        request.Property(r => r.State).HasConversion<string>().HasMaxLength(12);
        request.HasIndex(r => r.Number).IsUnique();
        request.HasIndex(r => r.OrderId);
        request.HasIndex(r => r.CustomerId);
        request.HasIndex(r => new { r.State, r.RequestedAt });
        request.HasOne<Order>().WithMany().HasForeignKey(r => r.OrderId).OnDelete(DeleteBehavior.Restrict);
        request.OwnsMany(r => r.Lines, line =>
        {
            line.ToTable("ordering_return_pieces");
            line.WithOwner().HasForeignKey("RequestId");
            line.HasKey(l => l.Id);
            line.Property(l => l.Name).HasMaxLength(OrderLine.NameMaxLength);
            line.Property(l => l.VariantName).HasMaxLength(OrderLine.VariantNameMaxLength);
            line.Property(l => l.Reason).HasConversion<string>().HasMaxLength(16);
            line.Property(l => l.RefusedBecause).HasMaxLength(ReturnRequest.TextMaxLength);
            line.Property(l => l.Grade).HasConversion<string>().HasMaxLength(8);
        });
    }
}

internal sealed class PaymentAttemptMapping : IEntityTypeConfiguration<PaymentAttempt>
{
    public void Configure(EntityTypeBuilder<PaymentAttempt> attempt)
    {
        attempt.ToTable("ordering_payment_attempts");
        attempt.Property(a => a.Provider).HasMaxLength(PaymentAttempt.ProviderMaxLength);
        attempt.Property(a => a.Currency).HasMaxLength(Order.CurrencyLength);
        attempt.Property(a => a.IdempotencyKey).HasMaxLength(PaymentAttempt.KeyMaxLength);
        attempt.Property(a => a.ReturnUrl).HasMaxLength(PaymentAttempt.TextMaxLength);
        attempt.Property(a => a.IntentId).HasMaxLength(PaymentAttempt.IntentMaxLength);
        attempt.Property(a => a.PayUrl).HasMaxLength(PaymentAttempt.TextMaxLength);
        attempt.Property(a => a.State).HasConversion<string>().HasMaxLength(20);
        attempt.Property(a => a.Fingerprint).HasMaxLength(PaymentAttempt.FingerprintMaxLength);
        attempt.Property(a => a.FailureReason).HasMaxLength(PaymentAttempt.TextMaxLength);
        attempt.HasIndex(a => a.IdempotencyKey).IsUnique();
        attempt.HasIndex(a => a.IntentId).IsUnique();
        attempt.HasIndex(a => a.OrderId);
        attempt.HasOne<Order>().WithMany().HasForeignKey(a => a.OrderId).OnDelete(DeleteBehavior.Restrict);
    }
}
