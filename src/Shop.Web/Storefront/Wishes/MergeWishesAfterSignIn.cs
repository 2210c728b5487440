using Shop.Web.Accounts;
using Shop.Wishes;

namespace Shop.Web.Storefront.Wishes;

/// <summary>What a visitor wished for is on their own list after signing in, and the old cookie opens nothing any more.</summary>
public sealed class MergeWishesAfterSignIn(CurrentWishes wishes, MergeWishes merge) : IAfterSignIn
{
    public async Task Run(HttpContext context, Guid customerId, CancellationToken ct)
    {
        if (wishes.PrintOfCookie() is not { } print) return;
        await merge.Run(print, customerId, ct);
        wishes.Forget();
    }
}
