using Microsoft.AspNetCore.Mvc;
using Shop.Catalog;
using Shop.Search;
using Shop.Web.Html;
using Shop.Web.Storefront.Sharing;

namespace Shop.Web.Storefront.Catalog;

/// <summary>Everything the shop sells, and each thing by itself.</summary>
public sealed class ProductsController(ListReader lists, ProductReader products, FormerAddresses former) : ListController
{
    [HttpGet("/shop"), SharedPage]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var address = lists.AddressOf(Request) with { Path = "/shop" };
        address = address with { Query = address.Query with { Text = null } };
        var title = address.Query.Sort switch { ProductSort.Newest => "New", ProductSort.Bestselling => "Bestsellers", _ => "Everything" };
        var page = await lists.Read(title, address, address.Query, ct);
        return List(page with { Crumbs = [new Crumb("Home", "/"), new Crumb(title)] });
    }

    // Text, not numbers: an address somebody mistyped is no error of a form.
    [HttpGet("/p/{slug}"), SharedPage(Seconds = 10)]
    public async Task<IActionResult> Show(string slug, string? variant, string? order, string? stars, string? reviews, CancellationToken ct)
    {
        HttpContext.IsHtmx();
        var page = await products.Read(slug, variant, ReviewChoice.Read(order, stars, reviews), ct);
        return page is null ? await Elsewhere(former, PageKind.Product, slug, "/p/", ct) : View(page);
    }
}
