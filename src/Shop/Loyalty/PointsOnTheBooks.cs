using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>What the club owes its members, for the accountant.</summary>
/// <param name="Months">What can be spent, by the local month in which it ends, the first first.</param>
/// <param name="Pending">Points that wait for the end of a return window.</param>
/// <param name="Reserved">Points set aside for orders that are not paid yet.</param>
/// <param name="Debt">Points that members owe, taken off.</param>
/// <param name="ByJournal">The same sum from the journal's own postings: equal, to the point.</param>
/// <param name="Breakage">Which share of the points whose time is over was never spent; null while there are none.</param>
/// <param name="Movements">What moved, by local month and kind, the newest first.</param>
public sealed record PointsOwed(IReadOnlyList<OwedMonth> Months, long Pending, long Reserved, long Debt, long ByJournal, decimal? Breakage, IReadOnlyList<MovedMonth> Movements)
{
    public long Outstanding => Months.Sum(m => m.Points) + Pending + Reserved - Debt;

    /// <summary>How many of them will not be spent, if members go on as they did.</summary>
    public long ExpectedBreakage => (long)Math.Round(Outstanding * (Breakage ?? 0));
}

/// <summary>Points that end in a month.</summary>
public sealed record OwedMonth(DateOnly Month, long Points);

/// <summary>By how much one kind of movement changed what is owed in a month.</summary>
public sealed record MovedMonth(DateOnly Month, PointsMove Kind, long Points);

/// <summary>Reads what is owed from lots and journal, in a number of questions that does not grow with either.</summary>
public sealed class PointsOnTheBooks(ShopDb db, RuleBook rules, TimeProvider clock)
{
    public const int Months = 12;

    private static readonly Book[] Members = [Book.Pending, Book.Available, Book.Reserved, Book.Debt];

    /// <returns>Null while there is no club.</returns>
    public Task<PointsOwed?> Read(CancellationToken ct) => Read(clock.GetUtcNow().UtcDateTime, ct);

    /// <summary>The same as it stood at a moment that is over, from the journal until then.</summary>
    public async Task<PointsOwed?> At(DateTime end, CancellationToken ct)
    {
        if (await rules.At(clock.GetUtcNow().UtcDateTime, ct) is not { Zone: var zone }) return null;
        var until = db.PointsTransactions.Where(t => t.At < end);
        var books = await until.SelectMany(t => t.Postings).Where(p => p.Unit == LedgerUnit.Points && Members.Contains(p.Book)).GroupBy(p => p.Book).Select(g => new { Book = g.Key, Points = g.Sum(p => p.Amount) }).ToDictionaryAsync(b => b.Book, b => b.Points, ct);
        var lots = await until.SelectMany(t => t.Postings).Where(p => p.Unit == LedgerUnit.Points && p.Book == Book.Available && p.LotId != null)
            .Join(db.PointsLots, p => p.LotId, l => (Guid?)l.Id, (p, l) => new { l.ExpiresAt, p.Amount }).GroupBy(l => l.ExpiresAt).Select(g => new { Until = g.Key, Points = g.Sum(l => l.Amount) }).ToListAsync(ct);
        return new PointsOwed(
            [.. lots.Where(l => l.Points != 0).GroupBy(l => FirstOf(Expiries.LastDay(l.Until!.Value, zone))).OrderBy(g => g.Key).Select(g => new OwedMonth(g.Key, g.Sum(l => l.Points)))],
            books.GetValueOrDefault(Book.Pending), books.GetValueOrDefault(Book.Reserved), -books.GetValueOrDefault(Book.Debt), books.Values.Sum(), await Breakage(end, ct), await Movements(end.AddTicks(-1), zone, ct));
    }

    private async Task<PointsOwed?> Read(DateTime now, CancellationToken ct)
    {
        if (await rules.At(now, ct) is not { Zone: var zone }) return null;
        var lots = await db.PointsLots.Where(l => l.ReleasedAt != null && l.Remaining > 0).GroupBy(l => l.ExpiresAt).Select(g => new { Until = g.Key, Points = g.Sum(l => l.Remaining) }).ToListAsync(ct);
        var accounts = await db.PointsAccounts.GroupBy(_ => 1).Select(g => new { Pending = g.Sum(a => a.Pending), Reserved = g.Sum(a => a.Reserved), Debt = g.Sum(a => a.Debt) }).SingleOrDefaultAsync(ct);
        var journal = await db.PointsTransactions.SelectMany(t => t.Postings).Where(p => p.Unit == LedgerUnit.Points && Members.Contains(p.Book)).SumAsync(p => p.Amount, ct);
        return new PointsOwed(
            [.. lots.GroupBy(l => FirstOf(Expiries.LastDay(l.Until!.Value, zone))).OrderBy(g => g.Key).Select(g => new OwedMonth(g.Key, g.Sum(l => l.Points)))],
            accounts?.Pending ?? 0, accounts?.Reserved ?? 0, accounts?.Debt ?? 0, journal, await Breakage(now, ct), await Movements(now, zone, ct));
    }

    private async Task<decimal?> Breakage(DateTime at, CancellationToken ct) =>
        await db.PointsLots.Where(l => l.ExpiresAt <= at).GroupBy(_ => 1).Select(g => new { Given = g.Sum(l => l.Granted - l.Revoked), Lost = g.Sum(l => l.Expired) }).SingleOrDefaultAsync(ct) is { Given: > 0 } over ? (decimal)over.Lost / over.Given : null;

    private async Task<IReadOnlyList<MovedMonth>> Movements(DateTime at, TimeZoneInfo zone, CancellationToken ct)
    {
        var months = new List<Period> { ClubTime.MonthAt(at, zone) };
        while (months.Count < Months) months.Add(ClubTime.MonthAt(months[^1].Start.AddTicks(-1), zone));
        var moved = await months.Select((month, number) => db.PointsTransactions.Where(t => t.At >= month.Start && t.At < month.End)
            .SelectMany(t => t.Postings.Where(p => p.Unit == LedgerUnit.Points && Members.Contains(p.Book)), (t, p) => new { t.Kind, p.Amount })
            .GroupBy(p => p.Kind).Select(g => new { Number = number, Kind = g.Key, Points = g.Sum(p => p.Amount) })).Aggregate((some, more) => some.Concat(more)).ToListAsync(ct); // one question for all months
        return [.. moved.Where(m => m.Points != 0).OrderBy(m => m.Number).ThenBy(m => m.Kind).Select(m => new MovedMonth(Period.LocalDay(months[m.Number].Start, zone), m.Kind, m.Points))];
    }

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);
}
