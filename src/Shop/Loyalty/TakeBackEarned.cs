using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Takes back what pieces of an order earned, and brings the member's tier to agree. Inside the caller's transaction; told twice, it changes nothing.</summary>
public sealed class TakeBackEarned(ShopDb db, PointsLedger ledger, StandMember stand, TimeProvider clock)
{
    private const string Forgiven = ":forgiven";

    /// <param name="pieces">How many of which line; null for all that is left.</param>
    /// <returns>What was taken back; empty when the order earned nothing.</returns>
    public async Task<IReadOnlyList<EarnedLine>> Run(Guid orderId, string source, string reason, IReadOnlyDictionary<Guid, int>? pieces, CancellationToken ct)
    {
        if (await ledger.Knows(source, ct)) return []; // told twice
        if (await db.PointsLots.AsNoTracking().FirstOrDefaultAsync(l => l.OrderId == orderId, ct) is not { } earned) return [];
        var account = await ledger.Open(earned.AccountId, ct, orderId);
        var lines = await db.EarnedLines.AsNoTracking().Where(l => l.OrderId == orderId).ToListAsync(ct); // once nobody else can take back
        pieces ??= lines.GroupBy(l => l.LineId).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity));
        var now = clock.GetUtcNow().UtcDateTime;
        var (owed, written) = (account.Debt, account.Journal.Count);
        var back = OrderSteps.TakeBack(account, new Entry(source, earned.MemberId, now, Actor.System, reason, orderId), lines, pieces);
        db.AddRange(back);
        if (account.Journal.Count > written) await Forgive(account, earned, account.Debt - owed, source, now, ct);
        await db.SaveChangesAsync(ct);
        if (back.Any(l => l.Credits != 0)) await stand.Run(earned.MemberId, now, ct);
        return back;
    }

    // What of these points leaving the club took away is not owed as well when the goods behind them come back later.
    private async Task Forgive(PointsAccount account, Lot earned, long owed, string source, DateTime now, CancellationToken ct)
    {
        // What was taken from elsewhere: from other points, or as a debt.
        var others = account.Journal[^1].Postings.Where(p => p is { Unit: LedgerUnit.Points, Book: Book.Available } && p.LotId != earned.Id).ToList();
        var elsewhere = owed - others.Sum(p => p.Amount);
        if (elsewhere <= 0) return;
        var entries = db.PointsTransactions.Where(t => t.AccountId == account.Id);
        var taken = -await entries.Where(t => t.Kind == PointsMove.Adjusted && t.Reason == LeaveClub.Reason).SelectMany(t => t.Postings).Where(p => p.LotId == earned.Id && p.Book == Book.Available && p.Unit == LedgerUnit.Points).SumAsync(p => p.Amount, ct);
        if (taken == 0) return;
        var forgiven = await entries.Where(t => t.OrderId == earned.OrderId && t.SourceKey.EndsWith(Forgiven)).SelectMany(t => t.Postings).Where(p => p.Book == Book.Adjusted && p.Unit == LedgerUnit.Points).SumAsync(p => -p.Amount, ct);
        if (Math.Min(elsewhere, taken - forgiven) is not (> 0 and var points)) return;
        var until = others.Select(p => account.Lots.Single(l => l.Id == p.LotId).ExpiresAt).Append(now.AddDays(1)).Max()!.Value;
        account.Grant(new Entry(source + Forgiven, earned.MemberId, now, Actor.System, "Taken away already when you left", earned.OrderId), points, until, PointsMove.Adjusted);
    }
}
