using Microsoft.AspNetCore.Mvc;
using Shop.Catalog;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Catalog;

/// <summary>What a visitor looked at lately. Only their own browser remembers it, if they allowed that, so it comes to a page as a part of its own: the page may be anybody's.</summary>
[Route("viewed")]
public sealed class ViewedController(ShopWindow window, Cards cards) : Controller
{
    private const int MostShown = 12;
    private static readonly byte[] Dot = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"); // a transparent GIF of one pixel

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await Cards(null, ct));

    /// <param name="of">The product whose page asks: it is remembered, and not shown.</param>
    [HttpGet("part")]
    public async Task<IActionResult> Part(Guid? of, CancellationToken ct)
    {
        if (!HttpContext.IsHtmx()) return RedirectToAction(nameof(Index));
        var shown = await Cards(of, ct);
        if (of is { } product) await Remember(product, ct);
        return PartialView("_Viewed", shown);
    }

    /// <summary>Where no script asks for the part above, a picture of one pixel does.</summary>
    [HttpGet("{product:guid}.gif")]
    public async Task<IActionResult> Show(Guid product, CancellationToken ct)
    {
        await Remember(product, ct);
        return File(Dot, "image/gif");
    }

    [HttpPost("clear")]
    public IActionResult Destroy()
    {
        ProductCookie.Viewed.Write(HttpContext, []);
        if (HttpContext.IsHtmx())
        {
            Response.Announce("What you looked at is forgotten.");
            return Content("", "text/html");
        }
        TempData["Notice"] = "What you looked at is forgotten.";
        return new SeeOther(Url.Content("~/viewed"));
    }

    private async Task Remember(Guid product, CancellationToken ct)
    {
        if (!CookieChoice.AllowsOptional(Request) || (await window.Now(ct)).Product(product) is null) return;
        ProductCookie.Viewed.Write(HttpContext, ProductCookie.Viewed.Read(HttpContext).Prepend(product));
    }

    private async Task<IReadOnlyList<ProductCard>> Cards(Guid? without, CancellationToken ct)
    {
        var assortment = await window.Now(ct);
        return cards.Of(ProductCookie.Viewed.Read(HttpContext).Where(id => id != without).Select(assortment.Product).OfType<ListedProduct>().Take(MostShown), assortment);
    }
}
