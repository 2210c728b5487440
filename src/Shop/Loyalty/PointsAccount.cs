using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>
/// The points of a member or a household. Balances and lots always equal the journal; only the methods here move them, and each writes one entry.
/// The available balance never goes below zero: what has to be taken back and is not there becomes a debt, which the next points repay.
/// </summary>
public sealed class PointsAccount : Entity
{
    private readonly List<Lot> _lots = [];
    private readonly List<PointsTransaction> _journal = [];

    private PointsAccount() { }

    public long Available { get; private set; }
    public long Pending { get; private set; }
    public long Reserved { get; private set; }
    public long Debt { get; private set; }

    /// <summary>All points that ever became spendable, less those revoked.</summary>
    public long Lifetime { get; private set; }
    public long Credits { get; private set; }
    public long CreditsPending { get; private set; }
    public long LastNumber { get; private set; }
    public string LastHash { get; private set; } = PointsTransaction.Beginning;

    /// <summary>The lots that were loaded: those in which something can still move.</summary>
    public IReadOnlyList<Lot> Lots => _lots;

    /// <summary>What was written since it was loaded.</summary>
    public IReadOnlyList<PointsTransaction> Journal => _journal;

    public static PointsAccount Open() => new();

    /// <summary>Points and credits that wait: for the delivery, and for the end of the return window.</summary>
    public Lot? Earn(Entry entry, long points, long credits)
    {
        if (points < 0 || credits < 0) throw new RuleBroken("Buying earns; it takes nothing away.");
        if (points == 0 && credits == 0) return null; // too small an order
        var lot = NewId.Next();
        Write(PointsMove.Earned, entry, [.. Move(Book.Issued, Book.Pending, LedgerUnit.Points, points, lot), .. Move(Book.Issued, Book.Pending, LedgerUnit.Credits, credits, lot)]);
        return _lots.Single(l => l.Id == lot);
    }

    /// <summary>Sets when pending points become spendable. Only the first date counts.</summary>
    public void MakeDue(Entry entry, Lot lot, DateTime dueAt)
    {
        if (!lot.IsPending || lot.DueAt is not null) return; // told twice
        Write(PointsMove.MadeDue, entry, [new Posting(Book.Pending, LedgerUnit.Points, 0, lot.Id, DueAt: dueAt)]);
    }

    /// <summary>Makes what is left of a pending lot spendable until it expires; a debt is repaid first.</summary>
    public void Release(Entry entry, Lot lot, DateTime expiresAt)
    {
        if (!lot.IsPending) return; // told twice
        List<Posting> postings = [.. Inflow(Book.Pending, lot.Id, lot.Remaining, lot.Id, expiresAt), .. Move(Book.Pending, Book.Available, LedgerUnit.Credits, lot.CreditsLeft, lot.Id, bothSides: true)];
        if (postings.Count == 0) return; // everything was revoked before
        Write(PointsMove.Released, entry, postings);
        var spendable = postings.Where(p => p is { Book: Book.Available, Unit: LedgerUnit.Points }).Sum(p => p.Amount);
        if (spendable > 0 || lot.OrderId is not null) Raise(new PointsReleased(entry.MemberId, lot.OrderId, lot.Id, spendable, expiresAt));
    }

    /// <summary>Points that are spendable at once: for joining, a birthday, a friend.</summary>
    /// <param name="credits">What they count towards the tier.</param>
    public void Grant(Entry entry, long points, DateTime expiresAt, PointsMove kind = PointsMove.Granted, long credits = 0)
    {
        if (points < 0 || credits < 0 || points + credits == 0) throw new RuleBroken("What moves is more than nothing.");
        var lot = NewId.Next();
        var source = kind switch { PointsMove.Adjusted => Book.Adjusted, PointsMove.Received => Book.Transferred, _ => Book.Issued };
        Write(kind, entry, [.. points > 0 ? Inflow(source, null, points, lot, expiresAt) : [], .. Move(source, Book.Available, LedgerUnit.Credits, credits, lot)]);
    }

    /// <summary>Points of another member, each part with the end it had there; a debt is repaid first.</summary>
    public void Receive(Entry entry, IReadOnlyList<(long Points, DateTime ExpiresAt)> parts)
    {
        if (parts.Count == 0 || parts.Any(p => p.Points <= 0)) throw new RuleBroken("What moves is more than nothing.");
        var (postings, debt) = (new List<Posting>(), Debt);
        foreach (var (points, expiresAt) in parts)
        {
            postings.AddRange(Inflow(Book.Transferred, null, points, NewId.Next(), expiresAt, debt));
            debt -= Math.Min(debt, points);
        }
        Write(PointsMove.Received, entry, postings);
    }

    /// <summary>Sets points aside for a payment, the soonest to expire first. False when there are not enough.</summary>
    public bool Reserve(Entry entry, long points)
    {
        if (points <= 0) throw new RuleBroken("What moves is more than nothing.");
        if (SpendableAt(entry.At) < points) return false;
        Write(PointsMove.Reserved, entry, [.. Soonest(points, entry.At).SelectMany(part => Move(Book.Available, Book.Reserved, LedgerUnit.Points, part.Points, part.Lot.Id, bothSides: true))]);
        return true;
    }

    /// <summary>Spends what was set aside.</summary>
    public void Spend(Entry entry, IReadOnlyList<LotPart> parts)
    {
        if (!Holds(parts, l => l.Reserved)) return; // nothing to spend
        Write(PointsMove.Spent, entry, [.. parts.SelectMany(p => Move(Book.Reserved, Book.Redeemed, LedgerUnit.Points, p.Points, p.LotId, bothSides: true))]);
    }

    /// <summary>Puts back what was set aside; what expired meanwhile gets days of grace.</summary>
    /// <param name="graceUntil">The expiry of points whose own is over or nearer than this.</param>
    public void Free(Entry entry, IReadOnlyList<LotPart> parts, DateTime graceUntil)
    {
        if (Holds(parts, l => l.Reserved)) Write(PointsMove.Freed, entry, Return(Book.Reserved, entry.At, parts, graceUntil, onlyIfOver: true));
    }

    /// <summary>Gives back points that were spent, with their own expiry or days of grace if that is nearer.</summary>
    public void GiveBack(Entry entry, IReadOnlyList<LotPart> parts, DateTime graceUntil)
    {
        if (Holds(parts, l => l.Spent)) Write(PointsMove.GivenBack, entry, Return(Book.Redeemed, entry.At, parts, graceUntil, onlyIfOver: false));
    }

    /// <summary>
    /// Takes back what an order earned: from the lot it made, of which what expired is not taken twice; then from other lots, the last to expire first; then as a debt.
    /// </summary>
    public void Revoke(Entry entry, Lot lot, long points, long credits)
    {
        if (points < 0 || credits < 0 || points > lot.Granted || credits > lot.CreditsLeft) throw new RuleBroken("More cannot be taken back than was earned.");
        var home = lot.IsPending ? Book.Pending : Book.Available;
        var own = Math.Min(points, lot.Remaining);
        var expired = Math.Min(points - own, lot.Expired);
        var left = points - own - expired;
        List<Posting> postings = [.. Move(home, Book.Issued, LedgerUnit.Points, own, lot.Id, bothSides: true), .. Move(Book.Expired, Book.Issued, LedgerUnit.Points, expired, lot.Id, bothSides: true)];
        foreach (var other in _lots.Where(l => l.Id != lot.Id && l.IsSpendable(entry.At)).OrderByDescending(l => l.ExpiresAt).ThenByDescending(l => l.Id))
        {
            var part = Math.Min(left, other.Remaining);
            postings.AddRange(Move(Book.Available, Book.Issued, LedgerUnit.Points, part, other.Id, bothSides: true));
            left -= part;
        }
        postings.AddRange(Move(Book.Debt, Book.Issued, LedgerUnit.Points, left, null));
        postings.AddRange(Move(home, Book.Issued, LedgerUnit.Credits, credits, lot.Id, bothSides: true));
        if (postings.Count > 0) Write(PointsMove.Revoked, entry, postings);
    }

    /// <summary>Ends what is left of a lot whose time is over.</summary>
    public void Expire(Entry entry, Lot lot)
    {
        if (lot.IsPending || lot.ExpiresAt > entry.At || lot.Remaining == 0) return; // not yet, or told twice
        Write(PointsMove.Expired, entry, Move(Book.Available, Book.Expired, LedgerUnit.Points, lot.Remaining, lot.Id, bothSides: true));
    }

    /// <summary>Spends points on a reward. One that costs nothing, as a seat that comes with a tier, is written down all the same.</summary>
    /// <exception cref="RuleBroken">There are not so many to spend.</exception>
    internal void Redeem(Entry entry, long points)
    {
        if (points == 0) Write(PointsMove.Redeemed, entry, [new Posting(Book.Redeemed, LedgerUnit.Points, 0)]);
        else TakeAway(entry, points, PointsMove.Redeemed);
    }

    /// <summary>Takes points away: by a decision, for another member, or for a reward; the soonest to expire first; never more than there are.</summary>
    public void TakeAway(Entry entry, long points, PointsMove kind = PointsMove.Adjusted)
    {
        if (points <= 0) throw new RuleBroken("What moves is more than nothing.");
        if (SpendableAt(entry.At) < points) throw new RuleBroken($"There are only {SpendableAt(entry.At):N0} to take.");
        var to = kind switch { PointsMove.Sent => Book.Transferred, PointsMove.Redeemed => Book.Redeemed, _ => Book.Adjusted };
        Write(kind, entry, [.. Soonest(points, entry.At).SelectMany(part => Move(Book.Available, to, LedgerUnit.Points, part.Points, part.Lot.Id, bothSides: true))]);
    }

    /// <summary>Lets a lot live longer, by good will.</summary>
    public void Extend(Entry entry, Lot lot, DateTime expiresAt)
    {
        if (lot.IsPending || lot.Remaining == 0 || lot.ExpiresAt <= entry.At) throw new RuleBroken("Only what can be spent now can be extended.");
        if (expiresAt <= lot.ExpiresAt) throw new RuleBroken("An extension ends later than before.");
        Write(PointsMove.Extended, entry, [new Posting(Book.Available, LedgerUnit.Points, 0, lot.Id, ExpiresAt: expiresAt)]);
    }

    /// <summary>What can be spent at an instant: without what expired but was not yet cleared away.</summary>
    public long SpendableAt(DateTime at) => _lots.Where(l => l.IsSpendable(at)).Sum(l => l.Remaining);

    /// <summary>Builds balances and lots again from the journal, from its first entry on.</summary>
    public static PointsAccount Replay(Guid id, IEnumerable<PointsTransaction> journal)
    {
        var account = new PointsAccount { Id = id };
        foreach (var transaction in journal) account.Take(transaction);
        return account;
    }

    // Looked at before anything moves: a refusal leaves no trace. False when it is about no points at all, as the refund of a cent may be.
    private bool Holds(IReadOnlyList<LotPart> parts, Func<Lot, long> where)
    {
        foreach (var lot in parts.GroupBy(p => p.LotId))
            if (lot.Any(p => p.Points < 0) || lot.Sum(p => p.Points) > where(_lots.Find(l => l.Id == lot.Key) ?? throw new InvalidOperationException("A lot of another account, or one that was not asked for when it was opened.")))
                throw new RuleBroken("More cannot be taken from a lot than is in it.");
        return parts.Any(p => p.Points > 0);
    }

    private void Write(PointsMove kind, Entry entry, IReadOnlyList<Posting> postings)
    {
        var transaction = PointsTransaction.Of(this, kind, entry, postings);
        _journal.Add(transaction);
        Take(transaction);
    }

    private void Take(PointsTransaction transaction)
    {
        foreach (var posting in transaction.Postings.OrderBy(p => p.Line))
        {
            if (posting.LotId is { } id)
            {
                var lot = _lots.FindLast(l => l.Id == id); // mostly one of the newest
                if (lot is null) _lots.Add(lot = Lot.From(transaction, id));
                lot.Take(posting, transaction.At);
            }
            Count(posting, transaction.Kind);
        }
        if (Available < 0 || Pending < 0 || Reserved < 0 || Debt < 0 || Credits < 0 || CreditsPending < 0) throw new RuleBroken($"{transaction.SourceKey} would leave less than nothing.");
        (LastNumber, LastHash) = (transaction.Number, transaction.Hash);
    }

    private void Count(Posting posting, PointsMove kind)
    {
        if (posting is { Unit: LedgerUnit.Points, Book: Book.Available or Book.Debt } && kind is (PointsMove.Released or PointsMove.Granted or PointsMove.Adjusted or PointsMove.Revoked)) Lifetime += posting.Amount;
        if (posting is { Book: Book.Expired, Amount: < 0 }) Lifetime += posting.Amount; // taken back after they expired
        switch (posting)
        {
            case { Unit: LedgerUnit.Credits, Book: Book.Available }: Credits += posting.Amount; break;
            case { Unit: LedgerUnit.Credits, Book: Book.Pending }: CreditsPending += posting.Amount; break;
            case { Book: Book.Pending }: Pending += posting.Amount; break;
            case { Book: Book.Available }: Available += posting.Amount; break;
            case { Book: Book.Reserved }: Reserved += posting.Amount; break;
            case { Book: Book.Debt }: Debt -= posting.Amount; break; // what is owed stands there as less than nothing
        }
    }

    private IEnumerable<(Lot Lot, long Points)> Soonest(long points, DateTime at)
    {
        foreach (var lot in _lots.Where(l => l.IsSpendable(at)).OrderBy(l => l.ExpiresAt).ThenBy(l => l.Id))
        {
            var part = Math.Min(points, lot.Remaining);
            if (part == 0) yield break;
            points -= part;
            yield return (lot, part);
        }
    }

    private List<Posting> Return(Book from, DateTime at, IReadOnlyList<LotPart> parts, DateTime graceUntil, bool onlyIfOver)
    {
        var postings = new List<Posting>();
        var graced = NewId.Next();
        var debt = Debt;
        foreach (var part in parts.Where(p => p.Points > 0))
        {
            var lot = _lots.Single(l => l.Id == part.LotId);
            var repaid = Math.Min(debt, part.Points);
            debt -= repaid;
            postings.AddRange(Move(from, Book.Debt, LedgerUnit.Points, repaid, lot.Id, bothSides: true));
            var rest = part.Points - repaid;
            // What was once called over stays over, even when the clock was put back since.
            if (lot.Expired == 0 && lot.ExpiresAt >= (onlyIfOver ? at.AddTicks(1) : graceUntil)) postings.AddRange(Move(from, Book.Available, LedgerUnit.Points, rest, lot.Id, bothSides: true));
            else if (rest > 0)
            {
                // The lot they came from counts them as spent for good; a new one holds them.
                if (from == Book.Reserved) postings.AddRange(Move(Book.Reserved, Book.Redeemed, LedgerUnit.Points, rest, lot.Id, bothSides: true));
                postings.AddRange([new Posting(Book.Redeemed, LedgerUnit.Points, -rest), new Posting(Book.Available, LedgerUnit.Points, rest, graced, ExpiresAt: graceUntil)]);
            }
        }
        return postings;
    }

    private List<Posting> Inflow(Book from, Guid? fromLot, long points, Guid lot, DateTime expiresAt, long? debt = null)
    {
        if (points == 0) return [];
        var repaid = Math.Min(debt ?? Debt, points);
        List<Posting> postings = [new Posting(from, LedgerUnit.Points, -points, fromLot)];
        if (repaid > 0) postings.Add(new Posting(Book.Debt, LedgerUnit.Points, repaid, lot, ExpiresAt: expiresAt));
        if (points > repaid) postings.Add(new Posting(Book.Available, LedgerUnit.Points, points - repaid, lot, ExpiresAt: expiresAt));
        return postings;
    }

    private static List<Posting> Move(Book from, Book to, LedgerUnit unit, long amount, Guid? lot, bool bothSides = false) =>
        amount == 0 ? [] : [new Posting(from, unit, -amount, bothSides ? lot : null), new Posting(to, unit, amount, lot)];
}

/// <summary>So many points of one lot.</summary>
public sealed record LotPart(Guid LotId, long Points);
