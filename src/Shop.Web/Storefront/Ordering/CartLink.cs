using Microsoft.AspNetCore.Mvc;

namespace Shop.Web.Storefront.Ordering;

/// <summary>The way to the cart, with how many things are in it.</summary>
public sealed class CartLink(CurrentCart cart) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() => View(await cart.Count(HttpContext.RequestAborted));
}
