using Microsoft.AspNetCore.Mvc;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Catalog;

/// <summary>Choosing a form of a product without leaving the list: the part that opens over it. Without script one is on the product's own page.</summary>
public sealed class ChoicesController(ProductReader products) : Controller
{
    [HttpGet("/p/{slug}/choose")]
    public async Task<IActionResult> Show(string slug, string? variant, CancellationToken ct)
    {
        if (await products.Read(slug, variant, ReviewChoice.Read(null, null, null), ct) is not { IsOut: true } page) return NotFound();
        return HttpContext.IsHtmx() ? PartialView("_Choose", page) : Redirect(Url.Content("~" + page.Path));
    }
}
