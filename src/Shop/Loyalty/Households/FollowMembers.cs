using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Every hour: points that became free in an account nobody spends from any more go to where their member is now. So what waited before somebody joined a household comes into it; and what is owed there is paid from it.</summary>
public sealed class FollowMembers(ShopDb db, PointsLedger ledger, TimeProvider clock)
{
    public async Task Run(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (memberId, from, _) in await Stray(now).ToListAsync(ct)) await db.Retrying(() => Follow(memberId, from, now, ct), ct);
    }

    private IQueryable<ValueTuple<Guid, Guid, Guid>> Stray(DateTime now)
    {
        var (lots, households, members, accounts) = (db.Set<Lot>(), db.Set<Household>(), db.Set<Membership>(), db.PointsAccounts);
        return members.Where(m => m.State == MembershipState.Active && m.HomeAccountId != null).Select(m => new { m.Id, From = m.HomeAccountId!.Value, To = m.AccountId })
            .Union(households.Where(h => h.HeirId != null).Join(members.Where(m => m.State == MembershipState.Active), h => h.HeirId, m => m.Id, (h, m) => new { m.Id, From = h.AccountId, To = m.AccountId }))
            .Where(s => lots.Any(l => l.AccountId == s.From && l.Remaining > 0 && l.ReleasedAt != null && l.ExpiresAt > now) || accounts.Any(a => a.Id == s.From && a.Debt > 0) && lots.Any(l => l.AccountId == s.To && l.Remaining > 0 && l.ReleasedAt != null && l.ExpiresAt > now)).OrderBy(s => s.From).Select(s => new ValueTuple<Guid, Guid, Guid>(s.Id, s.From, s.To));
    }

    private async Task<int> Follow(Guid memberId, Guid from, DateTime now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var to = await db.Memberships.Where(m => m.Id == memberId).Select(m => m.AccountId).SingleAsync(ct);
        if (to == from) return 0; // came back meanwhile
        var (stray, home) = await ledger.OpenBoth(from, to, ct);
        if (await db.Memberships.AnyAsync(m => m.Id == memberId && m.AccountId != to, ct)) throw new DbUpdateConcurrencyException("They went over to another account: look again.");
        CarryPoints.All(stray, home, memberId, Actor.System, "Followed you to where you earn now", "What you had before", now);
        if (stray.Debt > 0 && Math.Min(stray.Debt, home.SpendableAt(now)) is > 0 and var owed) CarryPoints.Some(home, stray, owed, memberId, Actor.System, "Made up for what came back", "Made up for what came back", now);
        var rows = await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return rows;
    }
}
