using Microsoft.AspNetCore.Mvc;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Wishes;

namespace Shop.Web.Storefront.Wishes;

/// <summary>What stands in the place of the buy button while something is sold out.</summary>
public sealed class TellMeWhenBack(CurrentMember member, ReadStockNotices read) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid variantId)
    {
        var ct = HttpContext.RequestAborted;
        if (await member.CustomerId(ct) is not { } customer) return View(new TellMe(variantId));
        var email = UserClaimsPrincipal.Who().Email;
        return View(new TellMe(variantId) { Own = email, IsWaited = await read.IsWaited(customer, email, variantId, ct) });
    }
}
