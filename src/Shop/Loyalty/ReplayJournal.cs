using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Builds balances, lots, the sums of statements and tiers again from the journal, account by account and member by member, and says where what is stored differs; puts it right when that is asked for.</summary>
public sealed class ReplayJournal(ShopDb db, TimeProvider clock)
{
    // So many accounts or entries are held at a time.
    private const int AccountsAtOnce = 200;
    private const int EntriesAtOnce = 5_000;

    /// <summary>A sentence for each difference; a mended one was put right. An account whose journal is not as it was sealed is never written.</summary>
    public sealed record Found(string Sentence, bool Mended);

    /// <summary>How many accounts were replayed.</summary>
    public long Replayed { get; private set; }

    public async IAsyncEnumerable<Found> Run(bool write, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var kept in Accounts(db, ct))
        {
            Replayed++;
            if (kept.Differences(db).Count == 0) continue;
            foreach (var found in write ? await PutRight(kept.Id, ct) : [.. kept.Differences(db).Select(d => new Found(d.Sentence, false))]) yield return found;
        }
        if (await StatementMonth.Wrong(db, ct) is { Count: > 0 } wrong)
        {
            if (write) await AddUp(ct);
            foreach (var sentence in wrong) yield return new Found(sentence, write);
        }
        await foreach (var (member, sentence, isLost) in Standings.Misplaced(db, clock.GetUtcNow().UtcDateTime, ct)) yield return new Found(sentence, write && !isLost && await Stand(member, ct));
    }

    /// <summary>Every account with its journal and what is stored of it, in the order of their ids; a few at a time.</summary>
    internal static async IAsyncEnumerable<KeptAccount> Accounts(ShopDb db, [EnumeratorCancellation] CancellationToken ct)
    {
        var sizes = await db.PointsTransactions.GroupBy(t => t.AccountId).Select(g => new { Id = g.Key, Entries = g.Count() }).ToDictionaryAsync(a => a.Id, a => a.Entries, ct);
        var ids = (await db.PointsAccounts.Select(a => a.Id).ToListAsync(ct)).Union(sizes.Keys).Order().ToList();
        for (var from = 0; from < ids.Count;)
        {
            var (some, entries) = (new List<Guid>(), 0);
            while (from < ids.Count && some.Count < AccountsAtOnce && (some.Count == 0 || entries + sizes.GetValueOrDefault(ids[from]) <= EntriesAtOnce))
            {
                entries += sizes.GetValueOrDefault(ids[from]);
                some.Add(ids[from++]);
            }
            foreach (var kept in await Load(db, some, ct)) yield return kept;
        }
    }

    private async Task AddUp(CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await StatementMonth.Rebuild(db, ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<bool> Stand(Guid memberId, CancellationToken ct)
    {
        var account = await db.Memberships.Where(m => m.Id == memberId).Select(m => m.AccountId).SingleAsync(ct);
        if (!(await Load(db, [account], ct))[0].IsSealed) return false; // what the history says is not to be believed
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await new StandMember(db, new RuleBook(db)).PutRight(memberId, clock.GetUtcNow().UtcDateTime, ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return true;
    }

    private async Task<IReadOnlyList<Found>> PutRight(Guid id, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await PointsLedger.Hold(db, id, ct); // nobody writes meanwhile
        var kept = (await Load(db, [id], ct))[0];
        var differences = kept.Differences(db); // the shop may have written since
        if (kept.Replayed is not { } right || !kept.IsSealed) return [.. differences.Select(d => new Found(d.Sentence, false)).Append(new Found($"The journal of account {id} is not as it was sealed: nothing of it is written.", false))];

        if (kept.Stored is null) db.Add(right);
        else
        {
            Overwrite(db.Attach(kept.Stored).Entity, right);
            foreach (var lot in right.Lots)
                if (kept.Stored.Lots.FirstOrDefault(l => l.Id == lot.Id) is { } stored) Overwrite(stored, lot);
                else db.Add(lot);
            db.RemoveRange(kept.Stored.Lots.ExceptBy(right.Lots.Select(l => l.Id), l => l.Id));
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return [.. differences.Select(d => new Found(d.Sentence, true))];
    }

    private void Overwrite<T>(T stored, T right) where T : class
    {
        foreach (var property in KeptAccount.Compared(db, typeof(T))) db.Entry(stored).Property(property.Name).CurrentValue = property.PropertyInfo!.GetValue(right);
    }

    private static async Task<IReadOnlyList<KeptAccount>> Load(ShopDb db, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var stored = await db.PointsAccounts.AsNoTracking().Include(a => a.Lots).Where(a => ids.Contains(a.Id)).AsSplitQuery().ToDictionaryAsync(a => a.Id, ct);
        var journal = (await db.PointsTransactions.AsNoTracking().Where(t => ids.Contains(t.AccountId)).ToListAsync(ct)).ToLookup(t => t.AccountId);
        return [.. ids.Select(id => new KeptAccount(id, stored.GetValueOrDefault(id), [.. journal[id].OrderBy(t => t.Number)]))];
    }
}
