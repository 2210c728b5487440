using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Loyalty;

internal sealed class SimulationMapping : IEntityTypeConfiguration<SimulationRun>
{
    public void Configure(EntityTypeBuilder<SimulationRun> run)
    {
        run.ToTable("loyalty_simulations");
        run.Property(r => r.Kind).HasConversion<string>().HasMaxLength(10);
        run.Property(r => r.State).HasConversion<string>().HasMaxLength(10);
        run.Property(r => r.RequestedBy).HasMaxLength(Actor.NameMaxLength);
        run.Property(r => r.Error).HasMaxLength(SimulationRun.ErrorMaxLength);
        run.Ignore(r => r.IsOpen);
        run.Ignore(r => r.Percent);
        run.HasIndex(r => new { r.State, r.RequestedAt });
        run.HasIndex(r => new { r.RuleSetId, r.RequestedAt });
        run.HasOne<RuleSet>().WithMany().HasForeignKey(r => r.RuleSetId).OnDelete(DeleteBehavior.Cascade);
    }
}
