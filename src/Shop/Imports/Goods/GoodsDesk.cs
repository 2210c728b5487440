using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Imports.Goods;

/// <summary>What staff do with files of goods: bring them to the shop, say what their columns hold, have them looked through and brought in, and call that off.</summary>
public sealed class GoodsDesk(ShopDb db, IOptions<DataOptions> data, GoodsBell bell, TimeProvider clock)
{
    private const int Samples = 3;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <exception cref="RuleBroken">It is no such file.</exception>
    public async Task<Guid> Upload(Stream sent, string fileName, Actor by, CancellationToken ct)
    {
        var id = NewId.Next();
        var place = GoodsRun.PlaceOf(data.Value, id);
        await GoodsFile.Keep(sent, place, ct);
        try
        {
            var file = GoodsFile.Examine(place, fileName);
            var profile = (await db.GoodsProfiles.AsNoTracking().OrderByDescending(p => p.ChangedAt).ToListAsync(ct)).FirstOrDefault(p => p.Columns.Values.All(c => file.Headers.Contains(c, StringComparer.OrdinalIgnoreCase)));
            db.Add(GoodsRun.Upload(id, fileName, file, profile is null ? GoodsMapping.Guess(file.Headers) : GoodsMapping.ByNames(profile.Columns, file.Headers), by, Now));
            await db.SaveChangesAsync(ct);
            return id;
        }
        catch
        {
            File.Delete(place);
            throw;
        }
    }

    /// <summary>Says what the columns hold, and has the file looked through; nothing is written to the catalogue.</summary>
    /// <param name="profile">Under this name the columns are kept for the next file.</param>
    public async Task Check(Guid id, GoodsMapping mapping, GoodsTerms terms, string? profile, Actor by, CancellationToken ct)
    {
        await db.Retrying(async () =>
        {
            await using var whole = await db.Database.BeginTransactionAsync(ct);
            var run = await Held(id, ct);
            run.Check(mapping, terms, by, Now);
            if (!string.IsNullOrWhiteSpace(profile)) await Keep(profile.Trim(), run, mapping, terms, ct);
            await db.SaveChangesAsync(ct);
            await whole.CommitAsync(ct);
            return true;
        }, ct);
        bell.Ring();
    }

    public async Task Import(Guid id, Actor by, CancellationToken ct)
    {
        await db.Retrying(async () =>
        {
            await using var whole = await db.Database.BeginTransactionAsync(ct);
            (await Held(id, ct)).Import(by, Now);
            await db.SaveChangesAsync(ct);
            await whole.CommitAsync(ct);
            return true;
        }, ct);
        bell.Ring();
    }

    /// <summary>What is brought in so far stays. False when it was over before.</summary>
    public async Task<bool> CallOff(Guid id, CancellationToken ct)
    {
        var now = Now;
        return await db.GoodsRuns.Where(r => r.Id == id && (r.State == GoodsRunState.Checking || r.State == GoodsRunState.Importing))
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.State, GoodsRunState.CalledOff).SetProperty(x => x.EndedAt, now).SetProperty(x => x.Version, x => x.Version + 1), ct) == 1;
    }

    /// <summary>Who brought it in has seen how it ended.</summary>
    public async Task Saw(Guid id, Guid userId, CancellationToken ct)
    {
        var now = Now;
        await db.GoodsRuns.Where(r => r.Id == id && r.ById == userId && r.EndedAt != null && r.SeenAt == null).ExecuteUpdateAsync(r => r.SetProperty(x => x.SeenAt, now), ct);
    }

    /// <summary>The first rows, to see what the columns hold; empty when the file is not on this node.</summary>
    public IReadOnlyList<GoodsRawRow> First(Guid id, string fileName) =>
        GoodsRun.PlaceOf(data.Value, id) is var place && File.Exists(place) ? [.. GoodsFile.Examine(place, fileName).Read(fileName).Where(r => !r.IsBlank).Take(Samples)] : [];

    /// <summary>The rows that were not taken, as they stand in the file, each with the reason; null when the file is not on this node.</summary>
    public async Task<IEnumerable<(GoodsRawRow Row, string Why)>?> Rejected(Guid id, string fileName, CancellationToken ct)
    {
        var place = GoodsRun.PlaceOf(data.Value, id);
        if (!File.Exists(place)) return null;
        var reasons = (await db.GoodsLines.AsNoTracking().Where(l => l.RunId == id && l.Fate == GoodsFate.Error).OrderBy(l => l.Row).ThenBy(l => l.Part).Select(l => new { l.Row, l.Column, l.Found, l.Expected }).ToListAsync(ct))
            .GroupBy(l => l.Row).ToDictionary(g => g.Key, g => string.Join("; ", g.Select(l => $"{(l.Column is { Length: > 0 } column ? column + ": " : "")}found {l.Found}, expected {l.Expected}")));
        return GoodsFile.Examine(place, fileName).Read(fileName).Where(r => reasons.ContainsKey(r.Row)).Select(r => (r, reasons[r.Row]));
    }

    private async Task Keep(string name, GoodsRun run, GoodsMapping mapping, GoodsTerms terms, CancellationToken ct)
    {
        if (await db.GoodsProfiles.SingleOrDefaultAsync(p => p.Name == name, ct) is { } known) known.Keep(mapping, run.Headers, terms, Now);
        else db.Add(GoodsProfile.Of(name, mapping, run.Headers, terms, Now));
    }

    // Held first and read then: a step that is under way ends before, and one that comes later finds another version.
    private async Task<GoodsRun> Held(Guid id, CancellationToken ct)
    {
        await db.GoodsRuns.Where(r => r.Id == id).ExecuteUpdateAsync(r => r.SetProperty(x => x.Rows, x => x.Rows), ct);
        return await db.GoodsRuns.SingleOrDefaultAsync(r => r.Id == id, ct) ?? throw new RuleBroken("This file is not there any more.");
    }
}
