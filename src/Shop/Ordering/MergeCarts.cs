using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Ordering;

/// <summary>At sign-in: what the visitor had collected joins what the customer had. Twice, or from twenty windows at once, comes to the same.</summary>
public sealed class MergeCarts(ShopDb db, TimeProvider clock)
{
    /// <returns>The customer's cart; null when there was nothing in either.</returns>
    public Task<Guid?> Run(Guid? guestCartId, Guid customerId, CancellationToken ct) => db.Retrying(() => Once(guestCartId, customerId, ct), ct);

    private async Task<Guid?> Once(Guid? guestCartId, Guid customerId, CancellationToken ct)
    {
        var carts = db.Carts;
        var own = await carts.SingleOrDefaultAsync(c => c.CustomerId == customerId, ct);
        if (guestCartId is null || guestCartId == own?.Id) return own?.Id;
        if (await carts.SingleOrDefaultAsync(c => c.Id == guestCartId && c.CustomerId == null, ct) is not { } guest) // merged before, be it since the question above, or somebody else's
            return own?.Id ?? await carts.Where(c => c.CustomerId == customerId).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct);

        if (own is null) guest.BelongTo(customerId);
        else own.TakeOver(guest, clock.GetUtcNow().UtcDateTime);
        await KnownCustomer.FillIn(db, own ?? guest, customerId, ct);
        await db.SaveChangesAsync(ct);
        return own?.Id ?? guest.Id;
    }
}
