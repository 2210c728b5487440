using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Desk;

/// <summary>Something one colleague should know: said once, with where it leads. Who lost the right it needs does not see it any more.</summary>
public sealed class DeskNotice
{
    public const int SourceMaxLength = 120;
    public const int TextMaxLength = 300;
    public const int UrlMaxLength = 300;
    public const int NeedsMaxLength = 40;

    private DeskNotice() { }

    public Guid Id { get; private init; } = NewId.Next();
    public Guid ForId { get; private init; }

    /// <summary>What it tells of, the same however often it is told.</summary>
    public string Source { get; private init; } = "";
    public string Text { get; private init; } = "";
    public string Url { get; private init; } = "";

    /// <summary>What somebody must be allowed to do to see it: “Orders.See”; null for nothing.</summary>
    public string? Needs { get; private init; }
    public DateTime At { get; private init; }
    public DateTime? SeenAt { get; private set; }
}

internal sealed class DeskNoticeMapping : IEntityTypeConfiguration<DeskNotice>
{
    public void Configure(EntityTypeBuilder<DeskNotice> notice)
    {
        notice.ToTable("office_notices");
        notice.Property(n => n.Source).HasMaxLength(DeskNotice.SourceMaxLength);
        notice.Property(n => n.Text).HasMaxLength(DeskNotice.TextMaxLength);
        notice.Property(n => n.Url).HasMaxLength(DeskNotice.UrlMaxLength);
        notice.Property(n => n.Needs).HasMaxLength(DeskNotice.NeedsMaxLength);
        notice.HasIndex(n => new { n.Source, n.ForId }).IsUnique(); // told once, by whoever notices it
        notice.HasIndex(n => new { n.ForId, n.SeenAt, n.Needs }); // how many are new
        notice.HasIndex(n => new { n.ForId, n.At, n.Id });
        notice.HasIndex(n => n.At);
    }
}
