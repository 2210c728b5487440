using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Promotions;

namespace Shop.Loyalty;

/// <summary>A member's paid order earns, once, by the rules in force when it was placed; the points wait for the delivery and the end of the return window.</summary>
internal sealed class WhenOrderPaid(ShopDb db, PointsLedger ledger, RuleBook rules) : IWhen<OrderPaid>
{
    public async Task Handle(OrderPaid happened, CancellationToken ct)
    {
        if (await ledger.Knows(OrderSteps.Earned(happened.OrderId), ct)) return; // told twice
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == happened.OrderId, ct);
        if (order.CustomerId is not { } customer || order.State == OrderState.Cancelled) return;
        if (await db.Memberships.AsNoTracking().SingleOrDefaultAsync(m => m.CustomerId == customer && m.State == MembershipState.Active && m.JoinedAt <= order.PaidAt, ct) is not { } member) return;
        if (await rules.At(order.PlacedAt, ct) is not { } published) return;

        var account = await ledger.Open(member.AccountId, ct);
        db.AddRange(OrderSteps.Earn(account, member, order.Id, await Facts(order, ct), published, order.PaidAt!.Value));
        if (order.DeliveredAt is { } delivered) OrderSteps.MakeDue(account, member, order.Id, published, delivered, order.ReturnDays); // the news may come in any order
        await db.SaveChangesAsync(ct);
    }

    private async Task<EarningOrder> Facts(Order order, CancellationToken ct)
    {
        var ids = order.Lines.Select(l => l.ProductId).OfType<Guid>().Distinct().ToList();
        var products = await db.Set<Catalog.Product>().AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.BrandId, p.CategoryId }).ToDictionaryAsync(p => p.Id, ct);
        var shelves = await CategoryPaths.Read(db, ct);
        return new EarningOrder(order.PlacedAt, [.. order.Lines.OrderBy(l => l.Position).Select(l =>
        {
            var product = l.ProductId is { } id ? products.GetValueOrDefault(id) : null;
            return new EarningLine(l.Id, l.ProductId, shelves.Around(product?.CategoryId), product?.BrandId, l.Quantity, l.Total, l.Vat);
        })], order.PaidWithPoints ?? Money.Zero);
    }
}
