using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Ordering;

/// <summary>Says to the smallest unit what sending pieces back brings and takes, before anybody decides. It is computed by what will do it.</summary>
public sealed class PreviewReturn(ShopDb db, IPointsOfReturn points)
{
    /// <param name="pieces">How many of which line of the order.</param>
    public async Task<ReturnPreview> Run(Guid orderId, IReadOnlyDictionary<Guid, int> pieces, CancellationToken ct)
    {
        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == orderId, ct);
        var sums = RefundSums.Of(order, await db.Returns.AsNoTracking().Where(r => r.OrderId == orderId).ToListAsync(ct), pieces);
        return new ReturnPreview(sums, await points.Of(orderId, pieces, sums.Points, ct));
    }
}

/// <summary>What a return brings and takes.</summary>
/// <param name="Club">Null for who is not in the club with this order.</param>
public sealed record ReturnPreview(RefundSums Sums, PointsOfReturn? Club);
