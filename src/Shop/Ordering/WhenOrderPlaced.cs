using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Somebody with an account who ordered without signing in finds the order in the account all the same: its mail goes to the address they have proved to be theirs.</summary>
internal sealed class WhenOrderPlaced(ShopDb db) : IWhen<OrderPlaced>
{
    public async Task Handle(OrderPlaced happened, CancellationToken ct)
    {
        var order = await db.Orders.SingleAsync(o => o.Id == happened.OrderId, ct);
        if (order.CustomerId is not null) return;
        if (await db.Customers.Where(c => c.Email == order.Email && c.UserId != null).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct) is not { } customer) return;
        order.Join(customer);
        await db.SaveChangesAsync(ct);
    }
}
