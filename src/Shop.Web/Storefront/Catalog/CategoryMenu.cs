using Microsoft.AspNetCore.Mvc;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Catalog;

/// <summary>The tree of categories, as the bar under the header and as the panel of a phone.</summary>
public sealed class CategoryMenu : ViewComponent
{
    public Task<IViewComponentResult> InvokeAsync(string shape)
    {
        IReadOnlyList<MenuEntry> entries = [];
        return Task.FromResult<IViewComponentResult>(View(shape, entries));
    }
}
