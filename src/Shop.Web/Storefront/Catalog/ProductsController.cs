using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Search;
using Shop.Web.Html;
using Shop.Web.Storefront.Sharing;

namespace Shop.Web.Storefront.Catalog;

/// <summary>Everything the shop sells, and each thing by itself.</summary>
public sealed class ProductsController(ListReader lists, ProductReader products, FormerAddresses former, PreviewLinks previews, ShopDb db, TimeProvider clock) : ListController
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

    /// <summary>A product nobody may see yet, as it would be in the shop, for whoever has the link; nothing can be bought there and no search engine keeps it.</summary>
    [HttpGet("/preview/{token}")]
    public async Task<IActionResult> Preview(string token, string? variant, CancellationToken ct)
    {
        Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        Response.Headers.CacheControl = "private, no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer"; // the link is a key
        if (previews.Read(token, clock.GetUtcNow().UtcDateTime) is not { } link) return NotFound();
        if (await products.Preview(link.ProductId, variant, $"/preview/{token}", link.Until, ct) is { } page) return View(nameof(Show), page);
        // By now it is in the shop, or it is gone.
        return await db.Products.AsNoTracking().Where(p => p.Id == link.ProductId && p.Status == ProductStatus.Active).Select(p => p.Slug).SingleOrDefaultAsync(ct) is { } slug ? Redirect(Url.Content($"~/p/{slug}")) : NotFound();
    }
}
