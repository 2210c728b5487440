using Microsoft.AspNetCore.Mvc;
using Shop.Web.Storefront.Wishes;

namespace Shop.Web.Storefront.Catalog;

/// <summary>The way to what is being compared, on every page as long as there is something.</summary>
public sealed class CompareBar(VisitorMarks marks) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() =>
        View(HttpContext.Request.Path.StartsWithSegments("/compare", StringComparison.OrdinalIgnoreCase) ? 0 : (await marks.Now(HttpContext.RequestAborted)).Compared.Count);
}
