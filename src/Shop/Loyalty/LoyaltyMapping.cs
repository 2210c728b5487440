using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Customers;
using Shop.Kernel;

namespace Shop.Loyalty;

internal sealed class MembershipMapping : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> member)
    {
        member.ToTable("loyalty_members");
        member.Property(m => m.Number).HasMaxLength(Membership.NumberLength);
        member.Property(m => m.CardToken).HasMaxLength(Membership.CardTokenLength);
        member.Property(m => m.ReferralCode).HasMaxLength(Membership.ReferralCodeLength);
        member.Property(m => m.State).HasConversion<string>().HasMaxLength(10);
        member.Property(m => m.Tier).HasConversion<string>().HasMaxLength(10);
        member.HasIndex(m => m.CustomerId).IsUnique();
        member.HasIndex(m => m.Number).IsUnique();
        member.HasIndex(m => m.CardToken).IsUnique();
        member.HasIndex(m => m.ReferralCode).IsUnique();
        member.HasIndex(m => m.HouseholdId);
        member.HasIndex(m => m.MergedIntoId);
        member.HasIndex(m => m.TierValidUntil); // whose tier may end
        member.HasOne<Customer>().WithMany().HasForeignKey(m => m.CustomerId).OnDelete(DeleteBehavior.Restrict);
        member.HasOne<PointsAccount>().WithMany().HasForeignKey(m => m.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PointsAccountMapping : IEntityTypeConfiguration<PointsAccount>, IEntityTypeConfiguration<Lot>, IEntityTypeConfiguration<PointsTransaction>, IEntityTypeConfiguration<Reservation>
{
    public void Configure(EntityTypeBuilder<PointsAccount> account)
    {
        account.ToTable("loyalty_accounts");
        account.Property(a => a.LastHash).HasMaxLength(PointsTransaction.HashLength);
        account.HasMany(a => a.Lots).WithOne().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Restrict);
        account.HasMany(a => a.Journal).WithOne().HasForeignKey(t => t.AccountId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<Lot> lot)
    {
        lot.ToTable("loyalty_lots");
        lot.Ignore(l => l.IsPending);
        lot.Ignore(l => l.CreditsLeft);
        lot.HasIndex(l => l.AccountId);
        lot.HasIndex(l => l.MemberId); // what decides a tier, wherever the points are
        lot.HasIndex(l => new { l.AccountId, l.ExpiresAt }).HasFilter("\"Remaining\" > 0"); // what somebody has, however much they had
        lot.HasIndex(l => new { l.AccountId, l.DueAt }).HasFilter("\"Remaining\" > 0 AND \"ReleasedAt\" IS NULL"); // and what waits
        lot.HasIndex(l => l.OrderId);
        lot.HasIndex(l => new { l.ReleasedAt, l.DueAt }); // what becomes due
        lot.HasIndex(l => new { l.ExpiresAt, l.Remaining }); // what expires
    }

    public void Configure(EntityTypeBuilder<PointsTransaction> transaction)
    {
        transaction.ToTable("loyalty_transactions");
        transaction.Property(t => t.SourceKey).HasMaxLength(PointsTransaction.SourceKeyMaxLength);
        transaction.Property(t => t.Kind).HasConversion<string>().HasMaxLength(12);
        transaction.Property(t => t.ByKind).HasConversion<string>().HasMaxLength(10);
        transaction.Property(t => t.ByName).HasMaxLength(Actor.NameMaxLength);
        transaction.Property(t => t.Reason).HasMaxLength(PointsTransaction.ReasonMaxLength);
        transaction.Property(t => t.PreviousHash).HasMaxLength(PointsTransaction.HashLength);
        transaction.Property(t => t.Hash).HasMaxLength(PointsTransaction.HashLength);
        transaction.HasIndex(t => t.SourceKey).IsUnique(); // being told twice is harmless, even at the same instant
        transaction.HasIndex(t => new { t.AccountId, t.Number }).IsUnique();
        transaction.HasIndex(t => new { t.AccountId, t.At, t.Number, t.Moved }); // a stretch of a statement, and what it adds up to
        transaction.HasIndex(t => new { t.AccountId, t.Kind, t.At, t.Number, t.Moved }); // and of one kind
        transaction.HasIndex(t => new { t.At, t.Id }); // the desk's journal, and what figures count
        transaction.HasIndex(t => t.OrderId);
        transaction.HasIndex(t => t.MemberId);
        transaction.OwnsMany(t => t.Postings, posting =>
        {
            posting.ToTable("loyalty_postings");
            posting.WithOwner().HasForeignKey("TransactionId");
            posting.HasKey("TransactionId", nameof(Posting.Line));
            posting.Property(p => p.Line).ValueGeneratedNever();
            posting.Property(p => p.Book).HasConversion<string>().HasMaxLength(12);
            posting.Property(p => p.Unit).HasConversion<string>().HasMaxLength(8);
            posting.HasIndex(p => p.LotId);
        });
    }

    public void Configure(EntityTypeBuilder<Reservation> reservation)
    {
        reservation.ToTable("loyalty_reservations");
        reservation.Property(r => r.State).HasConversion<string>().HasMaxLength(10);
        reservation.HasIndex(r => r.AccountId);
        reservation.HasIndex(r => r.OrderId).IsUnique();
        reservation.HasIndex(r => new { r.AccountId, r.HeldAt }).HasFilter("\"State\" = 'Held'"); // what somebody has set aside, however much they spent
        reservation.HasOne<PointsAccount>().WithMany().HasForeignKey(r => r.AccountId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ClubNoticeMapping : IEntityTypeConfiguration<ClubNotice>
{
    public void Configure(EntityTypeBuilder<ClubNotice> notice)
    {
        notice.ToTable("loyalty_notices");
        notice.Property(n => n.Kind).HasConversion<string>().HasMaxLength(20);
        notice.Property(n => n.About).HasMaxLength(ClubNotice.AboutMaxLength);
        notice.HasIndex(n => new { n.MemberId, n.Kind, n.About }).IsUnique(); // of two who notice it at once, one tells
        notice.HasOne<Membership>().WithMany().HasForeignKey(n => n.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EarnedLineMapping : IEntityTypeConfiguration<EarnedLine>, IEntityTypeConfiguration<TierChange>, IEntityTypeConfiguration<LentTier>
{
    public void Configure(EntityTypeBuilder<LentTier> lent)
    {
        lent.ToTable("loyalty_lent_tiers");
        lent.Property(l => l.Tier).HasConversion<string>().HasMaxLength(10);
        lent.Property(l => l.Kind).HasConversion<string>().HasMaxLength(12);
        lent.Property(l => l.Reason).HasMaxLength(LentTier.ReasonMaxLength);
        lent.Property(l => l.ByName).HasMaxLength(Actor.NameMaxLength);
        lent.HasIndex(l => new { l.MemberId, l.From });
        lent.HasOne<Membership>().WithMany().HasForeignKey(l => l.MemberId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<EarnedLine> line)
    {
        line.ToTable("loyalty_earned_lines");
        line.HasKey(l => new { l.TransactionId, l.LineId });
        line.HasIndex(l => l.OrderId);
        line.HasOne<PointsTransaction>().WithMany().HasForeignKey(l => l.TransactionId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<TierChange> change)
    {
        change.ToTable("loyalty_tier_changes");
        change.Property(c => c.From).HasConversion<string>().HasMaxLength(10);
        change.Property(c => c.To).HasConversion<string>().HasMaxLength(10);
        change.Property(c => c.Reason).HasMaxLength(TierChange.ReasonMaxLength);
        change.HasIndex(c => new { c.MemberId, c.Number }).IsUnique();
        change.HasOne<Membership>().WithMany().HasForeignKey(c => c.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
