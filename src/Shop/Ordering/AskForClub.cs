using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Notes that who placed an order wants to be in the club with it. Only the buyer can ask: a guest by the order's link and the address they gave, a customer for their own.</summary>
public sealed class AskForClub(ShopDb db, TimeProvider clock)
{
    public Task<bool> ByGuest(string token, string email, CancellationToken ct)
    {
        var given = EmailAddress.Normalise(email);
        return Ask(db.Orders.Where(o => o.Token == token && o.CustomerId == null && o.Email == given), ct);
    }

    public Task<bool> ByCustomer(Guid orderId, Guid customerId, CancellationToken ct) => Ask(db.Orders.Where(o => o.Id == orderId && o.CustomerId == customerId), ct);

    /// <returns>Whether the order counts in the club once its buyer is there.</returns>
    private Task<bool> Ask(IQueryable<Order> asked, CancellationToken ct) => db.Retrying(async () =>
    {
        if (await asked.SingleOrDefaultAsync(ct) is not { } order || !order.AskForClub(clock.GetUtcNow().UtcDateTime)) return false;
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}
