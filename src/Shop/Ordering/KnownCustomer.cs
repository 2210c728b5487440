using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;

namespace Shop.Ordering;

/// <summary>Fills in what a customer has told us before, where the checkout of their cart is still blank.</summary>
internal static class KnownCustomer
{
    public static async Task FillIn(ShopDb db, Cart cart, Guid customerId, CancellationToken ct)
    {
        if (await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == customerId, ct) is not { } customer) return;
        var draft = cart.Draft;
        draft.Email ??= customer.Email;
        draft.Phone ??= customer.DefaultAddress?.Phone ?? customer.Phone;
        if (draft.Delivery.Line1.Length == 0 && customer.DefaultAddress is { Address: var address }) draft.Delivery = address with { };
    }
}
