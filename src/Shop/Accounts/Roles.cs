using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Accounts;

/// <summary>What a person may be beside a customer, who needs no role.</summary>
public static class Roles
{
    public const string Staff = "Staff";
    public const string Manager = "Manager";
    public const string Packer = "Packer";
    public const string Support = "Support";
    public const string Bookkeeper = "Bookkeeper";

    /// <summary>May do everything, and nobody can change that.</summary>
    public const string Administrator = "Administrator";

    public const int NameMaxLength = 60;

    /// <summary>Whoever has a role works in the back office: their passwords are longer and their sessions shorter.</summary>
    public static bool AreStaff(IEnumerable<string> roles) => roles.Any();
}

internal sealed class RoleMapping : IEntityTypeConfiguration<IdentityRole<Guid>>, IEntityTypeConfiguration<IdentityUserRole<Guid>>
{
    public void Configure(EntityTypeBuilder<IdentityRole<Guid>> role)
    {
        role.ToTable("accounts_roles");
        role.Property(r => r.Name).HasMaxLength(Roles.NameMaxLength).IsRequired();
        role.Property(r => r.NormalizedName).HasMaxLength(Roles.NameMaxLength).IsRequired();
        role.Property(r => r.ConcurrencyStamp).HasMaxLength(Roles.NameMaxLength).IsConcurrencyToken();
        role.HasIndex(r => r.NormalizedName).IsUnique();
    }

    public void Configure(EntityTypeBuilder<IdentityUserRole<Guid>> held)
    {
        held.ToTable("accounts_user_roles");
        held.HasKey(h => new { h.UserId, h.RoleId });
        held.HasOne<User>().WithMany().HasForeignKey(h => h.UserId);
        held.HasOne<IdentityRole<Guid>>().WithMany().HasForeignKey(h => h.RoleId);
    }
}
