using Microsoft.AspNetCore.Diagnostics;
using Shop.Catalog;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Catalog;

/// <summary>The tree of categories, for the bar under the header and the panel of a phone. More than fit in a row stand in one panel.</summary>
public sealed class CategoryMenu(Showcase showcase)
{
    private const int FitInARow = 8;
    private const int FitInAPanel = 16;

    /// <summary>The menu as this page shows it: the same list for as long as it says the same.</summary>
    public async ValueTask<IReadOnlyList<MenuEntry>> For(HttpContext context)
    {
        // A page about an error must not fail over its menu.
        var assortment = context.Features.Get<IExceptionHandlerFeature>() is null ? await showcase.Now(context.RequestAborted) : showcase.Known;
        return assortment is null ? new List<MenuEntry>() : Entries(assortment, context.Request.Path.Value ?? "");
    }

    // One menu for each page that is in it, and one for all others.
    private static List<MenuEntry> Entries(Assortment assortment, string path)
    {
        var entries = assortment.Remember("menu", () => Arranged(assortment));
        return !entries.Any(e => IsIn(e, path)) ? entries : assortment.Remember(("menu", path), () => entries.ConvertAll(e => !IsIn(e, path) ? e : e with
        {
            Current = true,
            Children = [.. e.Children.Select(c => c.Url == path ? c with { Current = true } : c)],
        }));
    }

    private static bool IsIn(MenuEntry entry, string path) => entry.Url == path || entry.Children.Any(c => c.Url == path);

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
