using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Customers;
using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Loyalty;

internal sealed class ReferralMapping : IEntityTypeConfiguration<Referral>
{
    public void Configure(EntityTypeBuilder<Referral> referral)
    {
        referral.ToTable("loyalty_referrals");
        referral.Ignore(r => r.IsDecided);
        referral.Property(r => r.FriendName).HasMaxLength(Referral.NameMaxLength);
        referral.Property(r => r.State).HasConversion<string>().HasMaxLength(10);
        referral.Property(r => r.Reason).HasMaxLength(Referral.ReasonMaxLength);
        referral.Property(r => r.DecidedBy).HasMaxLength(Actor.NameMaxLength);
        referral.Property(r => r.Decision).HasMaxLength(Referral.ReasonMaxLength);
        referral.HasIndex(r => r.FriendCustomerId).IsUnique(); // a friend is brought once
        referral.HasIndex(r => new { r.AdvocateId, r.JoinedAt });
        referral.HasIndex(r => r.State); // what is open, and what waits for staff
        referral.HasOne<Membership>().WithMany().HasForeignKey(r => r.AdvocateId).OnDelete(DeleteBehavior.Restrict);
        referral.HasOne<Customer>().WithMany().HasForeignKey(r => r.FriendCustomerId).OnDelete(DeleteBehavior.Restrict);
        referral.HasOne<RuleSet>().WithMany().HasForeignKey(r => r.RuleSetId).OnDelete(DeleteBehavior.Restrict);
        referral.HasOne<PromotionCode>().WithMany().HasForeignKey(r => r.VoucherCodeId).OnDelete(DeleteBehavior.Restrict);
    }
}
