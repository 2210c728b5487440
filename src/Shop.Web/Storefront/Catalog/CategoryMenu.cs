using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Shop.Catalog;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Catalog;

/// <summary>The tree of categories, as the bar under the header and as the panel of a phone. More than fit in a row stand in one panel.</summary>
public sealed class CategoryMenu(Showcase showcase) : ViewComponent
{
    private const int FitInARow = 8;
    private const int FitInAPanel = 16;

    public async Task<IViewComponentResult> InvokeAsync(string shape)
    {
        // A page about an error must not fail over its menu.
        var assortment = HttpContext.Features.Get<IExceptionHandlerFeature>() is null ? await showcase.Now(HttpContext.RequestAborted) : showcase.Known;
        return View(shape, assortment is null ? [] : Entries(assortment));
    }

    private List<MenuEntry> Entries(Assortment assortment)
    {
        var path = HttpContext.Request.Path.Value ?? "";
        var entries = assortment.Remember("menu", () => Arranged(assortment));
        return [.. entries.Select(e => e with { Current = path == e.Url || e.Children.Any(c => c.Url == path), Children = [.. e.Children.Select(c => c.Url == path ? c with { Current = true } : c)] })];
    }

    private static List<MenuEntry> Arranged(Assortment assortment)
    {
        var shelves = Shelves.Of(assortment, null);
        if (shelves.Count <= FitInARow) return [.. shelves];
        return
        [
            new MenuEntry("Shop by category", "/categories") { Children = [.. shelves.Take(FitInAPanel)], Note = shelves.Count > FitInAPanel ? "All categories" : "See everything" },
            new MenuEntry("New", "/shop?sort=newest"),
            new MenuEntry("Bestsellers", "/shop?sort=bestselling"),
            .. assortment.Brands.Any(b => assortment.By(b).Count > 0) ? [new MenuEntry("Makers", "/brands")] : Array.Empty<MenuEntry>(),
            new MenuEntry("Help", "/help"),
        ];
    }
}
