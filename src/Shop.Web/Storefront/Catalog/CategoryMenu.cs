using Microsoft.AspNetCore.Mvc;
using Shop.Catalog;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Catalog;

/// <summary>The tree of categories, as the bar under the header and as the panel of a phone.</summary>
public sealed class CategoryMenu(Showcase showcase) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(string shape) => View(shape, await Entries());

    private async Task<IReadOnlyList<MenuEntry>> Entries()
    {
        var shelves = Shelves.Of(await showcase.Now(HttpContext.RequestAborted), null);
        return [.. shelves.Select(s => HttpContext.Request.Path == s.Url ? s with { Current = true } : s)];
    }
}
