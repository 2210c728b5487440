using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Ordering;

namespace Shop.Loyalty;

/// <summary>What a statement can be narrowed to.</summary>
public enum StatementGroup { Earned, Given, Spent, TakenBack, Expired, Corrected }

/// <summary>A stretch of a statement: from its first instant until before its last.</summary>
public sealed record StatementFilter(StatementGroup? Group = null, DateTime? From = null, DateTime? Until = null)
{
    public static readonly StatementFilter All = new();
}

/// <summary>One entry of the journal as its owner reads it.</summary>
/// <param name="Available">How many more or fewer points can be spent after it.</param>
/// <param name="Pending">How many more or fewer wait after it.</param>
/// <param name="AvailableAfter">By the order of time; of a list that leaves some kinds out, what the journal noted.</param>
/// <param name="OrderNumber">Null where no order caused it, or not one of the reader's own.</param>
public sealed record StatementLine(
    long Number, DateTime At, PointsMove Kind, string? Reason, string? OrderNumber, long Available, long Pending, long Credits, long AvailableAfter, long PendingAfter, DateTime? ExpiresAt, DateTime? DueAt)
{
    /// <summary>Whether only a part of them ends on that day, and the rest later: what comes back goes where it came from.</summary>
    public bool RestEndsLater { get; init; }

    /// <summary>Whether it is about a reward, not an order.</summary>
    public bool IsReward { get; init; }

    /// <summary>Whether points went into a household or out of it.</summary>
    public bool IsHousehold { get; init; }

    /// <summary>Who of a household it was; null for the reader.</summary>
    public string? Who { get; init; }

    /// <summary>What was taken for the points, if the reader took it.</summary>
    public Guid? ClaimId { get; init; }
}

/// <summary>A page of a statement, the newest first.</summary>
/// <param name="Older">From which number on the next page reads; null when this is the last.</param>
public sealed record StatementPage(IReadOnlyList<StatementLine> Lines, long? Older)
{
    /// <summary>The balance before the period and at its end.</summary>
    public long Opening { get; init; }
    public long Closing { get; init; }

    /// <summary>The sum of all that was chosen, on this page and others. Of everything in a period it is the closing less the opening balance.</summary>
    public long Change { get; init; }
}

/// <summary>Reads the journal of an account for its owner. A page is found by its number and read in the same time, however long the journal is.</summary>
public sealed class PointsStatement(ShopDb db)
{
    public const int PageSize = 25;

    // The database is asked in pieces of this size, so that a long journal is never in memory whole.
    private const int Piece = 500;

    private static readonly Dictionary<StatementGroup, PointsMove[]> Kinds = new()
    {
        [StatementGroup.Earned] = [PointsMove.Earned, PointsMove.MadeDue, PointsMove.Released],
        [StatementGroup.Given] = [PointsMove.Granted, PointsMove.Sent, PointsMove.Received],
        [StatementGroup.Spent] = [PointsMove.Reserved, PointsMove.Spent, PointsMove.Freed, PointsMove.GivenBack, PointsMove.Redeemed],
        [StatementGroup.TakenBack] = [PointsMove.Revoked],
        [StatementGroup.Expired] = [PointsMove.Expired, PointsMove.Extended],
        [StatementGroup.Corrected] = [PointsMove.Adjusted],
    };

    /// <param name="before">Only entries with a smaller number; null for the newest.</param>
    public async Task<StatementPage> Page(Guid accountId, Guid customerId, StatementFilter filter, long? before, CancellationToken ct)
    {
        var lines = await Lines(await Newest(accountId, filter, before, PageSize + 1, ct), customerId).ToListAsync(ct);
        var shown = await WithEnds(accountId, lines.Take(PageSize).ToList(), ct);
        var now = await db.PointsAccounts.Where(a => a.Id == accountId).Select(a => a.Available).SingleOrDefaultAsync(ct);
        if (filter.Group is null && shown.Count > 0) shown = Balanced(shown, now - (before is null && filter.Until is null ? 0 : await After(accountId, shown[0], ct)));
        var opening = filter.From is { } from ? now - await Since(accountId, from, ct) : 0;
        var closing = filter.Until is { } until ? now - await Since(accountId, until, ct) : now;
        return new StatementPage(shown, lines.Count > PageSize ? shown[^1].Number : null)
        {
            Opening = opening, Closing = closing, Change = filter.Group is not { } group ? closing - opening : await Since(accountId, filter.From ?? DateTime.MinValue, ct, Kinds[group]) - (filter.Until is { } end ? await Since(accountId, end, ct, Kinds[group]) : 0),
        };
    }

    /// <summary>All that is chosen, the oldest first.</summary>
    public async IAsyncEnumerable<StatementLine> Whole(Guid accountId, Guid customerId, StatementFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var balance = await db.PointsAccounts.Where(a => a.Id == accountId).Select(a => a.Available).SingleOrDefaultAsync(ct) - await Since(accountId, filter.From ?? DateTime.MinValue, ct);
        for (StatementLine? last = null; ;)
        {
            var entries = Chosen(accountId, filter);
            if (last is { At: var at, Number: var number }) entries = entries.Where(t => t.At > at || t.At == at && t.Number > number);
            var piece = await WithEnds(accountId, await Lines(entries.OrderBy(t => t.At).ThenBy(t => t.Number).Take(Piece), customerId).ToListAsync(ct), ct);
            foreach (var line in piece)
            {
                balance += line.Available;
                yield return filter.Group is null ? line with { AvailableAfter = balance } : line;
            }
            if (piece.Count < Piece) yield break;
            last = piece[^1];
        }
    }

    /// <summary>One entry with all it moved; null when the account has none with this number.</summary>
    public async Task<StatementEntry?> Entry(Guid accountId, Guid customerId, long number, CancellationToken ct)
    {
        var chosen = db.PointsTransactions.AsNoTracking().Where(t => t.AccountId == accountId && t.Number == number);
        if (await Lines(chosen, customerId).SingleOrDefaultAsync(ct) is not { } line) return null;
        line = (await WithEnds(accountId, [line], ct))[0];
        line = line with { AvailableAfter = await db.PointsAccounts.Where(a => a.Id == accountId).Select(a => a.Available).SingleAsync(ct) - await After(accountId, line, ct) };
        var entry = await chosen.SingleAsync(ct);
        var goods = await (
            from earned in db.EarnedLines.AsNoTracking()
            where earned.TransactionId == entry.Id
            from bought in db.Set<Order>().Where(o => o.Id == earned.OrderId && o.CustomerId == customerId).SelectMany(o => o.Lines).Where(l => l.Id == earned.LineId)
            orderby bought.Position
            select new EntryGoods(bought.Name, bought.VariantName, earned.Quantity, earned.Points)).ToListAsync(ct);
        return new StatementEntry(line, entry.ByKind, entry.ByName, entry.RuleSetId, entry.Hash, goods,
        [
            .. entry.Postings.GroupBy(p => p.Book).Select(g => new EntryPart(g.Key, Sum(g, LedgerUnit.Points), Sum(g, LedgerUnit.Credits))).Where(p => p.Points != 0 || p.Credits != 0).OrderBy(p => p.Points + p.Credits).ThenBy(p => p.Book),
        ]);
    }

    // What came back lies in the lots it came from, each with an end of its own.
    private async Task<List<StatementLine>> WithEnds(Guid accountId, List<StatementLine> lines, CancellationToken ct)
    {
        var back = lines.Where(l => l.Kind is PointsMove.GivenBack or PointsMove.Freed && l.Available > 0).Select(l => l.Number).ToList();
        if (back.Count == 0) return lines;
        var lots = db.PointsLots;
        var ends = (await db.PointsTransactions.AsNoTracking().Where(t => t.AccountId == accountId && back.Contains(t.Number))
            .SelectMany(t => t.Postings.Where(p => p.Unit == LedgerUnit.Points && p.Book == Book.Available && p.Amount > 0), (t, p) => new { t.Number, p.LotId, p.ExpiresAt })
            .Select(p => new { p.Number, Ends = p.ExpiresAt ?? lots.Where(l => l.Id == p.LotId).Select(l => l.ExpiresAt).FirstOrDefault() }).ToListAsync(ct)).Where(p => p.Ends is not null).ToLookup(p => p.Number, p => p.Ends!.Value);
        return lines.ConvertAll(l => ends[l.Number].ToList() is { Count: > 0 } own ? l with { ExpiresAt = own.Min(), RestEndsLater = own.Min() != own.Max() } : l);
    }

    private IQueryable<PointsTransaction> Chosen(Guid accountId, StatementFilter filter)
    {
        var entries = db.PointsTransactions.AsNoTracking().Where(t => t.AccountId == accountId);
        if (filter.Group is { } group) entries = entries.Where(t => Kinds[group].Contains(t.Kind));
        if (filter.From is { } from) entries = entries.Where(t => t.At >= from);
        if (filter.Until is { } until) entries = entries.Where(t => t.At < until);
        return entries;
    }

    // Each way of narrowing follows an index to its first rows and stops there.
    private async Task<IQueryable<PointsTransaction>> Newest(Guid accountId, StatementFilter filter, long? before, int count, CancellationToken ct)
    {
        var all = db.PointsTransactions.AsNoTracking().Where(t => t.AccountId == accountId);
        var entries = Chosen(accountId, filter with { Group = null });
        if (before is { } last && await all.Where(t => t.Number == last).Select(t => (DateTime?)t.At).SingleOrDefaultAsync(ct) is { } at) entries = entries.Where(t => t.At < at || t.At == at && t.Number < last);
        if (filter.Group is not { } group) return Sorted(entries).Take(count);

        // One kind after the other: asked for several at once, a database sorts all it finds.
        return Sorted(Kinds[group].Select(kind => Sorted(entries.Where(t => t.Kind == kind)).Take(count)).Aggregate((some, more) => some.Concat(more))).Take(count);
    }

    private static IQueryable<PointsTransaction> Sorted(IQueryable<PointsTransaction> entries) => entries.OrderByDescending(t => t.At).ThenByDescending(t => t.Number);

    private IQueryable<StatementLine> Lines(IQueryable<PointsTransaction> entries, Guid customerId) => entries.Select(t => new StatementLine(
        t.Number, t.At, t.Kind, t.Reason, db.Set<Order>().Where(o => o.Id == t.OrderId && o.CustomerId == customerId).Select(o => o.Number).FirstOrDefault(),
        t.Postings.Where(p => p.Unit == LedgerUnit.Points && p.Book == Book.Available).Sum(p => p.Amount),
        t.Postings.Where(p => p.Unit == LedgerUnit.Points && p.Book == Book.Pending).Sum(p => p.Amount),
        t.Postings.Where(p => p.Unit == LedgerUnit.Credits && p.Book == Book.Available).Sum(p => p.Amount),
        t.AvailableAfter, t.PendingAfter, t.Postings.Max(p => p.ExpiresAt), t.Postings.Max(p => p.DueAt))
    {
        IsReward = t.SourceKey.StartsWith("claim:"),
        IsHousehold = t.SourceKey.StartsWith(CarryPoints.SourceStart),
        Who = db.Set<Membership>().Where(m => m.Id == t.MemberId && m.CustomerId != customerId && !db.Set<Membership>().Any(k => k.Id == m.MergedIntoId && k.CustomerId == customerId)).SelectMany(m => db.Set<Customers.Customer>().Where(c => c.Id == m.CustomerId)).Select(c => c.Name).FirstOrDefault(),
        ClaimId = db.Set<RewardClaim>().Where(c => c.TransactionId == t.Id && db.Set<Membership>().Any(m => m.Id == c.MemberId && (m.CustomerId == customerId || db.Set<Membership>().Any(k => k.Id == m.MergedIntoId && k.CustomerId == customerId)))).Select(c => (Guid?)c.Id).FirstOrDefault(),
    });

    // Entries are dated by what they tell: a release by the moment it fell due, also when it was written hours later. A statement goes by these dates,
    // so the balances beside its lines are added up in their order.
    private static List<StatementLine> Balanced(List<StatementLine> newestFirst, long balance)
    {
        var told = new List<StatementLine>(newestFirst.Count);
        foreach (var line in newestFirst)
        {
            told.Add(line with { AvailableAfter = balance });
            balance -= line.Available;
        }
        return told;
    }

    private Task<long> Since(Guid accountId, DateTime at, CancellationToken ct, PointsMove[]? kinds = null) => MonthAndLater(accountId, at, t => t.At >= at, kinds, ct);

    private Task<long> After(Guid accountId, StatementLine line, CancellationToken ct) =>
        MonthAndLater(accountId, line.At, t => t.At > line.At || t.At == line.At && t.Number > line.Number, null, ct);

    // The rest of the month entry by entry, and later months by their sums: so many rows as there were months, however much happened.
    private async Task<long> MonthAndLater(Guid accountId, DateTime at, Expression<Func<PointsTransaction, bool>> after, PointsMove[]? kinds, CancellationToken ct)
    {
        var (month, entries) = (StatementMonth.Of(at), db.PointsTransactions.Where(t => t.AccountId == accountId).Where(after));
        var months = db.StatementMonths.Where(m => m.AccountId == accountId && m.Month > month);
        if (month < StatementMonth.Of(DateTime.MaxValue))
        {
            var next = new DateTime(at.Year, at.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
            entries = entries.Where(t => t.At < next);
        }
        if (kinds is not null) (entries, months) = (entries.Where(t => kinds.Contains(t.Kind)), months.Where(m => kinds.Contains(m.Kind)));
        return await entries.SumAsync(t => t.Moved ?? 0, ct) + await months.SumAsync(m => m.Moved, ct);
    }

    private static long Sum(IEnumerable<Posting> postings, LedgerUnit unit) => postings.Where(p => p.Unit == unit).Sum(p => p.Amount);
}

/// <summary>One entry of the journal, opened: between which places points and credits moved, who did it, and for which goods.</summary>
public sealed record StatementEntry(StatementLine Line, Kernel.ActorKind ByKind, string ByName, Guid? RuleSetId, string Seal, IReadOnlyList<EntryGoods> Goods, IReadOnlyList<EntryPart> Parts);

/// <summary>Something bought or sent back, with the points it moved.</summary>
public sealed record EntryGoods(string Name, string? VariantName, int Quantity, long Points);

/// <summary>A place, and how many more or fewer points and credits lie there.</summary>
public sealed record EntryPart(Book Book, long Points, long Credits);
