using Microsoft.AspNetCore.Mvc;
using Shop.Web.Storefront.Sharing;

namespace Shop.Web.Storefront.Pages;

/// <summary>Help, legal texts and who we are.</summary>
public sealed class PagesController(SiteText texts) : Controller
{
    [HttpGet("/{page:regex(^(help|about|delivery|returns|privacy|terms|accessibility)$)}"), SharedPage]
    public IActionResult Show(string page) => texts.Page(page) is { } text ? View(text) : NotFound();
}
