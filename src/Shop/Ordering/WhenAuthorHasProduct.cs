using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Reviews learn that their author bought the product: when it arrives, or when older orders turn out to be theirs. Of two records of one person, the one that stays keeps the reviews.</summary>
internal sealed class WhenAuthorHasProduct(ShopDb db) : IWhen<OrderDelivered>, IWhen<EmailConfirmed>, IWhen<CustomersMerged>
{
    public Task Handle(OrderDelivered happened, CancellationToken ct) => happened.CustomerId is { } customer ? Verify(customer, ct) : Task.CompletedTask;

    public Task Handle(EmailConfirmed happened, CancellationToken ct) => Verify(happened.CustomerId, ct);

    public async Task Handle(CustomersMerged happened, CancellationToken ct)
    {
        if (!await db.Set<Customer>().AnyAsync(c => c.Id == happened.FromId && c.MergedIntoId == happened.IntoId, ct)) return; // undone since
        var reviewed = await db.Reviews.Where(r => r.CustomerId == happened.IntoId).Select(r => r.ProductId).ToListAsync(ct);
        // Both wrote about it: the other one stands, as nobody's.
        foreach (var review in await db.Reviews.Where(r => r.CustomerId == happened.FromId).ToListAsync(ct))
            review.BelongTo(reviewed.Contains(review.ProductId) ? null : happened.IntoId);
        await db.SaveChangesAsync(ct);
        await Verify(happened.IntoId, ct);
    }

    private async Task Verify(Guid customerId, CancellationToken ct)
    {
        var orders = db.Orders;
        foreach (var review in await db.Reviews.Where(r => r.CustomerId == customerId && !r.Verified
            && orders.Any(o => o.CustomerId == customerId && o.DeliveredAt != null && o.Lines.Any(l => l.ProductId == r.ProductId))).ToListAsync(ct)) review.Verify();
        await db.SaveChangesAsync(ct);
    }
}
