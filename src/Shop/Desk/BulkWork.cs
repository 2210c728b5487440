using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Desk;

/// <summary>Wakes who works bulk runs off.</summary>
public sealed class BulkBell : Bell;

/// <summary>How far a bulk run is.</summary>
public sealed record BulkProgress(Guid Id, string List, string Action, Guid ById, int Total, int Done, int Failed, bool Ended, string Query, IReadOnlyList<BulkFailure> Failures);

/// <summary>A row that was refused, and why.</summary>
public sealed record BulkFailure(Guid RowId, string Name, string Why);

/// <summary>Starts, continues and reads bulk runs. Each row is done in a transaction with its tick: whatever stops the work, no row is done twice or left out.</summary>
public sealed class BulkWork(ShopDb db, BulkBell bell, TimeProvider clock)
{
    private const int MostFailuresShown = 100;

    public async Task<Guid> Start(Guid id, string list, string action, IReadOnlyList<(Guid Id, string Name)> rows, Actor by, string query, CancellationToken ct)
    {
        var run = BulkRun.Start(id, list, action, rows.Count, by, query, clock.GetUtcNow().UtcDateTime);
        db.Add(run);
        db.AddRange(rows.Select((row, i) => new BulkItem { RunId = run.Id, Position = i, RowId = row.Id, Name = row.Name.Length > BulkItem.NameMaxLength ? row.Name[..BulkItem.NameMaxLength] : row.Name }));
        await db.SaveChangesAsync(ct);
        bell.Ring();
        return run.Id;
    }

    /// <summary>The oldest run that is not over; null when there is none.</summary>
    public async Task<(Guid Id, string List, string Action, Actor By)?> Next(CancellationToken ct) =>
        await db.BulkRuns.AsNoTracking().Where(r => r.EndedAt == null).OrderBy(r => r.StartedAt).ThenBy(r => r.Id).Select(r => new { r.Id, r.List, r.Action, r.ById, r.ByName }).FirstOrDefaultAsync(ct) is { } run
            ? (run.Id, run.List, run.Action, Actor.Staff(run.ById, run.ByName)) : null;

    /// <summary>Does the next row of a run; false when there was none and the run is over.</summary>
    public async Task<bool> Step(Guid runId, Func<Guid, CancellationToken, Task> one, CancellationToken ct)
    {
        if (await db.BulkItems.AsNoTracking().Where(i => i.RunId == runId && i.State == BulkItemState.Waiting).OrderBy(i => i.Position).FirstOrDefaultAsync(ct) is not { } item)
        {
            var now = clock.GetUtcNow().UtcDateTime;
            await db.BulkRuns.Where(r => r.Id == runId && r.EndedAt == null).ExecuteUpdateAsync(r => r.SetProperty(x => x.EndedAt, now), ct);
            return false;
        }
        try
        {
            await db.Retrying(async () =>
            {
                await using var whole = await db.Database.BeginTransactionAsync(ct);
                if (await Tick(item, BulkItemState.Done, null, ct)) await one(item.RowId, ct); // another worker was quicker otherwise
                await whole.CommitAsync(ct);
                return true;
            }, ct);
        }
        catch (RuleBroken refused)
        {
            db.ChangeTracker.Clear();
            await Tick(item, BulkItemState.Failed, refused.Message.Length > BulkItem.WhyMaxLength ? refused.Message[..BulkItem.WhyMaxLength] : refused.Message, ct);
        }
        db.ChangeTracker.Clear();
        return true;
    }

    /// <summary>Leaves the row that could not be done for another reason than a rule behind, so that others are not kept waiting by it.</summary>
    public async Task Skip(Guid runId, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await db.BulkItems.AsNoTracking().Where(i => i.RunId == runId && i.State == BulkItemState.Waiting).OrderBy(i => i.Position).FirstOrDefaultAsync(ct) is { } item) await Tick(item, BulkItemState.Failed, "Something went wrong on our side. It is noted.", ct);
    }

    public async Task<BulkProgress?> Progress(Guid id, CancellationToken ct)
    {
        if (await db.BulkRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } run) return null;
        var done = await db.BulkItems.CountAsync(i => i.RunId == id && i.State == BulkItemState.Done, ct);
        var failed = await db.BulkItems.CountAsync(i => i.RunId == id && i.State == BulkItemState.Failed, ct);
        var failures = await db.BulkItems.AsNoTracking().Where(i => i.RunId == id && i.State == BulkItemState.Failed).OrderBy(i => i.Position).Take(MostFailuresShown).Select(i => new BulkFailure(i.RowId, i.Name, i.Why ?? "")).ToListAsync(ct);
        return new BulkProgress(id, run.List, run.Action, run.ById, run.Total, done, failed, run.EndedAt is not null, run.Query, failures);
    }

    /// <summary>The rows of a run that were refused, for who started it.</summary>
    public async Task<IReadOnlyList<Guid>> Failed(Guid id, string list, Guid userId, CancellationToken ct) =>
        await db.BulkItems.Where(i => i.RunId == id && i.State == BulkItemState.Failed && db.Set<BulkRun>().Any(r => r.Id == id && r.List == list && r.ById == userId)).OrderBy(i => i.Position).Select(i => i.RowId).Take(1000).ToListAsync(ct);

    private async Task<bool> Tick(BulkItem item, BulkItemState state, string? why, CancellationToken ct) =>
        await db.BulkItems.Where(i => i.RunId == item.RunId && i.Position == item.Position && i.State == BulkItemState.Waiting).ExecuteUpdateAsync(i => i.SetProperty(x => x.State, state).SetProperty(x => x.Why, why), ct) == 1;
}
