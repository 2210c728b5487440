using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>One sign-in on one device. The browser holds the secret, the shop its print; the row gone or the user's stamp changed, the secret opens nothing.</summary>
public sealed class Session
{
    public const int DeviceMaxLength = 200;
    public const int AddressMaxLength = 64;

    private Session() { }

    public Guid Id { get; private init; } = NewId.Next();
    public Guid UserId { get; private init; }
    public string Print { get; private init; } = "";
    public string Stamp { get; private init; } = "";
    public DateTime CreatedAt { get; private init; }
    public DateTime LastSeenAt { get; private init; }

    /// <summary>When the person last proved to be the one; null means at the beginning.</summary>
    public DateTime? VerifiedAt { get; private init; }

    /// <summary>Since when two factors stand behind it; null means that a password alone does.</summary>
    public DateTime? StrongSince { get; private init; }

    /// <summary>Until when the browser keeps it; null means until it is closed.</summary>
    public DateTime? KeptUntil { get; private init; }

    public string Device { get; private init; } = "";
    public string Address { get; private init; } = "";

    internal static Session Open(User user, string secret, bool strong, DateTime? keptUntil, string device, string address, DateTime now) => new()
    {
        UserId = user.Id, Print = Secret.PrintOf(secret), Stamp = user.SecurityStamp!, CreatedAt = now, LastSeenAt = now,
        VerifiedAt = now, StrongSince = strong ? now : null, KeptUntil = keptUntil,
        Device = device.Length > DeviceMaxLength ? device[..DeviceMaxLength] : device, Address = address,
    };

    internal sealed class Mapping : IEntityTypeConfiguration<Session>
    {
        public void Configure(EntityTypeBuilder<Session> session)
        {
            session.ToTable("accounts_sessions");
            session.Property(s => s.Print).HasMaxLength(Secret.PrintLength);
            session.Property(s => s.Stamp).HasMaxLength(Secret.PrintLength);
            session.Property(s => s.Device).HasMaxLength(DeviceMaxLength);
            session.Property(s => s.Address).HasMaxLength(AddressMaxLength);
            session.HasIndex(s => s.Print).IsUnique();
            session.HasIndex(s => s.UserId);
            session.HasIndex(s => s.LastSeenAt);
            session.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
        }
    }
}

/// <summary>How long a sign-in lasts: unused for so long, or opened so long ago, it is over.</summary>
public sealed record SessionLife(TimeSpan Idle, TimeSpan Longest)
{
    public static readonly SessionLife OfMembers = new(TimeSpan.FromDays(14), TimeSpan.FromDays(90));
    public static readonly SessionLife OfStaff = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(12));

    public static SessionLife For(IEnumerable<string> roles) => Roles.AreStaff(roles) ? OfStaff : OfMembers;

    public bool IsOver(DateTime createdAt, DateTime lastSeenAt, DateTime now) => now - lastSeenAt >= Idle || now - createdAt >= Longest;
}
