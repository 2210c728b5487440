using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Shop.Catalog;

/// <summary>What kind of page an address belongs to.</summary>
public enum PageKind { Product, Category, Brand }

/// <summary>An address a page once had, so that links to it still arrive.</summary>
public sealed class FormerSlug
{
    public const int KindMaxLength = 20;

    private FormerSlug() { }

    public PageKind Kind { get; private init; }
    public string Slug { get; private init; } = "";
    public Guid TargetId { get; private init; }
    public DateTime LeftAt { get; private init; }

    internal static FormerSlug Of(PageKind kind, string slug, Guid targetId, DateTime now) => new() { Kind = kind, Slug = slug, TargetId = targetId, LeftAt = now };
}

internal sealed class FormerSlugMapping : IEntityTypeConfiguration<FormerSlug>
{
    public void Configure(EntityTypeBuilder<FormerSlug> former)
    {
        former.ToTable("catalog_former_slugs");
        former.HasKey(f => new { f.Kind, f.Slug });
        former.Property(f => f.Kind).HasConversion<string>().HasMaxLength(FormerSlug.KindMaxLength);
        former.Property(f => f.Slug).HasMaxLength(Product.SlugMaxLength);
        former.HasIndex(f => f.TargetId);
    }
}
