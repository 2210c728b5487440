using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Ordering;

/// <summary>Orders whose returns are being written.</summary>
internal static class ReturnBooks
{
    /// <summary>A change of nothing holds the order until the transaction ends: two writers of its returns come one after the other.</summary>
    public static async Task<Order> Hold(ShopDb db, Guid orderId, CancellationToken ct)
    {
        await db.Orders.Where(o => o.Id == orderId).ExecuteUpdateAsync(o => o.SetProperty(x => x.Version, x => x.Version), ct);
        return await db.Orders.SingleAsync(o => o.Id == orderId, ct);
    }
}
