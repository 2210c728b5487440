using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>Somebody who works here asked for a right. It is open until it is granted, refused, or an administrator gave the right in another way.</summary>
public sealed class AccessRequest : Entity
{
    public const int WhyMaxLength = 300;
    public const int PathMaxLength = 200;

    private AccessRequest() { }

    public Guid UserId { get; private init; }
    public Area Area { get; private init; }
    public Act Act { get; private init; }

    /// <summary>The page that was closed to them.</summary>
    public string Path { get; private init; } = "";
    public string? Why { get; private init; }
    public DateTime AskedAt { get; private init; }
    public DateTime? AnsweredAt { get; private set; }
    public string? AnsweredBy { get; private set; }

    /// <summary>Null while it is open.</summary>
    public bool? Granted { get; private set; }

    public Right Right => new(Area, Act);

    public static AccessRequest Ask(Guid userId, Right right, string path, string? why, DateTime now)
    {
        if (!Rights.Exists(right)) throw new RuleBroken("There is no such right.");
        why = string.IsNullOrWhiteSpace(why) ? null : why.Trim();
        if (why?.Length > WhyMaxLength) throw new RuleBroken($"The reason has at most {WhyMaxLength} characters.");
        return new AccessRequest { UserId = userId, Area = right.Area, Act = right.Act, Path = path.Length > PathMaxLength ? path[..PathMaxLength] : path, Why = why, AskedAt = now };
    }

    /// <exception cref="RuleBroken">A colleague was quicker.</exception>
    public void Answer(bool granted, Actor by, DateTime now)
    {
        if (AnsweredAt is not null) throw new RuleBroken($"{AnsweredBy} has answered this already.");
        (Granted, AnsweredAt, AnsweredBy) = (granted, now, by.Name);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<AccessRequest>
    {
        private const int NameMaxLength = 20;

        public void Configure(EntityTypeBuilder<AccessRequest> request)
        {
            request.ToTable("accounts_access_requests");
            request.Property(r => r.Area).HasConversion<string>().HasMaxLength(NameMaxLength);
            request.Property(r => r.Act).HasConversion<string>().HasMaxLength(NameMaxLength);
            request.Property(r => r.Path).HasMaxLength(PathMaxLength);
            request.Property(r => r.Why).HasMaxLength(WhyMaxLength);
            request.Property(r => r.AnsweredBy).HasMaxLength(User.NameMaxLength);
            request.Ignore(r => r.Right);
            request.HasIndex(r => new { r.UserId, r.Area, r.Act }).IsUnique().HasFilter("\"AnsweredAt\" IS NULL"); // asked twice is asked once
            request.HasIndex(r => r.AnsweredAt);
            request.HasOne<User>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
