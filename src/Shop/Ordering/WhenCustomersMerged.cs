using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Two records turned out to be one person: orders, returns and what is in the cart are kept under the one that stays.</summary>
internal sealed class WhenCustomersMerged(ShopDb db, HandOver handOver, TimeProvider clock) : IWhen<CustomersMerged>
{
    public async Task Handle(CustomersMerged happened, CancellationToken ct)
    {
        // It may have been undone since; or be merged at the desk, where all but the latest went over at once.
        if (!await db.Customers.AnyAsync(c => c.Id == happened.FromId && c.MergedIntoId == happened.IntoId, ct)) return;
        var merge = await db.CustomerMerges.Where(m => m.FromId == happened.FromId && m.IntoId == happened.IntoId && m.UndoneAt == null).Select(m => (Guid?)m.Id).SingleOrDefaultAsync(ct);
        await handOver.Run(happened.FromId, happened.IntoId, merge, clock.GetUtcNow().UtcDateTime, ct);
    }
}
