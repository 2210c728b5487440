using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Accounts;

/// <summary>What a link that the shop handed out lets its reader do.</summary>
public enum LinkPurpose { ConfirmEmail, ResetPassword, ChangeEmail, SetUp, KnowDevice, Invite }

/// <summary>A link that proves that its reader reads somebody's mail, or the log of the shop. It works once and for a short time; the shop keeps only its print.</summary>
public sealed class MailedLink
{
    private MailedLink() { }

    public Guid Id { get; private init; } = NewId.Next();
    public LinkPurpose Purpose { get; private init; }
    public Guid? UserId { get; private init; }
    public string? Email { get; private init; }
    public string Print { get; private init; } = "";
    public DateTime CreatedAt { get; private init; }
    public DateTime ExpiresAt { get; private init; }
    public DateTime? UsedAt { get; private set; }

    /// <param name="email">The new address, when the link is to change it.</param>
    internal static MailedLink Of(LinkPurpose purpose, Guid? userId, string? email, string secret, DateTime now) => new()
    {
        Purpose = purpose, UserId = userId, Email = email, Print = Secret.PrintOf(secret), CreatedAt = now, ExpiresAt = now + LifeOf(purpose),
    };

    /// <summary>A newer one takes its place.</summary>
    internal void GiveWay(DateTime now) => UsedAt ??= now;

    public static TimeSpan LifeOf(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.ResetPassword => TimeSpan.FromMinutes(60),
        LinkPurpose.ChangeEmail => TimeSpan.FromMinutes(60),
        LinkPurpose.KnowDevice => TimeSpan.FromMinutes(60),
        LinkPurpose.ConfirmEmail => TimeSpan.FromHours(24),
        LinkPurpose.Invite => TimeSpan.FromDays(7),
        LinkPurpose.SetUp => TimeSpan.FromDays(7), // and a new one at each start
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };

    internal sealed class Mapping : IEntityTypeConfiguration<MailedLink>
    {
        public void Configure(EntityTypeBuilder<MailedLink> link)
        {
            link.ToTable("accounts_links");
            link.Property(l => l.Purpose).HasConversion<string>().HasMaxLength(20);
            link.Property(l => l.Email).HasMaxLength(EmailAddress.MaxLength);
            link.Property(l => l.Print).HasMaxLength(Secret.PrintLength);
            link.HasIndex(l => l.Print).IsUnique();
            link.HasIndex(l => new { l.UserId, l.Purpose });
            link.HasIndex(l => l.ExpiresAt);
            link.HasOne<User>().WithMany().HasForeignKey(l => l.UserId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
