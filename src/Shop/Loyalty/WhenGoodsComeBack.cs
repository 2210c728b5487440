using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Loyalty;

/// <summary>What is cancelled or comes back earns nothing: what it earned is taken back. What was paid with points comes back by the tender.</summary>
internal sealed class WhenGoodsComeBack(ShopDb db, TakeBackEarned takeBack) : IWhen<OrderCancelled>, IWhen<GoodsReturned>
{
    internal static string Source(Guid returnId) => $"return:{returnId}:revoked";

    public Task Handle(OrderCancelled happened, CancellationToken ct) => takeBack.Run(happened.OrderId, $"order:{happened.OrderId}:cancelled", "The order was cancelled", null, ct);

    public async Task Handle(GoodsReturned happened, CancellationToken ct)
    {
        var made = await db.Set<Return>().AsNoTracking().SingleAsync(r => r.Id == happened.ReturnId, ct);
        var pieces = made.Lines.Where(l => l.OrderLineId is not null).GroupBy(l => l.OrderLineId!.Value).ToDictionary(g => g.Key, g => g.Sum(l => l.Quantity));
        await takeBack.Run(happened.OrderId, Source(happened.ReturnId), $"Sent back with {made.Number}", pieces, ct);
    }
}
