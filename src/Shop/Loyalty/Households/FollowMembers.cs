using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Every hour: points that became free in an account nobody spends from any more go to where their member is now. So what waited before somebody joined a household, or before two places of theirs became one, comes to them; and what is owed there is paid from it.</summary>
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
            .Union(members.Where(m => m.MergedIntoId != null).Join(members.Where(m => m.State == MembershipState.Active), x => x.MergedIntoId, m => m.Id, (x, m) => new { m.Id, From = x.AccountId, To = m.AccountId }))
            .Where(s => lots.Any(l => l.AccountId == s.From && l.Remaining > 0 && l.ReleasedAt != null && l.ExpiresAt > now) || accounts.Any(a => a.Id == s.From && a.Debt > 0) && lots.Any(l => l.AccountId == s.To && l.Remaining > 0 && l.ReleasedAt != null && l.ExpiresAt > now)).OrderBy(s => s.From).Select(s => new ValueTuple<Guid, Guid, Guid>(s.Id, s.From, s.To));
    }

    private async Task<int> Follow(Guid memberId, Guid from, DateTime now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var to = await db.Memberships.Where(m => m.Id == memberId).Select(m => m.AccountId).SingleAsync(ct);
        if (to == from) return 0; // came back meanwhile
        var (stray, home) = await ledger.OpenBoth(from, to, ct);
        var own = memberId;
        if (await db.Memberships.Where(m => m.Id != memberId && m.AccountId == from).Select(m => new { m.Id, m.MergedIntoId }).FirstOrDefaultAsync(ct) is { } there)
        {
            if (there.MergedIntoId != memberId) return 0; // two again meanwhile
            own = there.Id;
        }
        if (await db.Memberships.AnyAsync(m => m.Id == memberId && m.AccountId != to, ct)) throw new DbUpdateConcurrencyException("They went over to another account: look again.");
        if (stray.SpendableAt(now) is > 0 and var points) CarryPoints.Between(Key(stray), (stray, own), (home, memberId), points, Actor.System, "Followed you to where you earn now", "What you had before", now);
        if (stray.Debt > 0 && Math.Min(stray.Debt, home.SpendableAt(now)) is > 0 and var owed) CarryPoints.Between(Key(home), (home, memberId), (stray, own), owed, Actor.System, "Made up for what came back", "Made up for what came back", now);
        var rows = await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return rows;

        static string Key(PointsAccount from) => $"{CarryPoints.SourceStart}{from.Id}:{from.LastNumber + 1}";
    }
}
