using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Customers;
using Shop.Kernel;

namespace Shop.Crm;

/// <summary>By what two records look like one person.</summary>
[Flags]
public enum LikenessKind { None = 0, Mailbox = 1, Phone = 2, NameAndPlace = 4 }

/// <summary>Two records that look like one person; somebody says whether they are.</summary>
public sealed class Likeness : Entity
{
    private Likeness() { }

    /// <summary>The older record, which is proposed to be kept, and the other.</summary>
    public Guid OneId { get; private init; }
    public Guid OtherId { get; private init; }
    public LikenessKind Why { get; private set; }
    public DateTime FoundAt { get; private init; }

    /// <summary>Somebody looked: they are two people.</summary>
    public DateTime? DismissedAt { get; private set; }
    public string? DismissedBy { get; private set; }

    public static Likeness Of(Guid oneId, Guid otherId, LikenessKind why, DateTime now) => new() { OneId = oneId, OtherId = otherId, Why = why, FoundAt = now };

    public void Because(LikenessKind why) => Why = why;

    public void Dismiss(Actor by, DateTime now)
    {
        if (DismissedAt is not null) return; // told twice
        (DismissedAt, DismissedBy) = (now, by.Name);
    }

    public void LookAgain() => (DismissedAt, DismissedBy) = (null, null);
}

internal sealed class LikenessMapping : IEntityTypeConfiguration<Likeness>
{
    public void Configure(EntityTypeBuilder<Likeness> likeness)
    {
        likeness.ToTable("crm_likenesses");
        likeness.Property(l => l.Why).HasConversion<string>().HasMaxLength(60);
        likeness.Property(l => l.DismissedBy).HasMaxLength(Actor.NameMaxLength);
        likeness.HasIndex(l => new { l.OneId, l.OtherId }).IsUnique(); // whoever looks at once finds a pair once
        likeness.HasIndex(l => l.OtherId);
        likeness.HasIndex(l => new { l.FoundAt, l.Id });
        likeness.HasOne<Customer>().WithMany().HasForeignKey(l => l.OneId).OnDelete(DeleteBehavior.Cascade);
        likeness.HasOne<Customer>().WithMany().HasForeignKey(l => l.OtherId).OnDelete(DeleteBehavior.Cascade);
    }
}
