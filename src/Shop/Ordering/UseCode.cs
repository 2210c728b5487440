using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Promotions;

namespace Shop.Ordering;

/// <summary>Puts a code into a cart if it counts there or will once its owner signs in, or says why not; takes it out again.</summary>
public sealed class UseCode(ShopDb db, CartPrices prices, CurrentShop shop, TimeProvider clock)
{
    /// <summary>Done, or refused with the reason as a sentence for the customer.</summary>
    public abstract record Outcome;
    public sealed record Done(string Code, string Name) : Outcome;

    /// <summary>It is in the cart and counts as soon as somebody signs in.</summary>
    public sealed record Waits(string Reason) : Outcome;
    public sealed record Refused(string Reason) : Outcome;

    public async Task<Outcome> Enter(Guid cartId, string? typed, CancellationToken ct)
    {
        if (PromotionCode.Normalise(typed) is not { } code) return new Refused(string.IsNullOrWhiteSpace(typed) ? "Enter the code." : CodeWords.NotACode);
        if (await prices.Read(cartId, code, ct) is not { IsEmpty: false } cart) return new Refused("Put something into the cart first.");
        var weighed = cart.Deals.First(o => o.Offer.Code == code);
        var reason = CodeWords.Of(weighed, shop.Currency, shop.Zone);
        if (reason is not null && weighed.Standing != OfferStanding.NeedsAccount) return new Refused(reason);
        if (cart.Codes.Count > Cart.MaxCodes) return new Refused($"An order takes at most {Cart.MaxCodes} codes. Remove one first.");

        await Change(cartId, c => c.UseCode(code, clock.GetUtcNow().UtcDateTime), ct);
        return reason is null ? new Done(code, weighed.Offer.Name) : new Waits(reason);
    }

    /// <summary>Taking out what is not there changes nothing.</summary>
    public Task Remove(Guid cartId, string? typed, CancellationToken ct) =>
        PromotionCode.Normalise(typed) is { } code ? Change(cartId, c => c.DropCode(code, clock.GetUtcNow().UtcDateTime), ct) : Task.CompletedTask;

    private Task<int> Change(Guid cartId, Action<Cart> change, CancellationToken ct) => db.Retrying(async () =>
    {
        change(await db.Carts.SingleAsync(c => c.Id == cartId, ct));
        return await db.SaveChangesAsync(ct);
    }, ct);
}
