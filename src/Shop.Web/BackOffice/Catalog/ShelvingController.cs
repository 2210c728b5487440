using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Data;
using Shop.Desk;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>Which category the chosen products are put into; the rest is a step for many like any other.</summary>
[Route("backoffice/shelving"), Needs(Area.Catalogue, Act.Change)]
public sealed class ShelvingController(ShopDb db, ListDesk desk) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> New(string? which, IReadOnlyList<Guid> id, CancellationToken ct)
    {
        var list = desk.Find("products")!;
        var state = ListState.Read(name => [.. Request.Query[name]]).FirstPage();
        var asked = await desk.Query(list, state, ListDesk.UserOf(this), which == "all" ? null : id, ct);
        var names = await list.Names(which == "all" ? asked : asked with { Filters = [] }, BulkRun.MostRows, ct);
        return names.Count == 0 ? new SeeOther(Url.Content("~" + list.Url)) : View(new ShelvingPage(names.Count, [.. names.Take(5).Select(n => n.Name)], which == "all" ? [] : [.. names.Select(n => n.Id)], state.Query(), CategoryTree.Read(db).All));
    }
}

/// <summary>The chosen products, and the shelves there are.</summary>
public sealed record ShelvingPage(int Count, IReadOnlyList<string> Names, IReadOnlyList<Guid> Ids, string Query, IReadOnlyList<CategoryTree.Node> Shelves);
