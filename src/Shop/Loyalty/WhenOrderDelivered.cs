using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Loyalty;

/// <summary>The goods are there: from now on the return window runs, and with it the wait for the points.</summary>
internal sealed class WhenOrderDelivered(ShopDb db, PointsLedger ledger, RuleBook rules) : IWhen<OrderDelivered>
{
    public async Task Handle(OrderDelivered happened, CancellationToken ct)
    {
        if (await db.PointsLots.AsNoTracking().FirstOrDefaultAsync(l => l.OrderId == happened.OrderId && l.ReleasedAt == null && l.DueAt == null, ct) is not { } waiting) return; // earned nothing, or told twice
        var order = await db.Orders.Where(o => o.Id == happened.OrderId).Select(o => new { o.PlacedAt, o.ReturnDays }).SingleAsync(ct);
        var member = await db.Memberships.AsNoTracking().SingleAsync(m => m.Id == waiting.MemberId, ct);
        if (await rules.At(order.PlacedAt, ct) is not { } published) return;
        OrderSteps.MakeDue(await ledger.Open(waiting.AccountId, ct, happened.OrderId), member, happened.OrderId, published, happened.At, order.ReturnDays);
        await db.SaveChangesAsync(ct);
    }
}
