using Microsoft.AspNetCore.Mvc;
using Shop.Catalog;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Catalog;

/// <summary>What the pages with lists have in common: tidy addresses, and a count that is said aloud when the list changes in place.</summary>
public abstract class ListController : Controller
{
    /// <summary>A page that moved is where it moved to, for good; one that never was is not found.</summary>
    protected async Task<IActionResult> Elsewhere(FormerAddresses former, PageKind kind, string slug, string path, CancellationToken ct) =>
        slug.ToLowerInvariant() is var small && small != slug && small.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? RedirectPermanent(Url.Content($"~{path}{small}") + Request.QueryString)
            : await former.Today(kind, slug, ct) is { } today ? RedirectPermanent(Url.Content($"~{path}{today}") + Request.QueryString) : NotFound();

    protected IActionResult List(ListPage page)
    {
        var url = Url.Content("~" + page.Address.Url);
        if (page.Pages.Page > page.Pages.Pages) return Redirect(Url.Content("~" + page.Address.Page(page.Pages.Pages)));
        if (HttpContext.IsHtmx())
        {
            Response.Headers["HX-Push-Url"] = url;
            Response.Announce(page.Count);
        }
        else if (Request.Query.Any(q => q.Value.Any(string.IsNullOrEmpty)))
        {
            return Redirect(url); // a form without script also sends its empty fields
        }
        return View("/Storefront/Shared/List.cshtml", page);
    }
}
