using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>How many of an article are there and how many of those are promised to orders being paid. Changed only by <see cref="StockRoom"/>.</summary>
public sealed class StockLevel
{
    public Guid VariantId { get; init; }
    public int OnHand { get; init; }
    public int Reserved { get; init; }
    public int Available => OnHand - Reserved;
}

/// <summary>Why stock changed. On hand is always the sum of all movements.</summary>
public enum StockMovementKind { Initial, Receipt, Sale, Return, WriteOff, Correction }

/// <summary>One change of stock on hand, never edited.</summary>
public sealed class StockMovement
{
    public const int ReasonMaxLength = 200;

    public Guid Id { get; init; } = NewId.Next();
    public Guid VariantId { get; init; }
    public StockMovementKind Kind { get; init; }

    /// <summary>Positive in, negative out.</summary>
    public int Quantity { get; init; }

    /// <summary>The order or return behind it.</summary>
    public Guid? SourceId { get; init; }
    public string? Reason { get; init; }

    /// <summary>Who counted, received or wrote off; null when an order or the shop itself did.</summary>
    public string? By { get; init; }
    public DateTime At { get; init; }
}

/// <summary>Where a reservation stands: open until it is taken by a paid order or released.</summary>
public enum ReservationState { Open, Taken, Released }

/// <summary>Stock promised to an order while it is being paid, until a deadline.</summary>
public sealed class StockReservation
{
    public Guid Id { get; init; } = NewId.Next();
    public Guid VariantId { get; init; }

    /// <summary>The order it is held for.</summary>
    public Guid HeldFor { get; init; }
    public int Quantity { get; init; }
    public DateTime Deadline { get; init; }
    public ReservationState State { get; init; }
}

internal sealed class StockMapping : IEntityTypeConfiguration<StockLevel>, IEntityTypeConfiguration<StockMovement>, IEntityTypeConfiguration<StockReservation>
{
    public void Configure(EntityTypeBuilder<StockLevel> level)
    {
        level.ToTable("catalog_stock_levels");
        level.HasKey(l => l.VariantId);
        level.HasOne<Variant>().WithOne().HasForeignKey<StockLevel>(l => l.VariantId);
    }

    public void Configure(EntityTypeBuilder<StockMovement> movement)
    {
        movement.ToTable("catalog_stock_movements");
        movement.Property(m => m.Kind).HasConversion<string>().HasMaxLength(20);
        movement.Property(m => m.Reason).HasMaxLength(StockMovement.ReasonMaxLength);
        movement.Property(m => m.By).HasMaxLength(Actor.NameMaxLength);
        movement.HasIndex(m => m.VariantId);
        movement.HasIndex(m => m.SourceId);
    }

    public void Configure(EntityTypeBuilder<StockReservation> reservation)
    {
        reservation.ToTable("catalog_stock_reservations");
        reservation.Property(r => r.State).HasConversion<string>().HasMaxLength(20);
        reservation.HasIndex(r => new { r.HeldFor, r.VariantId }).IsUnique(); // an order holds an article once, however often it is told to
        reservation.HasIndex(r => new { r.State, r.Deadline });
        reservation.HasIndex(r => r.VariantId);
    }
}
