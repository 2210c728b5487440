using Microsoft.AspNetCore.Mvc;
using Shop.Catalog;
using Shop.Web.Html;
using Shop.Web.Storefront.Sharing;

namespace Shop.Web.Storefront.Catalog;

/// <summary>The shelves of the shop.</summary>
public sealed class CategoriesController(ShopWindow window, ListReader lists, FormerAddresses former) : ListController
{
    [HttpGet("/categories"), SharedPage]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var assortment = await window.Now(ct);
        return View(Shelves.Of(assortment, null));
    }

    [HttpGet("/c/{slug}"), SharedPage]
    public async Task<IActionResult> Show(string slug, CancellationToken ct)
    {
        var assortment = await window.Now(ct);
        if (assortment.Category(slug) is not { } category) return await Elsewhere(former, PageKind.Category, slug, "/c/", ct);

        var address = lists.AddressOf(Request) with { Path = $"/c/{category.Slug}" };
        address = address with { Query = address.Query with { Text = null } };
        var page = await lists.Read(category.Name, address, address.Query with { CategoryId = category.Id }, ct);
        return List(page with
        {
            Lead = category.Tagline.Length > 0 ? category.Tagline : null,
            Shelves = Shelves.Of(assortment, category.Id),
            Crumbs = assortment.Remember(("crumbs", category.Id), () => (IReadOnlyList<Crumb>)
                [new Crumb("Home", "/"), .. assortment.PathTo(category).SkipLast(1).Select(c => new Crumb(c.Name, $"/c/{c.Slug}")), new Crumb(category.Name)]),
        });
    }
}
