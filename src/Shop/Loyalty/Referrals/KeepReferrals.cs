using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Loyalty;

/// <summary>Every hour: advocates get what friends earn whose first order can no longer be sent back. Twice, late or on two nodes ends the same.</summary>
public sealed class KeepReferrals(ShopDb db, FollowReferrals follow, TimeProvider clock)
{
    private const int AtOnce = 200;

    public async Task Run(CancellationToken ct)
    {
        var (orders, after) = (db.Orders, Guid.Empty);
        while (true)
        {
            var open = await db.Referrals.AsNoTracking().Where(r => r.Id > after && (r.State == ReferralState.Joined && orders.Any(o => o.CustomerId == r.FriendCustomerId && o.State == OrderState.Confirmed)
                || r.State == ReferralState.Ordered && orders.Any(o => o.Id == r.OrderId && (o.DeliveredAt != null || o.State == OrderState.Cancelled)))).OrderBy(r => r.Id).Select(r => r.Id).Take(AtOnce).ToListAsync(ct);
            if (open.Count == 0) return;
            foreach (var referral in open) await db.Retrying(() => Step(referral, ct), ct);
            after = open[^1];
        }
    }

    private async Task<int> Step(Guid referral, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await follow.Step(referral, clock.GetUtcNow().UtcDateTime, ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return 1;
    }
}

/// <summary>A friend's order moves them on at once.</summary>
internal sealed class WhenFriendOrders(ShopDb db, FollowReferrals follow, TimeProvider clock) : IWhen<OrderPaid>, IWhen<OrderCancelled>, IWhen<MemberJoined>
{
    public Task Handle(OrderPaid happened, CancellationToken ct) => Step(happened.CustomerId, ct);

    public Task Handle(OrderCancelled happened, CancellationToken ct) => Step(happened.CustomerId, ct);

    public Task Handle(MemberJoined happened, CancellationToken ct) => Step(happened.CustomerId, ct);

    private async Task Step(Guid? customer, CancellationToken ct)
    {
        if (customer is null || await db.Referrals.Where(r => r.FriendCustomerId == customer && (r.State == ReferralState.Joined || r.State == ReferralState.Ordered)).Select(r => (Guid?)r.Id).SingleOrDefaultAsync(ct) is not { } referral) return;
        await follow.Step(referral, clock.GetUtcNow().UtcDateTime, ct);
    }
}
