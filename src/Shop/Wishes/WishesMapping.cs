using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Catalog;
using Shop.Customers;
using Shop.Kernel;

namespace Shop.Wishes;

internal sealed class WishlistMapping : IEntityTypeConfiguration<Wishlist>
{
    public void Configure(EntityTypeBuilder<Wishlist> list)
    {
        list.ToTable("wishes_lists");
        list.Property(l => l.Print).HasMaxLength(Secret.PrintLength);
        list.Property(l => l.Name).HasMaxLength(Wishlist.NameMaxLength);
        list.Property(l => l.NameKey).HasMaxLength(Wishlist.NameMaxLength);
        list.Property(l => l.ShareToken).HasMaxLength(Wishlist.ShareTokenLength);
        list.Property(l => l.SharedAs).HasMaxLength(Wishlist.NameMaxLength);
        list.HasIndex(l => new { l.CustomerId, l.NameKey }).IsUnique(); // also: a first list is opened once, however many windows do it
        list.HasIndex(l => l.Print).IsUnique();
        list.HasIndex(l => l.ShareToken).IsUnique();
        list.HasIndex(l => l.ChangedAt);
        list.HasOne<Customer>().WithMany().HasForeignKey(l => l.CustomerId).OnDelete(DeleteBehavior.Cascade);
        list.OwnsMany(l => l.Items, item =>
        {
            item.ToTable("wishes_list_items");
            item.WithOwner().HasForeignKey("ListId");
            item.HasKey(i => i.Id);
            item.Property(i => i.Name).HasMaxLength(Product.NameMaxLength);
            item.Property(i => i.Note).HasMaxLength(WishlistItem.NoteMaxLength);
            item.HasIndex("ListId", nameof(WishlistItem.ProductId), nameof(WishlistItem.VariantId)).IsUnique();
        });
    }
}

internal sealed class StockNoticeMapping : IEntityTypeConfiguration<StockNotice>
{
    public void Configure(EntityTypeBuilder<StockNotice> notice)
    {
        notice.ToTable("wishes_stock_notices");
        notice.Property(n => n.Email).HasMaxLength(EmailAddress.MaxLength);
        notice.Property(n => n.Token).HasMaxLength(StockNotice.TokenLength);
        notice.HasIndex(n => n.Token).IsUnique();
        notice.HasIndex(n => new { n.VariantId, n.Email }).IsUnique(); // a mailbox waits for an article once
        notice.HasIndex(n => new { n.Email, n.AskedAt });
        notice.HasIndex(n => n.CustomerId);
        notice.HasIndex(n => n.ExpiresAt);
        notice.HasOne<Customer>().WithMany().HasForeignKey(n => n.CustomerId).OnDelete(DeleteBehavior.Cascade);
    }
}
