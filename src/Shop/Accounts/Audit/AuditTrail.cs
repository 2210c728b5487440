using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Accounts.Audit;

/// <summary>Where it is noted what somebody who works here did, beside what is noticed by itself when rows are saved.</summary>
public sealed class AuditTrail(ShopDb db, TimeProvider clock)
{
    /// <summary>Adds a note to what the next save writes, so that both stand or neither.</summary>
    public void Note(AuditOrigin origin, string verb, AuditRecord record, params IReadOnlyList<AuditChange> changes) => db.AuditEntries.Add(AuditEntry.Of(origin, verb, record, changes, clock.GetUtcNow().UtcDateTime));

    /// <summary>As the other, from a use case: where it came from is known while somebody at the desk acts.</summary>
    public void Note(Kernel.Actor by, string verb, AuditRecord record, params IReadOnlyList<AuditChange> changes) =>
        Note(SaveWatch.Current is StaffWatch watch ? watch.Origin with { By = by } : new AuditOrigin(by, null, "", null, "", null), verb, record, changes);

    /// <summary>Notes something that saves nothing itself: a sign-in, an export.</summary>
    public Task Write(AuditOrigin origin, string verb, AuditRecord record, CancellationToken ct)
    {
        Note(origin, verb, record);
        return db.SaveChangesAsync(ct);
    }
}

/// <summary>Every minute: seals what was noted since, in the order in which it was noted.</summary>
public sealed class SealAuditTrail(ShopDb db, TimeProvider clock)
{
    private const int AtOnce = 500;

    // No transaction of the desk lasts so long: an entry that appears late is looked for so far back.
    private static readonly TimeSpan Latest = TimeSpan.FromHours(2);

    public async Task Run(CancellationToken ct)
    {
        while (await db.Retrying(() => SealSome(ct), ct) == AtOnce) db.ChangeTracker.Clear();
    }

    private async Task<int> SealSome(CancellationToken ct)
    {
        var (seals, entries) = (db.AuditSeals, db.AuditEntries);
        var last = await seals.AsNoTracking().OrderByDescending(s => s.Number).FirstOrDefaultAsync(ct);
        var from = last is null ? DateTime.MinValue : await entries.Where(e => e.Id == last.EntryId).Select(e => e.At).SingleAsync(ct) - Latest;
        var open = await entries.AsNoTracking().Where(e => e.At >= from && !seals.Any(s => s.EntryId == e.Id)).OrderBy(e => e.At).ThenBy(e => e.Id).Take(AtOnce).ToListAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var entry in open) seals.Add(last = AuditSeal.After(last, entry, now));
        await db.SaveChangesAsync(ct);
        return open.Count;
    }
}
