using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Catalog.Pricing;

/// <summary>Many prices changed in one go, or such a change undone. Which articles, and from what to what, was settled when it began.</summary>
public sealed class PriceRun : Entity
{
    public const int MostArticles = 200_000;
    public const int QueryMaxLength = 4000;
    internal const int TermsMaxLength = 400;

    private PriceRun() { }

    public Guid ById { get; private init; }
    public string ByName { get; private init; } = "";
    public DateTime StartedAt { get; private init; }
    public DateTime? EndedAt { get; private set; }

    /// <summary>How many articles it is about, those that were refused at once too.</summary>
    public int Articles { get; private init; }

    /// <summary>The list it was started from, to go back to.</summary>
    public string Query { get; private init; } = "";

    /// <summary>The run whose changes this one takes back; a run is undone once.</summary>
    public Guid? Undoes { get; private init; }
    internal string TermsJson { get; private init; } = "";

    public PriceTerms? Terms => TermsJson.Length == 0 ? null : JsonSerializer.Deserialize<PriceTerms>(TermsJson);

    /// <param name="id">Made when it was asked about: sent twice, it is one run.</param>
    public static PriceRun Start(Guid id, PriceTerms terms, int articles, Actor by, string query, DateTime now) => Begin(id, JsonSerializer.Serialize(terms), null, articles, by, query, now);

    public static PriceRun Undo(Guid id, PriceRun run, int articles, Actor by, DateTime now) =>
        run.EndedAt is null ? throw new RuleBroken("It is not done yet. Wait for its end.") : Begin(id, run.TermsJson, run.Id, articles, by, run.Query, now);

    public void End(DateTime now) => EndedAt ??= now;

    private static PriceRun Begin(Guid id, string terms, Guid? undoes, int articles, Actor by, string query, DateTime now) => new()
    {
        Id = id, TermsJson = terms, Undoes = undoes, StartedAt = now, Query = query.Length <= QueryMaxLength ? query : "",
        Articles = articles is > 0 and <= MostArticles ? articles : throw new RuleBroken($"At most {MostArticles:N0} articles at once, and at least one."),
        ById = by.Id ?? throw new RuleBroken("Only somebody at the desk starts this."), ByName = by.Name,
    };
}

/// <summary>How it went with an article of a run.</summary>
public enum PriceItemState { Waiting, Done, Refused }

/// <summary>One article of a run: from what to what, and why not if not.</summary>
public sealed class PriceItem
{
    public const int NameMaxLength = 260;
    public const int WhyMaxLength = 300;

    public Guid RunId { get; init; }
    public int Position { get; init; }
    public Guid VariantId { get; init; }
    public string Sku { get; init; } = "";
    public string Name { get; init; } = "";
    public Money Price { get; init; }
    public Money? OldPrice { get; init; }
    public Money NewPrice { get; init; }
    public Money? NewOldPrice { get; init; }
    public PriceItemState State { get; init; }
    public string? Why { get; init; }
}

internal sealed class PriceRunMapping : IEntityTypeConfiguration<PriceRun>
{
    public void Configure(EntityTypeBuilder<PriceRun> run)
    {
        run.ToTable("catalog_price_runs");
        run.Property(r => r.ByName).HasMaxLength(Actor.NameMaxLength);
        run.Property(r => r.Query).HasMaxLength(PriceRun.QueryMaxLength);
        run.Property(r => r.TermsJson).HasMaxLength(PriceRun.TermsMaxLength);
        run.Ignore(r => r.Terms);
        run.HasIndex(r => r.EndedAt);
        run.HasIndex(r => r.StartedAt);
        run.HasIndex(r => r.Undoes).IsUnique();
    }
}

internal sealed class PriceItemMapping : IEntityTypeConfiguration<PriceItem>
{
    public void Configure(EntityTypeBuilder<PriceItem> item)
    {
        item.ToTable("catalog_price_items");
        item.HasKey(i => new { i.RunId, i.Position });
        item.Property(i => i.Sku).HasMaxLength(Variant.SkuMaxLength);
        item.Property(i => i.Name).HasMaxLength(PriceItem.NameMaxLength);
        item.Property(i => i.Why).HasMaxLength(PriceItem.WhyMaxLength);
        item.Property(i => i.State).HasConversion<string>().HasMaxLength(10);
        item.HasIndex(i => new { i.RunId, i.State, i.Position });
        item.HasIndex(i => i.VariantId);
        item.HasOne<PriceRun>().WithMany().HasForeignKey(i => i.RunId).OnDelete(DeleteBehavior.Cascade);
    }
}
