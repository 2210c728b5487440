using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Loyalty;

/// <summary>A member as their own pages show them: who they are, where they stand, and what they have.</summary>
/// <param name="Available">What can be spent now: without what expired but was not yet cleared away.</param>
public sealed record MemberStanding(
    Guid MemberId, Guid AccountId, string Name, string Number, string CardToken, Tier Tier, DateTime TierSince, DateTime? TierValidUntil, DateTime JoinedAt, long Available, long Pending, long Lifetime, long Debt)
{
    /// <summary>How many others share these points; null outside of a household.</summary>
    public int? SharedWith { get; init; }

    /// <summary>Their own account, in which what they earned before may still wait; null outside of a household.</summary>
    public Guid? HomeAccountId { get; init; }
}

/// <summary>Points that wait.</summary>
/// <param name="DueAt">When they can be spent; null while the goods are on their way.</param>
public sealed record WaitingPoints(string? OrderNumber, long Points, DateTime EarnedAt, DateTime? DueAt);

/// <summary>Points set aside for an order that is not paid yet.</summary>
/// <param name="PayBy">Until when it can be paid; then they come back.</param>
public sealed record SetAsidePoints(string OrderNumber, long Points, DateTime? PayBy);

/// <summary>Points that end at the same instant.</summary>
public sealed record EndingPoints(long Points, DateTime ExpiresAt);

/// <summary>Reads what a member has. Nothing is written by looking, and the time it takes does not grow with the journal.</summary>
public sealed class MemberReader(ShopDb db)
{
    /// <summary>How far ahead the end of points is shown.</summary>
    public const int DaysAhead = 60;

    private const int MostWaiting = 50;

    /// <summary>Null for who is not in the club.</summary>
    public Task<MemberStanding?> Of(Guid customerId, DateTime now, CancellationToken ct) => (
        from member in db.Memberships.AsNoTracking()
        where member.CustomerId == customerId && member.State == MembershipState.Active
        from account in db.Set<PointsAccount>().Where(a => a.Id == member.AccountId)
        from customer in db.Set<Customers.Customer>().Where(c => c.Id == member.CustomerId)
        select new MemberStanding(member.Id, member.AccountId, customer.Name, member.Number, member.CardToken, member.Tier, member.TierSince, member.TierValidUntil, member.JoinedAt,
            db.Set<Lot>().Where(l => l.AccountId == member.AccountId && l.Remaining > 0 && l.ReleasedAt != null && l.ExpiresAt > now).Sum(l => l.Remaining), account.Pending, account.Lifetime, account.Debt)
        {
            SharedWith = member.HouseholdId == null ? null : db.Set<Membership>().Count(m => m.HouseholdId == member.HouseholdId && m.Id != member.Id),
            HomeAccountId = member.HomeAccountId,
        })
        .SingleOrDefaultAsync(ct);

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
