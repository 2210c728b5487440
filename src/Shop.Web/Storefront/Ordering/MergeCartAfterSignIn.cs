using Shop.Ordering;
using Shop.Web.Accounts;

namespace Shop.Web.Storefront.Ordering;

/// <summary>What a visitor had in the cart is in their own after signing in, and the old cookie opens nothing any more.</summary>
public sealed class MergeCartAfterSignIn(CurrentCart cart, MergeCarts merge) : IAfterSignIn
{
    public async Task Run(HttpContext context, Guid customerId, CancellationToken ct)
    {
        if (cart.OfCookie() is not { } guestCart) return;
        await merge.Run(guestCart, customerId, ct);
        cart.Forget();
    }
}
