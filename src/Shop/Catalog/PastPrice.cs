using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>What an article cost until a moment; written with each change of a price and never changed.</summary>
public sealed record PastPrice(Guid VariantId, Money Price, DateTime Until)
{
    /// <summary>How far back the law looks when a price is called reduced.</summary>
    public const int DaysThatCount = 30;

    public Guid Id { get; private init; } = NewId.Next();

    /// <summary>Who changed it; null when the shop did by itself, or nobody noted it.</summary>
    public string? By { get; init; }

    /// <summary>The lowest price in the thirty days before a reduction began; null when nothing is known of them.</summary>
    public static Money? LowestBefore(DateTime reducedAt, IEnumerable<PastPrice> past)
    {
        Money? lowest = null;
        foreach (var price in past.Where(p => p.Until > reducedAt.AddDays(-DaysThatCount) && p.Until <= reducedAt).Select(p => p.Price))
            if (lowest is null || price < lowest) lowest = price;
        return lowest;
    }
}

internal sealed class PastPriceMapping : IEntityTypeConfiguration<PastPrice>
{
    public void Configure(EntityTypeBuilder<PastPrice> past)
    {
        past.ToTable("catalog_past_prices");
        past.HasKey(p => p.Id);
        past.Property(p => p.By).HasMaxLength(Actor.NameMaxLength);
        past.HasIndex(p => new { p.VariantId, p.Until });
    }
}
