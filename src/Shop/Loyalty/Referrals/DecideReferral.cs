using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>Staff let a friend count, or refuse it, with a reason that is kept.</summary>
public sealed class DecideReferral(ShopDb db, FollowReferrals follow, TimeProvider clock)
{
    /// <exception cref="RuleBroken">It cannot be let through, or no reason was written.</exception>
    public Task<bool> Approve(Guid id, Actor by, string? why, CancellationToken ct) => Decide(id, async (referral, now) =>
    {
        var (members, customers) = (db.Memberships, db.Set<Customers.Customer>());
        if (await members.AnyAsync(m => m.Id == referral.AdvocateId && customers.Any(c => c.Id == m.CustomerId && c.UserId != null && c.UserId == by.Id), ct)) throw new RuleBroken("You invited this friend yourself: somebody else has to decide.");
        referral.Approve(by, why);
        await db.SaveChangesAsync(ct);
        await follow.Step(id, now, ct); // what waited for this alone is given at once
    }, ct);

    /// <exception cref="RuleBroken">It is settled already, or no reason was written.</exception>
    public Task<bool> Refuse(Guid id, Actor by, string? why, CancellationToken ct) => Decide(id, (referral, now) =>
    {
        referral.RefuseBy(by, why, now);
        return db.SaveChangesAsync(ct);
    }, ct);

    /// <returns>False when there is no such friend.</returns>
    private Task<bool> Decide(Guid id, Func<Referral, DateTime, Task> how, CancellationToken ct) => db.Retrying(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Referrals.SingleOrDefaultAsync(r => r.Id == id, ct) is not { } referral) return false;
        await how(referral, clock.GetUtcNow().UtcDateTime);
        await transaction.CommitAsync(ct);
        return true;
    }, ct);
}
