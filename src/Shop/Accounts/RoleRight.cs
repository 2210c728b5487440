using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Accounts;

/// <summary>That a role allows something. The administrator's role has no rows: it allows everything, and that cannot be changed.</summary>
public sealed class RoleRight
{
    private const int NameMaxLength = 20;

    private RoleRight() { }

    public Guid RoleId { get; private init; }
    public Area Area { get; private init; }
    public Act Act { get; private init; }

    public Right Right => new(Area, Act);

    internal static RoleRight Of(Guid roleId, Right right) => new() { RoleId = roleId, Area = right.Area, Act = right.Act };

    internal sealed class Mapping : IEntityTypeConfiguration<RoleRight>
    {
        public void Configure(EntityTypeBuilder<RoleRight> right)
        {
            right.ToTable("accounts_role_rights");
            right.HasKey(r => new { r.RoleId, r.Area, r.Act });
            right.Property(r => r.Area).HasConversion<string>().HasMaxLength(NameMaxLength);
            right.Property(r => r.Act).HasConversion<string>().HasMaxLength(NameMaxLength);
            right.Ignore(r => r.Right);
            right.HasOne<IdentityRole<Guid>>().WithMany().HasForeignKey(r => r.RoleId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
