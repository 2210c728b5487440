using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Loyalty;

internal sealed class HouseholdMapping : IEntityTypeConfiguration<Household>, IEntityTypeConfiguration<HouseholdSeat>
{
    public void Configure(EntityTypeBuilder<Household> household)
    {
        household.ToTable("loyalty_households");
        household.Property(h => h.Name).HasMaxLength(Household.NameMaxLength);
        household.HasOne<Membership>().WithMany().HasForeignKey(h => h.OwnerId).OnDelete(DeleteBehavior.Restrict);
        household.HasOne<PointsAccount>().WithMany().HasForeignKey(h => h.AccountId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<HouseholdSeat> seat)
    {
        seat.ToTable("loyalty_household_seats");
        seat.Property(s => s.State).HasConversion<string>().HasMaxLength(10);
        seat.HasIndex(s => s.MemberId).IsUnique().HasFilter("\"State\" = 'In'"); // nobody is in two, even at the same instant
        seat.HasOne<Household>().WithMany().HasForeignKey(s => s.HouseholdId).OnDelete(DeleteBehavior.Restrict);
        seat.HasOne<Membership>().WithMany().HasForeignKey(s => s.MemberId).OnDelete(DeleteBehavior.Restrict);
    }
}
