using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Data;

namespace Shop.Imports.Goods;

/// <summary>Every day: throws away files of goods that are over for long, and what was told of each of their rows. How many rows became what stays.</summary>
public sealed class TidyGoodsFiles(ShopDb db, BringInGoods work, IOptions<DataOptions> data, TimeProvider clock)
{
    public const int KeptDays = 30;
    private static readonly TimeSpan PatienceWithLost = TimeSpan.FromDays(1);

    public async Task Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var before = now.AddDays(-KeptDays);
        foreach (var id in await Resting(db.GoodsRuns.AsNoTracking(), before).Select(r => r.Id).ToListAsync(ct)) await Tidy(id, before, now, ct);
        await GiveUpLost(now, ct);
        await RemoveLoose(before, ct);
    }

    private static IQueryable<GoodsRun> Resting(IQueryable<GoodsRun> runs, DateTime before) =>
        runs.Where(r => r.TidiedAt == null && (r.EndedAt ?? r.UploadedAt) < before && r.State != GoodsRunState.Checking && r.State != GoodsRunState.Importing);

    private async Task Tidy(Guid id, DateTime before, DateTime now, CancellationToken ct)
    {
        await using var whole = await db.Database.BeginTransactionAsync(ct);
        // Whoever has it looked through again at this moment keeps it.
        if (await Resting(db.GoodsRuns.Where(r => r.Id == id), before).ExecuteUpdateAsync(r => r.SetProperty(x => x.TidiedAt, now).SetProperty(x => x.Version, x => x.Version + 1), ct) == 0) return;
        await db.GoodsLines.Where(l => l.RunId == id).ExecuteDeleteAsync(ct);
        await whole.CommitAsync(ct);
        File.Delete(GoodsRun.PlaceOf(data.Value, id));
    }

    // Whoever waits for a file that is nowhere waits in vain.
    private async Task GiveUpLost(DateTime now, CancellationToken ct)
    {
        var since = now - PatienceWithLost;
        foreach (var id in await db.GoodsRuns.AsNoTracking().Where(r => (r.State == GoodsRunState.Checking || r.State == GoodsRunState.Importing) && r.StartedAt < since).Select(r => r.Id).ToListAsync(ct))
            if (!File.Exists(GoodsRun.PlaceOf(data.Value, id))) await work.GiveUp(id, "The file is not there any more. Upload it again.", ct);
    }

    // What an upload left that was broken off, or a stop between the row and its file.
    private async Task RemoveLoose(DateTime before, CancellationToken ct)
    {
        var folder = Path.GetDirectoryName(GoodsRun.PlaceOf(data.Value, Guid.Empty))!;
        if (!Directory.Exists(folder)) return;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(f => f.LastWriteTimeUtc < before))
        {
            var known = Guid.TryParseExact(Path.GetFileNameWithoutExtension(file.Name), "N", out var id) && file.Extension == ".csv";
            if (!known || !await db.GoodsRuns.AnyAsync(r => r.Id == id && r.TidiedAt == null, ct)) file.Delete();
        }
    }
}
