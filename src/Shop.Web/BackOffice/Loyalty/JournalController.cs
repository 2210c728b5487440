using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>Every movement of points, one line each: what figures and statements are the sums of.</summary>
[Route("backoffice/journal"), Needs(Area.Club, Act.See)]
public sealed class JournalController(ListDesk desk) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => await desk.Show(this, desk.Find("journal")!, ct);
}
