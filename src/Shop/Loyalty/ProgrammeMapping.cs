using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Loyalty;

internal sealed class ProgrammeMapping : IEntityTypeConfiguration<Programme>, IEntityTypeConfiguration<RuleSet>
{
    public void Configure(EntityTypeBuilder<Programme> programme)
    {
        programme.ToTable("loyalty_programmes");
        programme.Property(p => p.Name).HasMaxLength(Programme.NameMaxLength);
        programme.Property(p => p.PointWord).HasMaxLength(Programme.WordMaxLength);
        programme.Property(p => p.PointsWord).HasMaxLength(Programme.WordMaxLength);
        programme.Property(p => p.Zone).HasMaxLength(Programme.ZoneMaxLength);
    }

    public void Configure(EntityTypeBuilder<RuleSet> rules)
    {
        rules.ToTable("loyalty_rule_sets");
        rules.Property(r => r.Name).HasMaxLength(RuleSet.NameMaxLength);
        rules.Property(r => r.State).HasConversion<string>().HasMaxLength(10);
        rules.Property(r => r.PublishedBy).HasMaxLength(Actor.NameMaxLength);
        rules.Property(r => r.ChangedBy).HasMaxLength(Actor.NameMaxLength);
        rules.Property(r => r.Notice).HasConversion<string>().HasMaxLength(10);
        rules.Property(r => r.NoticeText).HasMaxLength(RuleSet.NoticeMaxLength);
        rules.Ignore(r => r.Rules);
        rules.HasIndex(r => new { r.ProgrammeId, r.Number }).IsUnique(); // of two who publish at once, one is next
        rules.HasOne<Programme>().WithMany().HasForeignKey(r => r.ProgrammeId).OnDelete(DeleteBehavior.Restrict);
    }
}
