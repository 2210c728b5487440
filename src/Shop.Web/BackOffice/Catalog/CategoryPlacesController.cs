using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>Where categories stand: in which other one, and before which.</summary>
[Route("backoffice/categories"), Needs(Area.Catalogue, Act.Change)]
public sealed class CategoryPlacesController(ArrangeCategories arrange) : Controller
{
    [HttpPost("")]
    public Task<IActionResult> Create(string? name, Guid? parent, CancellationToken ct) => Do("It is added. Visitors find it as soon as something stands in it.", () => arrange.Add(name ?? "", parent, ct));

    [HttpPost("{id:guid}/place")]
    public Task<IActionResult> Update(Guid id, Guid? parent, CancellationToken ct) => Do("It stands there now. The shop shows it within a minute.", () => arrange.Put(id, parent, ct));

    [HttpPost("{id:guid}/move")]
    public Task<IActionResult> Move(Guid id, bool up, CancellationToken ct) => Do(up ? "It stands one further ahead." : "It stands one further behind.", () => arrange.Move(id, up, ct));

    private async Task<IActionResult> Do(string done, Func<Task> step)
    {
        try
        {
            await step();
            TempData["Notice"] = done;
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message;
        }
        return new SeeOther(Url.Content("~/backoffice/categories"));
    }
}
