using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Imports;

/// <summary>A file that is being, or was, brought in: what it was, how far it got, and what became of its lines. Its cursor moves in the transaction that writes the orders.</summary>
public sealed class ImportRun
{
    public const int FileNameMaxLength = 260;
    public const int HashLength = 64;
    public const int ZoneMaxLength = 60;
    public const int CountsMaxLength = 4000;

    private ImportRun() { }

    public Guid Id { get; private init; } = NewId.Next();
    public string FileName { get; private init; } = "";

    /// <summary>SHA-256 of what is in the file, unzipped.</summary>
    public string ContentHash { get; private init; } = "";
    public string Currency { get; private init; } = "";
    public string Country { get; private init; } = "";
    public string TimeZone { get; private init; } = "";
    public DateTime StartedAt { get; private init; }
    public DateTime? FinishedAt { get; private set; }

    /// <summary>How many of its orders are written.</summary>
    public int Cursor { get; private set; }

    /// <summary>What became of the lines, as JSON: fate to number of lines, and what was made of them.</summary>
    public string Counts { get; private set; } = "{}";

    internal static ImportRun Start(OrderFile file, ImportSettings settings, DateTime now) => new()
    {
        FileName = file.Name.Length <= FileNameMaxLength ? file.Name : file.Name[..FileNameMaxLength], ContentHash = file.ContentHash, Currency = settings.Currency,
        Country = settings.HomeCountry, TimeZone = settings.Zone.Id, StartedAt = now,
    };

    /// <summary>Says why this file with these settings cannot go on with what was begun; null when it can.</summary>
    internal string? Refusal(OrderFile file, ImportSettings settings)
    {
        if (ContentHash != file.ContentHash) return $"This shop was made from {FileName}, and {file.Name} is another file. Choose an empty folder with --data.";
        return (Currency, Country, TimeZone) == (settings.Currency, settings.HomeCountry, settings.Zone.Id) ? null
            : $"This file was brought in before with --currency {Currency} --country {Country} --time-zone {TimeZone}. Say the same, or choose an empty folder with --data.";
    }

    internal void Reach(int cursor) => Cursor = cursor;

    internal void Finish(string counts, DateTime now) => (Counts, FinishedAt) = (counts, now);
}

internal sealed class ImportRunMapping : IEntityTypeConfiguration<ImportRun>
{
    public void Configure(EntityTypeBuilder<ImportRun> run)
    {
        run.ToTable("imports_runs");
        run.Property(r => r.FileName).HasMaxLength(ImportRun.FileNameMaxLength);
        run.Property(r => r.ContentHash).HasMaxLength(ImportRun.HashLength);
        run.Property(r => r.Currency).HasMaxLength(3);
        run.Property(r => r.Country).HasMaxLength(Address.CountryLength);
        run.Property(r => r.TimeZone).HasMaxLength(ImportRun.ZoneMaxLength);
        run.Property(r => r.Counts).HasMaxLength(ImportRun.CountsMaxLength);
        run.HasIndex(r => r.ContentHash).IsUnique();
    }
}

/// <summary>The tables this module owns. Who may name them is who may know the module.</summary>
public static class ImportsTables
{
    extension(ShopDb db)
    {
        public DbSet<ImportRun> ImportRuns => db.Set<ImportRun>();
    }
}
