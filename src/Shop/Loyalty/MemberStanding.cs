using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Loyalty;

/// <summary>A member as their own pages show them: who they are, where they stand, and what they have.</summary>
/// <param name="Available">What can be spent now: without what expired but was not yet cleared away.</param>
/// <param name="Pending">All that waits: in the account they earn into, and in their own beside a household's.</param>
/// <param name="Lifetime">All that their own account ever got.</param>
public sealed record MemberStanding(
    Guid MemberId, Guid AccountId, string Name, string Number, string CardToken, Tier Tier, DateTime TierSince, DateTime? TierValidUntil, DateTime JoinedAt, long Available, long Pending, long Lifetime, long Debt)
{
    /// <summary>How many others share these points; null outside of a household.</summary>
    public int? SharedWith { get; init; }

    /// <summary>Their own account, in which what they earned before may still wait; null outside of a household.</summary>
    public Guid? HomeAccountId { get; init; }

    /// <summary>Whether an order of theirs counted already: the first is behind them.</summary>
    public bool HasOrdered { get; init; }

    /// <summary>Whether all is there that a customer may tell.</summary>
    public bool HasAllDetails { get; init; }

    /// <summary>What waits there, and in no other account: lost by leaving the club, and carried over when it is free.</summary>
    public long PendingAtHome { get; init; }
}

/// <summary>A piece that is not for everybody yet.</summary>
/// <param name="PublicFrom">When everybody can buy it.</param>
public sealed record EarlyPiece(string Name, string Slug, DateTime PublicFrom);

/// <summary>An account whose journal a member may read: the one they earn into, their own beside it, and those that they shared before.</summary>
/// <param name="Key">How an address names it; empty for the one they earn into.</param>
/// <param name="Household">Whose account it is; null for a member's own.</param>
/// <param name="Until">When the member went: nothing after it is theirs to read. Null for what they still have.</param>
public sealed record ReadableAccount(string Key, Guid AccountId, string? Household, DateTime? Until)
{
    /// <summary>From when on it is theirs to read: what others of a household did before they came in is not.</summary>
    public DateTime? From { get; init; }

    /// <summary>The number of another membership of theirs, which became part of this one; null for what was always here.</summary>
    public string? Other { get; init; }
}

/// <summary>Points that wait.</summary>
/// <param name="DueAt">When they can be spent; null while the goods are on their way.</param>
public sealed record WaitingPoints(string? OrderNumber, long Points, DateTime EarnedAt, DateTime? DueAt);

/// <summary>Points set aside for an order that is not paid yet.</summary>
/// <param name="PayBy">Until when it can be paid; then they come back.</param>
public sealed record SetAsidePoints(string OrderNumber, long Points, DateTime? PayBy);

/// <summary>Points that end at the same instant.</summary>
public sealed record EndingPoints(long Points, DateTime ExpiresAt);

/// <summary>What a paid order is about to earn.</summary>
public sealed record CountingPoints(string OrderNumber, long Points);

/// <summary>Reads what a member has. Nothing is written by looking, and the time it takes does not grow with the journal.</summary>
public sealed class MemberReader(ShopDb db, EarnForOrder earn, RuleBook rules)
{
    /// <summary>How far ahead the end of points is shown.</summary>
    public const int DaysAhead = 60;

    private const int MostWaiting = 50;
    private const int MostEarly = 3;

    // It is a matter of seconds; what earns nothing is not waited for.
    private const int MinutesToCount = 3;

    /// <summary>Null for who is not in the club.</summary>
    public Task<MemberStanding?> Of(Guid customerId, DateTime now, CancellationToken ct) => (
        from member in db.Memberships.AsNoTracking()
        where member.CustomerId == customerId && member.State == MembershipState.Active
        from account in db.Set<PointsAccount>().Where(a => a.Id == member.AccountId)
        from customer in db.Set<Customers.Customer>().Where(c => c.Id == member.CustomerId)
        select new MemberStanding(member.Id, member.AccountId, customer.Name, member.Number, member.CardToken, member.Tier, member.TierSince, member.TierValidUntil, member.JoinedAt,
            db.Set<Lot>().Where(l => l.AccountId == member.AccountId && l.Remaining > 0 && l.ReleasedAt != null && l.ExpiresAt > now).Sum(l => l.Remaining),
            account.Pending + db.Set<PointsAccount>().Where(a => a.Id == member.HomeAccountId).Sum(a => a.Pending) + db.Set<Membership>().Where(m => m.MergedIntoId == member.Id).Join(db.Set<PointsAccount>(), m => m.AccountId, a => a.Id, (m, a) => a.Pending).Sum(),
            db.Set<PointsAccount>().Where(a => a.Id == (member.HomeAccountId ?? member.AccountId)).Sum(a => a.Lifetime), account.Debt + db.Set<PointsAccount>().Where(a => a.Id == member.HomeAccountId).Sum(a => a.Debt))
        {
            HasOrdered = db.Set<Lot>().Any(l => l.MemberId == member.Id && l.OrderId != null && l.ReleasedAt != null),
            HasAllDetails = customer.BirthMonth != null && customer.Addresses.Any(),
            PendingAtHome = db.Set<PointsAccount>().Where(a => a.Id == member.HomeAccountId).Sum(a => a.Pending),
            SharedWith = member.HouseholdId == null ? null : db.Set<Membership>().Count(m => m.HouseholdId == member.HouseholdId && m.Id != member.Id),
            HomeAccountId = member.HomeAccountId,
        })
        .SingleOrDefaultAsync(ct);

    /// <summary>Whose journals a member may read, the one they earn into first.</summary>
    public async Task<IReadOnlyList<ReadableAccount>> Accounts(MemberStanding me, CancellationToken ct)
    {
        var others = await db.Memberships.AsNoTracking().Where(m => m.MergedIntoId == me.MemberId).OrderBy(m => m.JoinedAt).Select(m => new { m.Id, m.AccountId, m.Number }).ToListAsync(ct);
        List<Guid> places = [me.MemberId, .. others.Select(o => o.Id)];
        var seats = await db.HouseholdSeats.AsNoTracking().Where(s => places.Contains(s.MemberId) && s.JoinedAt != null)
            .Join(db.Households, s => s.HouseholdId, h => h.Id, (s, h) => new { s.Id, s.MemberId, h.Name, h.AccountId, s.JoinedAt, s.LeftAt }).ToListAsync(ct);
        var current = seats.Find(s => s.MemberId == me.MemberId && s.AccountId == me.AccountId && s.LeftAt == null);
        List<ReadableAccount> all = [new("", me.AccountId, current?.Name, null) { From = current?.JoinedAt }];
        if (me.HomeAccountId is { } home) all.Add(new("own", home, null, null));
        all.AddRange(others.Where(o => o.AccountId != me.AccountId && o.AccountId != me.HomeAccountId).Select(o => new ReadableAccount(o.Id.ToString("N"), o.AccountId, null, null) { Other = o.Number }));
        // Each stay by itself: what happened while they were away is not theirs.
        all.AddRange(seats.Where(s => s != current && s.LeftAt != null).OrderByDescending(s => s.LeftAt)
            .Select(s => new ReadableAccount(s.Id.ToString("N"), s.AccountId, s.Name, s.LeftAt!.Value.AddMicroseconds(1)) { From = s.JoinedAt })); // with what went along at that moment
        return all;
    }

    /// <summary>Pieces that members of this tier can buy by now and others cannot, the first to come out for all first.</summary>
    public async Task<IReadOnlyList<EarlyPiece>> Early(TierBenefits benefits, DateTime now, CancellationToken ct)
    {
        if (benefits.EarlyAccessHours == 0) return [];
        var until = now.AddHours(benefits.EarlyAccessHours);
        return await db.Set<Catalog.Product>().Where(p => p.Status == Catalog.ProductStatus.Active && p.PublicFrom > now && p.PublicFrom <= until)
            .OrderBy(p => p.PublicFrom).ThenBy(p => p.Id).Take(MostEarly).Select(p => new EarlyPiece(p.Name, p.Slug, p.PublicFrom!.Value)).ToListAsync(ct);
    }

    /// <summary>Whose card this is; null for a card that counts no more.</summary>
    public Task<Guid?> OwnerOf(string cardToken, CancellationToken ct) => db.Memberships.Where(m => m.CardToken == cardToken && m.State == MembershipState.Active).Select(m => (Guid?)m.CustomerId).SingleOrDefaultAsync(ct);

    /// <summary>Whether a customer was in the club before and left it.</summary>
    public Task<bool> HasLeft(Guid customerId, CancellationToken ct) => db.Memberships.AnyAsync(m => m.CustomerId == customerId && m.State == MembershipState.Left, ct);

    /// <summary>Orders of the last minutes that are paid and whose points are not counted yet, with what they will earn; and of who has just joined with an order, that one, however long ago it was paid.</summary>
    public async Task<IReadOnlyList<CountingPoints>> BeingCounted(MemberStanding me, Guid customerId, DateTime now, CancellationToken ct)
    {
        var (since, isNew, lots) = (now.AddMinutes(-MinutesToCount), me.JoinedAt >= now.AddMinutes(-MinutesToCount), db.PointsLots);
        var emails = db.Set<Customers.Customer>().Where(c => c.Id == customerId).Select(c => c.Email);
        var paid = db.Orders.AsNoTracking().Where(o => o.State == OrderState.Confirmed && !lots.Any(l => l.OrderId == o.Id));
        var found = await paid.Where(o => o.CustomerId == customerId && o.PaidAt >= since).OrderBy(o => o.PaidAt).Take(MostWaiting).ToListAsync(ct);
        // A question of its own, and only in the first minutes: in one with the others no index could be followed.
        if (isNew) found = [.. found.Concat(await paid.Where(o => o.CustomerId == customerId && o.JoinsClub && o.PaidAt < since).Take(MostWaiting).ToListAsync(ct))
            .Concat(await paid.Where(o => o.CustomerId == null && o.JoinsClub && o.PaidAt != null && emails.Contains(o.Email)).Take(MostWaiting).ToListAsync(ct)).DistinctBy(o => o.Id).OrderBy(o => o.PaidAt).Take(MostWaiting)];
        var counting = new List<CountingPoints>();
        foreach (var order in found)
            if (await rules.At(order.PlacedAt, ct) is { } published && EarningRules.For(await earn.Facts(order, ct), published.Rules, me.Tier).Points is > 0 and var points) counting.Add(new CountingPoints(order.Number, points));
        return counting;
    }

    /// <summary>What waits, the first to come first.</summary>
    /// <param name="home">Their own account while they share another; null when they do not.</param>
    public async Task<IReadOnlyList<WaitingPoints>> Waiting(Guid accountId, Guid? home, Guid customerId, CancellationToken ct)
    {
        var waiting = await Pending(accountId, customerId).ToListAsync(ct);
        if (home is { } own) waiting.AddRange(await Pending(own, customerId).ToListAsync(ct));
        return [.. waiting.OrderBy(w => w.DueAt is null).ThenBy(w => w.DueAt).Take(MostWaiting)];
    }

    /// <summary>What is set aside, the first first.</summary>
    public async Task<IReadOnlyList<SetAsidePoints>> SetAside(Guid accountId, Guid customerId, CancellationToken ct) =>
        await db.PointsReservations.AsNoTracking().Where(r => r.AccountId == accountId && r.State == ReservationState.Held).OrderBy(r => r.HeldAt).Take(MostWaiting)
            .Join(db.Set<Order>().Where(o => o.CustomerId == customerId), r => r.OrderId, o => o.Id, (r, o) => new SetAsidePoints(o.Number, r.Points, o.PayBy)).ToListAsync(ct);

    /// <summary>What ends in the next days, the first first.</summary>
    public async Task<IReadOnlyList<EndingPoints>> Ending(Guid accountId, DateTime now, CancellationToken ct)
    {
        var until = now.AddDays(DaysAhead);
        return await db.PointsLots.AsNoTracking().Where(l => l.AccountId == accountId && l.Remaining > 0 && l.ReleasedAt != null && l.ExpiresAt > now && l.ExpiresAt <= until)
            .GroupBy(l => l.ExpiresAt).OrderBy(g => g.Key).Select(g => new EndingPoints(g.Sum(l => l.Remaining), g.Key!.Value)).ToListAsync(ct);
    }

    /// <summary>Credits that became valid in a stretch of time and were not taken back, and from how many orders.</summary>
    public async Task<(long Credits, int Orders)> Within(Guid memberId, Period window, CancellationToken ct)
    {
        var lots = db.PointsLots.Where(l => l.MemberId == memberId && l.ReleasedAt >= window.Start && l.ReleasedAt < window.End && l.CreditsGranted > l.CreditsRevoked);
        return (await lots.SumAsync(l => l.CreditsGranted - l.CreditsRevoked, ct), await lots.Where(l => l.OrderId != null).Select(l => l.OrderId).Distinct().CountAsync(ct));
    }

    /// <summary>Credits on their way: of orders that can still be sent back.</summary>
    public Task<long> Coming(Guid memberId, CancellationToken ct) => db.PointsLots.Where(l => l.MemberId == memberId && l.ReleasedAt == null).SumAsync(l => l.CreditsGranted - l.CreditsRevoked, ct);

    /// <summary>What the member, and nobody else, earned into accounts that they shared, counted as an account counts it itself.</summary>
    public async Task<long> EarnedInHouseholds(Guid memberId, CancellationToken ct)
    {
        var shared = await db.HouseholdSeats.Where(s => s.MemberId == memberId && s.JoinedAt != null).Join(db.Households, s => s.HouseholdId, h => h.Id, (s, h) => h.AccountId).Distinct().ToListAsync(ct);
        if (shared.Count == 0) return 0;
        return await (
            from entry in db.PointsTransactions
            where shared.Contains(entry.AccountId) && entry.MemberId == memberId
            from posting in entry.Postings
            where posting.Unit == LedgerUnit.Points && ((posting.Book == Book.Available || posting.Book == Book.Debt) && (entry.Kind == PointsMove.Released || entry.Kind == PointsMove.Granted || entry.Kind == PointsMove.Adjusted || entry.Kind == PointsMove.Revoked)
                || posting.Book == Book.Expired && posting.Amount < 0)
            select posting.Amount).SumAsync(ct);
    }

    /// <summary>How a member came to stand where they stand, the newest first.</summary>
    public async Task<IReadOnlyList<TierEntry>> Steps(Guid memberId, CancellationToken ct) =>
        await db.TierChanges.AsNoTracking().Where(c => c.MemberId == memberId).OrderByDescending(c => c.Number)
            .Select(c => new TierEntry(c.Number, c.At, c.From, c.To, c.ValidUntil, c.RuleSetId, c.WindowStart, c.WindowEnd, c.Credits, c.Reason)).ToListAsync(ct);

    // One account at a time: asked for several, SQLite prefers to read all that waits in the club.
    private IQueryable<WaitingPoints> Pending(Guid accountId, Guid customerId) =>
        db.PointsLots.AsNoTracking().Where(l => l.AccountId == accountId && l.Remaining > 0 && l.ReleasedAt == null)
            .OrderBy(l => l.DueAt == null).ThenBy(l => l.DueAt).ThenBy(l => l.Id).Take(MostWaiting)
            .Select(l => new WaitingPoints(db.Set<Order>().Where(o => o.Id == l.OrderId && o.CustomerId == customerId).Select(o => o.Number).FirstOrDefault(), l.Remaining, l.EarnedAt, l.DueAt));
}

/// <summary>A step on the ladder, with what was counted for it.</summary>
public sealed record TierEntry(int Number, DateTime At, Tier From, Tier To, DateTime? ValidUntil, Guid RuleSetId, DateTime WindowStart, DateTime WindowEnd, long Credits, string Reason);
