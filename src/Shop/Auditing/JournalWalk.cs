using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Auditing;

/// <summary>Reads the points journal once, account by account and entry by entry in the order of their numbers, and plays it again. Holds one account at a time.</summary>
internal sealed class JournalWalk
{
    // The sums of INV-2 and the ends of the chains tell these.
    private static readonly string[] AskedElsewhere = ["Available", "Pending", "Reserved", "Debt", "Credits", "CreditsPending", "LastNumber", "LastHash"];

    private JournalWalk() { }

    /// <summary>What is wrong with seals, numbers and the balances noted beside each entry.</summary>
    public List<string> Seals { get; } = [];

    /// <summary>Which balances are not those of the replay.</summary>
    public List<string> Balances { get; } = [];

    /// <summary>Which lots are not those of the replay.</summary>
    public List<string> Lots { get; } = [];

    /// <summary>Where something else than the soonest was taken.</summary>
    public List<string> Order { get; } = [];

    /// <summary>What expired before its time.</summary>
    public List<string> Expiries { get; } = [];

    public static async Task<JournalWalk> Take(ShopDb db, CancellationToken ct)
    {
        var walk = new JournalWalk();
        try
        {
            await foreach (var account in ReplayJournal.Accounts(db, ct)) walk.Look(account, db);
        }
        catch (InvalidOperationException unreadable)
        {
            walk.Seals.Add($"The journal cannot be read to its end: {unreadable.Message}");
        }
        return walk;
    }

    private void Look(KeptAccount kept, ShopDb db)
    {
        var (number, hash, available, pending) = (0L, PointsTransaction.Beginning, 0L, 0L);
        var open = new OpenLots();
        foreach (var entry in kept.Journal)
        {
            if (entry.Number != number + 1) Seals.Add($"In account {kept.Id}, entry {entry.Number} follows entry {number}.");
            if (entry.PreviousHash != hash) Seals.Add($"Entry {entry.Number} of account {kept.Id} ({entry.SourceKey}) does not seal the one before it.");
            if (entry.Reseal() != entry.Hash) Seals.Add($"Entry {entry.Number} of account {kept.Id} ({entry.SourceKey}) is not as it was sealed.");
            available += entry.Postings.Where(p => p is { Unit: LedgerUnit.Points, Book: Book.Available }).Sum(p => p.Amount);
            pending += entry.Postings.Where(p => p is { Unit: LedgerUnit.Points, Book: Book.Pending }).Sum(p => p.Amount);
            if ((entry.AvailableAfter, entry.PendingAfter) != (available, pending))
                Seals.Add($"Entry {entry.Number} of account {kept.Id} ({entry.SourceKey}) notes {entry.AvailableAfter} available and {entry.PendingAfter} pending after it, but there were {available} and {pending}.");
            open.Take(entry);
            if (open.Passed is { } passed) Order.Add($"Transaction {entry.SourceKey} took from lot {passed.Taken}, though lot {passed.Sooner} expires sooner and had {passed.Left} left.");
            if (open.TooSoon is { } tooSoon) Expiries.Add($"Transaction {entry.SourceKey} ended lot {tooSoon}, whose time was not over.");
            (number, hash) = (entry.Number, entry.Hash);
        }
        if (kept.Stored is not null && (kept.Stored.LastNumber, kept.Stored.LastHash) != (number, hash)) Seals.Add($"Account {kept.Id} was written last by entry {kept.Stored.LastNumber}, but its journal ends with entry {number}.");

        foreach (var difference in kept.Differences(db))
        {
            if (difference.LotId is not null) Lots.Add(difference.Sentence);
            else if (!AskedElsewhere.Contains(difference.What)) Balances.Add(difference.Sentence);
        }
    }

    /// <summary>What can still be spent of each lot, and until when, as the journal goes on.</summary>
    private sealed class OpenLots
    {
        private readonly Dictionary<Guid, long> _left = [];
        private readonly Dictionary<Guid, DateTime> _until = [];

        public (Guid Taken, Guid Sooner, long Left)? Passed { get; private set; }
        public Guid? TooSoon { get; private set; }

        public void Take(PointsTransaction entry)
        {
            (Passed, TooSoon) = (null, null);
            (Guid Id, DateTime Until)? last = null;
            foreach (var posting in entry.Postings.OrderBy(p => p.Line))
            {
                if (posting.LotId is not { } id || posting.Unit != LedgerUnit.Points) continue;
                if (posting.ExpiresAt is { } until) _until[id] = until;
                if (posting.Book != Book.Available) continue;
                if ((_left[id] = _left.GetValueOrDefault(id) + posting.Amount) == 0) _left.Remove(id); // what is used up is not looked at again
                if (posting.Amount >= 0) continue;
                var end = _until.GetValueOrDefault(id);
                if (entry.Kind == PointsMove.Expired && end > entry.At) TooSoon = id;
                if (entry.Kind is PointsMove.Reserved or PointsMove.Sent or PointsMove.Adjusted or PointsMove.Redeemed && (last is null || end > last.Value.Until)) last = (id, end);
            }
            if (last is not { } taken) return;
            foreach (var (id, left) in _left)
                if (left > 0 && _until.GetValueOrDefault(id) is var end && end > entry.At && end < taken.Until) Passed = (taken.Id, id, left);
        }
    }
}
