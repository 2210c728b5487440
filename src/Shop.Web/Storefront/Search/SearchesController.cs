using Microsoft.AspNetCore.Mvc;
using Shop.Search;
using Shop.Web.Html;
using Shop.Web.Storefront.Catalog;
using Shop.Web.Storefront.Sharing;

namespace Shop.Web.Storefront.Search;

/// <summary>Finding by words: the page of results, and what is offered while somebody types.</summary>
public sealed class SearchesController(ListReader lists, SuggestionReader suggestions) : ListController
{
    private static readonly IReadOnlyList<Crumb> Trail = [new("Home", "/"), new("Search")];

    [HttpGet("/search"), SharedPage]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var address = lists.AddressOf(Request) with { Path = "/search" };
        if (!address.Query.HasText && !address.IsNarrowed) return View(await suggestions.Start(ct));

        var title = address.Query.HasText ? $"“{address.Query.Text}”" : "Everything";
        var page = await lists.Read(title, address, address.Query, ct);
        return List(page with { Crumbs = Trail, Title = page.Total == 0 && !page.Address.IsNarrowed ? $"Nothing found for {title}" : title });
    }

    [HttpGet("/search/suggestions"), SharedPage]
    public async Task<IActionResult> Suggestions(string? q, CancellationToken ct)
    {
        var typed = (q ?? "").Trim();
        if (typed.Length > ProductQuery.TextMaxLength) typed = typed[..ProductQuery.TextMaxLength];
        return PartialView("_Suggestions", await suggestions.For(typed, ProductCookie.Viewed.Read(HttpContext), ct));
    }
}
