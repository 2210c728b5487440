using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Promotions;

internal sealed class PromotionMapping : IEntityTypeConfiguration<Promotion>
{
    public void Configure(EntityTypeBuilder<Promotion> promotion)
    {
        promotion.ToTable("promotions_promotions");
        promotion.Property(p => p.Name).HasMaxLength(Promotion.NameMaxLength);
        promotion.Property(p => p.Announcement).HasMaxLength(Promotion.AnnouncementMaxLength);
        promotion.Property(p => p.Kind).HasConversion<string>().HasMaxLength(20);
        promotion.Ignore(p => p.LowersPrices);
        promotion.HasIndex(p => new { p.NeedsCode, p.EndsAt });
        promotion.OwnsMany(p => p.Targets, target =>
        {
            target.ToTable("promotions_targets");
            target.WithOwner().HasForeignKey("PromotionId");
            target.HasKey(t => t.Id);
            target.Property(t => t.Kind).HasConversion<string>().HasMaxLength(20);
            target.Ignore(t => t.Said);
        });
    }
}

internal sealed class PromotionCodeMapping : IEntityTypeConfiguration<PromotionCode>
{
    public void Configure(EntityTypeBuilder<PromotionCode> code)
    {
        code.ToTable("promotions_codes");
        code.Property(c => c.Code).HasMaxLength(PromotionCode.MaxLength);
        code.HasIndex(c => c.Code).IsUnique();
        code.HasOne<Promotion>().WithMany().HasForeignKey(c => c.PromotionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RedemptionMapping : IEntityTypeConfiguration<Redemption>, IEntityTypeConfiguration<CustomerUse>
{
    public void Configure(EntityTypeBuilder<Redemption> redemption)
    {
        redemption.ToTable("promotions_redemptions");
        redemption.Property(r => r.EmailKey).HasMaxLength(Redemption.KeyMaxLength);
        redemption.Property(r => r.CustomerKey).HasMaxLength(Redemption.KeyMaxLength);
        redemption.Property(r => r.State).HasConversion<string>().HasMaxLength(20);
        redemption.HasIndex(r => new { r.OrderId, r.PromotionId }).IsUnique(); // an order uses a promotion once, however often it is told to
        redemption.HasOne<Promotion>().WithMany().HasForeignKey(r => r.PromotionId).OnDelete(DeleteBehavior.Restrict);
        redemption.HasOne<PromotionCode>().WithMany().HasForeignKey(r => r.CodeId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CustomerUse> use)
    {
        use.ToTable("promotions_customer_uses");
        use.HasKey(u => new { u.PromotionId, u.Key });
        use.Property(u => u.Key).HasMaxLength(Redemption.KeyMaxLength);
        use.HasOne<Promotion>().WithMany().HasForeignKey(u => u.PromotionId).OnDelete(DeleteBehavior.Restrict);
    }
}
