using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Data;

/// <summary>News waiting to be told to those who care: written in the same transaction as the change, told at least once, parked when it cannot be told.</summary>
public sealed class SavedEvent
{
    public const int TypeMaxLength = 200;
    public const int ErrorMaxLength = 2000;

    public Guid Id { get; private init; } = NewId.Next();
    public string Type { get; private init; } = "";
    public string Json { get; private init; } = "";
    public int Attempts { get; private set; }
    public DateTime? NextTryAt { get; private set; }
    public DateTime? DeliveredAt { get; private set; }
    public DateTime? DeadAt { get; private set; }
    public string? Error { get; private set; }

    internal static SavedEvent From(IEvent happened) => new()
    {
        Type = happened.GetType().FullName!,
        Json = JsonSerializer.Serialize(happened, happened.GetType()),
    };
}

internal sealed class SavedEventMapping : IEntityTypeConfiguration<SavedEvent>
{
    public void Configure(EntityTypeBuilder<SavedEvent> saved)
    {
        saved.ToTable("data_saved_events");
        saved.Property(e => e.Type).HasMaxLength(SavedEvent.TypeMaxLength);
        saved.Property(e => e.Error).HasMaxLength(SavedEvent.ErrorMaxLength);
        saved.HasIndex(e => new { e.DeliveredAt, e.DeadAt, e.NextTryAt }); // what the courier looks for
    }
}
