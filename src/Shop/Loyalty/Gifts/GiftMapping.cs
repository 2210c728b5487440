using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Loyalty;

internal sealed class GiftMapping : IEntityTypeConfiguration<PointsGift>
{
    public void Configure(EntityTypeBuilder<PointsGift> gift)
    {
        gift.ToTable("loyalty_gifts");
        gift.Property(g => g.Message).HasMaxLength(PointsGift.MessageMaxLength);
        gift.HasIndex(g => new { g.FromMemberId, g.Once }).IsUnique(); // pressed twice, given once
        gift.HasIndex(g => new { g.FromMemberId, g.At }); // how many today
        gift.HasOne<Membership>().WithMany().HasForeignKey(g => g.FromMemberId).OnDelete(DeleteBehavior.Restrict);
        gift.HasOne<Membership>().WithMany().HasForeignKey(g => g.ToMemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
