using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Loyalty;

internal sealed class RewardMapping : IEntityTypeConfiguration<Reward>, IEntityTypeConfiguration<RewardClaim>
{
    public void Configure(EntityTypeBuilder<Reward> reward)
    {
        reward.ToTable("loyalty_rewards");
        reward.Property(r => r.Name).HasMaxLength(Reward.NameMaxLength);
        reward.Property(r => r.Words).HasMaxLength(Reward.WordsMaxLength);
        reward.Property(r => r.Place).HasMaxLength(Reward.PlaceMaxLength);
        reward.Property(r => r.Kind).HasConversion<string>().HasMaxLength(20);
        reward.Property(r => r.LowestTier).HasConversion<string>().HasMaxLength(10);
        reward.HasOne<Promotion>().WithMany().HasForeignKey(r => r.PromotionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<RewardClaim> claim)
    {
        claim.ToTable("loyalty_claims");
        claim.Property(c => c.Name).HasMaxLength(Reward.NameMaxLength);
        claim.Property(c => c.Kind).HasConversion<string>().HasMaxLength(20);
        claim.Property(c => c.State).HasConversion<string>().HasMaxLength(10);
        claim.Property(c => c.SettledBy).HasMaxLength(Actor.NameMaxLength);
        claim.Property(c => c.Note).HasMaxLength(RewardClaim.NoteMaxLength);
        claim.HasIndex(c => new { c.MemberId, c.Once }).IsUnique(); // pressed twice, taken once
        claim.HasIndex(c => c.TransactionId).IsUnique();
        claim.HasIndex(c => new { c.State, c.At }); // what waits for staff
        claim.HasOne<Reward>().WithMany().HasForeignKey(c => c.RewardId).OnDelete(DeleteBehavior.Restrict);
        claim.HasOne<Membership>().WithMany().HasForeignKey(c => c.MemberId).OnDelete(DeleteBehavior.Restrict);
        claim.HasOne<PointsAccount>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Restrict);
        claim.HasOne<PointsTransaction>().WithMany().HasForeignKey(c => c.TransactionId).OnDelete(DeleteBehavior.Restrict);
        claim.HasOne<PromotionCode>().WithMany().HasForeignKey(c => c.CodeId).OnDelete(DeleteBehavior.Restrict);
    }
}
