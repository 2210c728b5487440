using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Desk;

/// <summary>The same step for many rows, one after the other in the background. Which rows was settled when it began; a restart goes on where it stood.</summary>
public sealed class BulkRun : Entity
{
    public const int MostRows = 10_000;
    public const int ActionMaxLength = 40;

    private BulkRun() { }

    public string List { get; private init; } = "";
    public string Action { get; private init; } = "";
    public Guid ById { get; private init; }
    public string ByName { get; private init; } = "";
    public DateTime StartedAt { get; private init; }
    public DateTime? EndedAt { get; private set; }
    public int Total { get; private init; }

    /// <summary>The list it was started from, to go back to.</summary>
    public string Query { get; private init; } = "";

    /// <param name="id">Made when it was asked about: sent twice, it is one run.</param>
    public static BulkRun Start(Guid id, string list, string action, int total, Actor by, string query, DateTime now) => new()
    {
        Id = id, List = list, Action = action, Total = total is > 0 and <= MostRows ? total : throw new RuleBroken($"At most {MostRows:N0} at once, and at least one."),
        ById = by.Id ?? throw new RuleBroken("Only somebody at the desk starts this."), ByName = by.Name, Query = query.Length <= OfficeView.QueryMaxLength ? query : "", StartedAt = now,
    };

    public void End(DateTime now) => EndedAt ??= now;
}

/// <summary>How it went with a row of a bulk run.</summary>
public enum BulkItemState { Waiting, Done, Failed }

/// <summary>One row of a bulk run, and why it was refused.</summary>
public sealed class BulkItem
{
    public const int NameMaxLength = 120;
    public const int WhyMaxLength = 300;

    public Guid RunId { get; init; }
    public int Position { get; init; }
    public Guid RowId { get; init; }
    public string Name { get; init; } = "";
    public BulkItemState State { get; init; }
    public string? Why { get; init; }
}

internal sealed class BulkRunMapping : IEntityTypeConfiguration<BulkRun>
{
    public void Configure(EntityTypeBuilder<BulkRun> run)
    {
        run.ToTable("office_bulk_runs");
        run.Property(r => r.List).HasMaxLength(OfficeView.ListMaxLength);
        run.Property(r => r.Action).HasMaxLength(BulkRun.ActionMaxLength);
        run.Property(r => r.ByName).HasMaxLength(Actor.NameMaxLength);
        run.Property(r => r.Query).HasMaxLength(OfficeView.QueryMaxLength);
        run.HasIndex(r => r.EndedAt);
    }
}

internal sealed class BulkItemMapping : IEntityTypeConfiguration<BulkItem>
{
    public void Configure(EntityTypeBuilder<BulkItem> item)
    {
        item.ToTable("office_bulk_items");
        item.HasKey(i => new { i.RunId, i.Position });
        item.Property(i => i.Name).HasMaxLength(BulkItem.NameMaxLength);
        item.Property(i => i.Why).HasMaxLength(BulkItem.WhyMaxLength);
        item.Property(i => i.State).HasConversion<string>().HasMaxLength(10);
        item.HasIndex(i => new { i.RunId, i.State });
        item.HasOne<BulkRun>().WithMany().HasForeignKey(i => i.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
