using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>A review that is shown, a first order that stayed bought, details that are complete and an event that was attended earn what the rules say; each once.</summary>
internal sealed class WhenDeedIsDone(ShopDb db, RewardDeed reward, TimeProvider clock) : IWhen<ReviewApproved>, IWhen<PointsReleased>, IWhen<DetailsCompleted>, IWhen<MemberJoined>, IWhen<RewardSettled>
{
    internal const string DetailsReason = "Your details are complete";

    public async Task Handle(ReviewApproved happened, CancellationToken ct)
    {
        if (happened.CustomerId is not { } customer || await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.CustomerId == customer, ct) is not { } member) return;
        // For each product once: who takes a review away and writes it again has said nothing new.
        await reward.Run(member, Deed.ReviewApproved, happened.ProductId.ToString(), "A review of yours is shown", clock.GetUtcNow().UtcDateTime, ct);
    }

    public Task Handle(DetailsCompleted happened, CancellationToken ct) => Complete(happened.CustomerId, ct);

    public Task Handle(MemberJoined happened, CancellationToken ct) => Complete(happened.CustomerId, ct);

    // Staff say of a seat at an event that it is done when whoever had it came.
    public async Task Handle(RewardSettled happened, CancellationToken ct)
    {
        if (await db.RewardClaims.AsNoTracking().SingleAsync(c => c.Id == happened.ClaimId, ct) is not { State: ClaimState.Done, Kind: RewardKind.EventSeat, SettledAt: { } at } claim) return;
        if (await Kept(claim.MemberId, ct) is { } member) await reward.Run(member, Deed.EventAttended, claim.Id.ToString(), $"You came to “{claim.Name}”", at, ct);
    }

    // Where somebody is by now, if their place became part of another.
    private async Task<Membership?> Kept(Guid memberId, CancellationToken ct) =>
        await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.Id == memberId, ct) is { MergedIntoId: { } kept } ? await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.Id == kept, ct) : await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.Id == memberId, ct);

    private async Task Complete(Guid customerId, CancellationToken ct)
    {
        if (await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.CustomerId == customerId && m.State == MembershipState.Active, ct) is not { } member) return;
        if (!(await db.Set<Customer>().AsNoTracking().SingleAsync(c => c.Id == customerId, ct)).HasAllDetails) return;
        await reward.Run(member, Deed.ProfileCompleted, "once", DetailsReason, clock.GetUtcNow().UtcDateTime, ct);
    }

    public async Task Handle(PointsReleased happened, CancellationToken ct)
    {
        if (happened.OrderId is null || await db.PointsLots.AsNoTracking().SingleOrDefaultAsync(l => l.Id == happened.LotId, ct) is not { ReleasedAt: { } released } lot) return;
        // Of several that became free in one go, one came first: each is told when all of them stand.
        if (await Kept(happened.MemberId, ct) is not { } member) return;
        var places = await db.Memberships.Where(m => m.Id == member.Id || m.MergedIntoId == member.Id).Select(m => m.Id).ToListAsync(ct);
        if (await db.PointsLots.AnyAsync(l => places.Contains(l.MemberId) && l.OrderId != null && (l.ReleasedAt < released || l.ReleasedAt == released && (l.DueAt < lot.DueAt || l.DueAt == lot.DueAt && l.Id < lot.Id)), ct)) return;
        await reward.Run(member, Deed.FirstOrder, "first", "Your first order", released, ct); // as of that moment, however late the news comes
    }
}
