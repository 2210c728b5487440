using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Imports.Goods;

/// <summary>Where a file of goods stands on its way into the shop.</summary>
public enum GoodsRunState { Uploaded, Checking, Checked, Importing, Done, CalledOff, Failed }

/// <summary>What may become of goods in a file.</summary>
/// <param name="AddNew">Articles the shop does not know are added; otherwise left out.</param>
/// <param name="ChangeKnown">Articles it knows are changed; otherwise left out.</param>
/// <param name="Publish">New products are in the shop at once, where the file does not say otherwise; else they are drafts.</param>
public sealed record GoodsTerms(bool AddNew, bool ChangeKnown, bool Publish)
{
    public static readonly GoodsTerms Usual = new(true, true, false);
}

/// <summary>A file of goods: looked through without writing, then brought in. Its cursor moves in the transaction that writes the goods, so that nothing is written twice.</summary>
public sealed class GoodsRun : Entity
{
    public const int FileNameMaxLength = 200;
    public const int HeadersMaxLength = 20_000;
    public const int MappingMaxLength = 4000;
    public const int ErrorMaxLength = 500;

    private GoodsRun() { }

    public string FileName { get; private init; } = "";
    public string ContentHash { get; private init; } = "";
    public int Rows { get; private init; }
    internal string HeadersJson { get; private init; } = "[]";
    internal string MappingJson { get; private set; } = "{}";
    public bool AddNew { get; private set; } = true;
    public bool ChangeKnown { get; private set; } = true;
    public bool Publish { get; private set; }

    /// <summary>Who has it worked off: whoever began the last step of it, and before that who uploaded it.</summary>
    public Guid ById { get; private set; }
    public string ByName { get; private set; } = "";
    public DateTime UploadedAt { get; private init; }
    public DateTime? StartedAt { get; private set; }
    public DateTime? EndedAt { get; private set; }

    /// <summary>When who brought it in saw how it ended.</summary>
    public DateTime? SeenAt { get; private set; }

    /// <summary>When the file and what was told of its rows were thrown away; the counts stay.</summary>
    public DateTime? TidiedAt { get; private set; }
    public GoodsRunState State { get; private set; }

    /// <summary>How many rows were looked at, or are brought in.</summary>
    public int Cursor { get; private set; }
    public int Created { get; private set; }
    public int Updated { get; private set; }
    public int Unchanged { get; private set; }
    public int Skipped { get; private set; }
    public int Rejected { get; private set; }
    public string? Error { get; private set; }

    public IReadOnlyList<string> Headers => JsonSerializer.Deserialize<List<string>>(HeadersJson)!;
    public GoodsMapping Mapping => new(JsonSerializer.Deserialize<Dictionary<GoodsField, int>>(MappingJson)!);
    public GoodsTerms Terms => new(AddNew, ChangeKnown, Publish);
    public bool IsWorking => State is GoodsRunState.Checking or GoodsRunState.Importing;

    /// <summary>Where its file lies.</summary>
    public static string PlaceOf(DataOptions data, Guid id) => data.PathOf(Path.Combine("imports", $"{id:N}.csv"));

    public static GoodsRun Upload(Guid id, string fileName, GoodsFile file, GoodsMapping guessed, Actor by, DateTime now) => new()
    {
        Id = id, FileName = fileName.Length <= FileNameMaxLength ? fileName : fileName[^FileNameMaxLength..], ContentHash = file.ContentHash, Rows = file.Rows,
        HeadersJson = JsonSerializer.Serialize(file.Headers) is { Length: <= HeadersMaxLength } headers ? headers : throw new RuleBroken("The names of the columns are too long."),
        MappingJson = JsonSerializer.Serialize(guessed.Columns), ById = by.Id ?? throw new RuleBroken("Only somebody at the desk brings in goods."), ByName = by.Name, UploadedAt = now,
    };

    /// <summary>Says which column holds what, and has the file looked through.</summary>
    public void Check(GoodsMapping mapping, GoodsTerms terms, Actor by, DateTime now)
    {
        RequireFile();
        if (State is GoodsRunState.Importing or GoodsRunState.Done) throw new RuleBroken("This file is being brought in already. Upload it again to change its columns.");
        if (mapping.ColumnOf(GoodsField.Sku) is null) throw new RuleBroken("Say which column holds the article number: by it an article is known again.");
        if (mapping.Columns.Count == 1) throw new RuleBroken("Say what the other columns hold: with the article number alone nothing changes.");
        if (mapping.Columns.Values.Any(c => c < 0 || c >= Headers.Count)) throw new RuleBroken("One of the columns is not in the file.");
        (MappingJson, AddNew, ChangeKnown, Publish) = (JsonSerializer.Serialize(mapping.Columns), terms.AddNew, terms.ChangeKnown, terms.Publish);
        Begin(GoodsRunState.Checking, by, now);
    }

    /// <summary>Brings in what was looked through.</summary>
    public void Import(Actor by, DateTime now)
    {
        RequireFile();
        if (State != GoodsRunState.Checked) throw new RuleBroken("Look through the file first.");
        if (Created + Updated == 0) throw new RuleBroken("Nothing in this file would change the shop.");
        Begin(GoodsRunState.Importing, by, now);
    }

    private void RequireFile()
    {
        if (TidiedAt is not null) throw new RuleBroken("The file is not kept any more. Upload it again.");
    }

    private void Begin(GoodsRunState state, Actor by, DateTime now)
    {
        (ById, ByName) = (by.Id ?? throw new RuleBroken("Only somebody at the desk brings in goods."), by.Name);
        (State, StartedAt, EndedAt, SeenAt, Error) = (state, now, null, null, null);
        (Cursor, Created, Updated, Unchanged, Skipped, Rejected) = (0, 0, 0, 0, 0, 0);
    }
}

/// <summary>What becomes of a row.</summary>
public enum GoodsFate { Create, Update, Unchanged, Skip, Error }

/// <summary>What is told of a row: what becomes of it, or one thing that is wrong with it.</summary>
public sealed class GoodsLine
{
    public const int TextMaxLength = 300;

    public Guid RunId { get; init; }
    public int Row { get; init; }
    public int Part { get; init; }
    public GoodsFate Fate { get; init; }
    public string Sku { get; init; } = "";
    public string Name { get; init; } = "";

    /// <summary>The column that is wrong, what stands in it, and what should.</summary>
    public string? Column { get; init; }
    public string? Found { get; init; }
    public string? Expected { get; init; }

    /// <summary>What changes.</summary>
    public string? Note { get; init; }
}

/// <summary>Which columns of a supplier's files hold what, kept under a name for the next file.</summary>
public sealed class GoodsProfile
{
    public const int NameMaxLength = 60;

    private GoodsProfile() { }

    public Guid Id { get; private init; } = NewId.Next();
    public string Name { get; private init; } = "";
    internal string ColumnsJson { get; private set; } = "{}";
    public bool AddNew { get; private set; }
    public bool ChangeKnown { get; private set; }
    public bool Publish { get; private set; }
    public DateTime ChangedAt { get; private set; }

    /// <summary>What each column is called.</summary>
    public IReadOnlyDictionary<GoodsField, string> Columns => JsonSerializer.Deserialize<Dictionary<GoodsField, string>>(ColumnsJson)!;
    public GoodsTerms Terms => new(AddNew, ChangeKnown, Publish);

    public static GoodsProfile Of(string name, GoodsMapping mapping, IReadOnlyList<string> headers, GoodsTerms terms, DateTime now)
    {
        if (name.Trim().Length is 0 or > NameMaxLength) throw new RuleBroken($"A profile has a name of at most {NameMaxLength} characters.");
        var profile = new GoodsProfile { Name = name.Trim() };
        profile.Keep(mapping, headers, terms, now);
        return profile;
    }

    public void Keep(GoodsMapping mapping, IReadOnlyList<string> headers, GoodsTerms terms, DateTime now) =>
        (ColumnsJson, AddNew, ChangeKnown, Publish, ChangedAt) = (JsonSerializer.Serialize(mapping.Columns.ToDictionary(c => c.Key, c => headers[c.Value])), terms.AddNew, terms.ChangeKnown, terms.Publish, now);
}

internal sealed class GoodsMappings : IEntityTypeConfiguration<GoodsRun>, IEntityTypeConfiguration<GoodsLine>, IEntityTypeConfiguration<GoodsProfile>
{
    public void Configure(EntityTypeBuilder<GoodsRun> run)
    {
        run.ToTable("imports_goods_runs");
        run.Property(r => r.FileName).HasMaxLength(GoodsRun.FileNameMaxLength);
        run.Property(r => r.ContentHash).HasMaxLength(ImportRun.HashLength);
        run.Property(r => r.HeadersJson).HasMaxLength(GoodsRun.HeadersMaxLength);
        run.Property(r => r.MappingJson).HasMaxLength(GoodsRun.MappingMaxLength);
        run.Property(r => r.ByName).HasMaxLength(Actor.NameMaxLength);
        run.Property(r => r.Error).HasMaxLength(GoodsRun.ErrorMaxLength);
        run.Property(r => r.State).HasConversion<string>().HasMaxLength(10);
        run.Ignore(r => r.Headers);
        run.Ignore(r => r.Mapping);
        run.Ignore(r => r.Terms);
        run.Ignore(r => r.IsWorking);
        run.HasIndex(r => r.UploadedAt);
        run.HasIndex(r => new { r.State, r.StartedAt });
    }

    public void Configure(EntityTypeBuilder<GoodsLine> line)
    {
        line.ToTable("imports_goods_lines");
        line.HasKey(l => new { l.RunId, l.Row, l.Part });
        line.Property(l => l.Fate).HasConversion<string>().HasMaxLength(10);
        line.Property(l => l.Sku).HasMaxLength(GoodsLine.TextMaxLength);
        line.Property(l => l.Name).HasMaxLength(GoodsLine.TextMaxLength);
        line.Property(l => l.Column).HasMaxLength(GoodsLine.TextMaxLength);
        line.Property(l => l.Found).HasMaxLength(GoodsLine.TextMaxLength);
        line.Property(l => l.Expected).HasMaxLength(GoodsLine.TextMaxLength);
        line.Property(l => l.Note).HasMaxLength(GoodsLine.TextMaxLength);
        line.HasIndex(l => new { l.RunId, l.Fate, l.Row, l.Part });
        line.HasOne<GoodsRun>().WithMany().HasForeignKey(l => l.RunId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<GoodsProfile> profile)
    {
        profile.ToTable("imports_goods_profiles");
        profile.Property(p => p.Name).HasMaxLength(GoodsProfile.NameMaxLength);
        profile.Property(p => p.ColumnsJson).HasMaxLength(GoodsRun.HeadersMaxLength);
        profile.Ignore(p => p.Columns);
        profile.Ignore(p => p.Terms);
        profile.HasIndex(p => p.Name).IsUnique();
    }
}

/// <summary>The tables of goods that are brought in.</summary>
public static class GoodsTables
{
    extension(ShopDb db)
    {
        public DbSet<GoodsRun> GoodsRuns => db.Set<GoodsRun>();
        public DbSet<GoodsLine> GoodsLines => db.Set<GoodsLine>();
        public DbSet<GoodsProfile> GoodsProfiles => db.Set<GoodsProfile>();
    }
}
