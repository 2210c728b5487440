using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Rules that were in force at a moment.</summary>
public sealed record PublishedRules(Guid RuleSetId, int Number, ProgrammeRules Rules, TimeZoneInfo Zone)
{
    /// <summary>From when they were, until the next ones.</summary>
    public DateTime EffectiveFrom { get; init; }
}

/// <summary>What the club calls itself and its points.</summary>
public sealed record ProgrammeName(Guid Id, string Name, string PointWord, string PointsWord, TimeZoneInfo Zone, int EditionYears)
{
    /// <summary>What its points are called while nobody has named them.</summary>
    public static Noun Unnamed { get; } = new("point", "points");

    public Noun Words { get; } = new(PointWord, PointsWord);
}

/// <summary>Finds the rules by which something is judged: asks the database once, however often it is asked.</summary>
public sealed class RuleBook(ShopDb db)
{
    private List<Row>? _published; // latest first
    private readonly Dictionary<Guid, PublishedRules> _read = [];

    /// <summary>The rules in force at a moment; none before the club opened.</summary>
    public async Task<PublishedRules?> At(DateTime at, CancellationToken ct) =>
        (await Published(ct)).Find(r => r.EffectiveFrom <= at) is { } row ? Read(row) : null;

    /// <summary>A rule set by which something was judged before.</summary>
    public async Task<PublishedRules?> Of(Guid ruleSetId, CancellationToken ct) =>
        (await Published(ct)).Find(r => r.Id == ruleSetId) is { } row ? Read(row) : null;

    /// <summary>The club; none before its first rules are published.</summary>
    public async Task<ProgrammeName?> Programme(CancellationToken ct) =>
        (await Published(ct)) is [var row, ..] ? row.Programme() : null;

    /// <summary>What its points are called.</summary>
    public async Task<Noun> Words(CancellationToken ct) => (await Programme(ct))?.Words ?? ProgrammeName.Unnamed;

    private async Task<List<Row>> Published(CancellationToken ct) => _published ??= await (
        from rules in db.RuleSets.AsNoTracking()
        join programme in db.Programmes on rules.ProgrammeId equals programme.Id
        where rules.State == RuleSetState.Published
        orderby programme.OpenedAt, programme.Id, rules.Number descending
        select new Row(rules.Id, rules.Number!.Value, rules.EffectiveFrom!.Value, rules.Content,
            programme.Id, programme.Name, programme.PointWord, programme.PointsWord, programme.Zone, programme.EditionYears)).ToListAsync(ct);

    private PublishedRules Read(Row row) => _read.TryGetValue(row.Id, out var known) ? known
        : _read[row.Id] = new PublishedRules(row.Id, row.Number, ProgrammeRules.FromJson(row.Content), Zones.Of(row.Zone)) { EffectiveFrom = row.EffectiveFrom };

    private sealed record Row(Guid Id, int Number, DateTime EffectiveFrom, string Content, Guid ProgrammeId, string Name, string PointWord, string PointsWord, string Zone, int EditionYears)
    {
        public ProgrammeName Programme() => new(ProgrammeId, Name, PointWord, PointsWord, Zones.Of(Zone), EditionYears);
    }
}
