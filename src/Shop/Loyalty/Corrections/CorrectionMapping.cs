using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Loyalty;

internal sealed class CorrectionMapping : IEntityTypeConfiguration<Correction>, IEntityTypeConfiguration<CorrectionLimit>, IEntityTypeConfiguration<CorrectionDay>
{
    public void Configure(EntityTypeBuilder<Correction> correction)
    {
        correction.ToTable("loyalty_corrections");
        correction.Ignore(c => c.SourceKey);
        correction.Property(c => c.Kind).HasConversion<string>().HasMaxLength(12);
        correction.Property(c => c.State).HasConversion<string>().HasMaxLength(12);
        correction.Property(c => c.Tier).HasConversion<string>().HasMaxLength(10);
        correction.Property(c => c.Grant).HasConversion<string>().HasMaxLength(12);
        correction.Property(c => c.Words).HasMaxLength(Correction.WordsMaxLength);
        correction.Property(c => c.Note).HasMaxLength(Correction.NoteMaxLength);
        correction.Property(c => c.Answer).HasMaxLength(Correction.NoteMaxLength);
        correction.Property(c => c.Beyond).HasMaxLength(Correction.NoteMaxLength);
        correction.Property(c => c.AskedBy).HasMaxLength(Actor.NameMaxLength);
        correction.Property(c => c.DecidedBy).HasMaxLength(Actor.NameMaxLength);
        correction.HasIndex(c => new { c.State, c.AskedAt });
        correction.HasIndex(c => new { c.MemberId, c.AskedAt });
        correction.HasOne<Membership>().WithMany().HasForeignKey(c => c.MemberId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CorrectionLimit> limit)
    {
        limit.ToTable("loyalty_correction_limits");
        limit.HasKey(l => l.Role);
        limit.Property(l => l.Role).HasMaxLength(CorrectionLimit.RoleMaxLength);
        limit.Property(l => l.HighestTier).HasConversion<string>().HasMaxLength(10);
    }

    public void Configure(EntityTypeBuilder<CorrectionDay> day)
    {
        day.ToTable("loyalty_correction_days");
        day.HasKey(d => new { d.PersonId, d.Day });
    }
}
