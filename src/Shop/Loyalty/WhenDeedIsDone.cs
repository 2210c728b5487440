using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>A review that is shown, and a first order that stayed bought, earn what the rules say; each once.</summary>
internal sealed class WhenDeedIsDone(ShopDb db, RewardDeed reward, TimeProvider clock) : IWhen<ReviewApproved>, IWhen<PointsReleased>
{
    public async Task Handle(ReviewApproved happened, CancellationToken ct)
    {
        if (happened.CustomerId is not { } customer || await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.CustomerId == customer, ct) is not { } member) return;
        // For each product once: who takes a review away and writes it again has said nothing new.
        await reward.Run(member, Deed.ReviewApproved, happened.ProductId.ToString(), "A review of yours is shown", clock.GetUtcNow().UtcDateTime, ct);
    }

    public async Task Handle(PointsReleased happened, CancellationToken ct)
    {
        if (happened.OrderId is null || await db.PointsLots.AnyAsync(l => l.MemberId == happened.MemberId && l.Id != happened.LotId && l.OrderId != null && l.ReleasedAt != null, ct)) return; // not the first
        if (await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.Id == happened.MemberId, ct) is not { } member) return;
        var released = await db.PointsLots.Where(l => l.Id == happened.LotId).Select(l => l.ReleasedAt).SingleOrDefaultAsync(ct);
        await reward.Run(member, Deed.FirstOrder, "first", "Your first order", released ?? clock.GetUtcNow().UtcDateTime, ct); // as of that moment, however late the news comes
    }
}
