using Microsoft.AspNetCore.Mvc;

namespace Shop.Web.Storefront.Wishes;

/// <summary>The way to the wishlist, with how much is on it.</summary>
public sealed class WishlistLink(VisitorMarks marks) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() => View((await marks.Now(HttpContext.RequestAborted)).Wishes);
}
