using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Lets a member out of a household: the points stay with those who are still in it, and the last one takes them along.</summary>
public sealed class LeaveHousehold(ShopDb db, PointsLedger ledger, TimeProvider clock)
{
    /// <returns>False for who is in none: being told twice changes nothing.</returns>
    public Task<bool> Run(Guid customerId, CancellationToken ct) => InTransaction(async () =>
        await db.Memberships.Where(m => m.CustomerId == customerId && m.HouseholdId != null).Select(m => (Guid?)m.Id).SingleOrDefaultAsync(ct) is { } me && await Step(me, ct), ct);

    /// <summary>The owner takes somebody out, or an invitation back.</summary>
    /// <returns>False when there is no such place in their household.</returns>
    public Task<bool> Remove(Guid ownerCustomerId, Guid seatId, CancellationToken ct) => InTransaction(async () =>
    {
        var owners = db.Memberships.Where(m => m.CustomerId == ownerCustomerId && m.State == MembershipState.Active);
        var mine = await owners.Join(db.Households, m => m.Id, h => h.OwnerId, (m, h) => h).Where(h => h.EndedAt == null).Select(h => new { h.Id, h.OwnerId }).SingleOrDefaultAsync(ct);
        if (mine is null || await db.HouseholdSeats.SingleOrDefaultAsync(s => s.Id == seatId && s.HouseholdId == mine.Id && s.MemberId != mine.OwnerId, ct) is not { } seat) return false;
        if (seat.State == SeatState.In) return await Step(seat.MemberId, ct);
        seat.Leave(clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);

    /// <summary>Inside the caller's transaction; the member's own account is held afterwards.</summary>
    internal async Task<bool> Step(Guid memberId, CancellationToken ct)
    {
        var known = await db.Memberships.AsNoTracking().SingleAsync(m => m.Id == memberId, ct);
        if (known is not { HouseholdId: { } householdId, HomeAccountId: { } home }) return false;
        var now = clock.GetUtcNow().UtcDateTime;
        var (shared, own) = await ledger.OpenBoth(known.AccountId, home, ct);
        var member = await db.Memberships.SingleAsync(m => m.Id == memberId, ct);
        await db.Entry(member).ReloadAsync(ct); // as it is once nobody else can change it
        if (member.HouseholdId != householdId) return false;

        var household = await db.Households.SingleAsync(h => h.Id == householdId, ct);
        var seats = await db.HouseholdSeats.Where(s => s.HouseholdId == householdId && s.State != SeatState.Out).OrderBy(s => s.JoinedAt).ThenBy(s => s.Id).ToListAsync(ct);
        seats.Single(s => s.MemberId == memberId && s.State == SeatState.In).Leave(now);
        member.Exit();
        if (seats.Find(s => s.State == SeatState.In) is { } next)
        {
            if (household.OwnerId == memberId) household.HandTo(next.MemberId);
        }
        else
        {
            var name = await db.Set<Customer>().Where(c => c.Id == member.CustomerId).Select(c => c.Name).SingleAsync(ct);
            CarryPoints.All(shared, own, memberId, Actor.Customer(member.CustomerId, name), "Taken along by the last to leave", "Taken along from your household", now);
            household.End(memberId, now);
            foreach (var open in seats.Where(s => s.State != SeatState.Out)) open.Leave(now);
        }
        await db.SaveChangesAsync(ct);
        return true;
    }

    private Task<bool> InTransaction(Func<Task<bool>> work, CancellationToken ct) => db.Retrying(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var done = await work();
        await transaction.CommitAsync(ct);
        return done;
    }, ct);
}
