using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Insights;

/// <summary>Ends the list of what a new shop needs, for everybody.</summary>
[Route("backoffice/first-steps"), Needs(Area.Settings, Act.Change)]
public sealed class FirstStepsController(ShopDb db, CurrentShop shop, TimeProvider clock) : Controller
{
    [HttpPost("")]
    public async Task<IActionResult> Destroy(CancellationToken ct)
    {
        var profile = await db.ShopProfiles.OrderBy(p => p.OpenedAt).FirstAsync(ct);
        profile.EndFirstSteps(clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(ct);
        await shop.Load(ct);
        TempData["Notice"] = "The list of first steps is gone.";
        return new SeeOther(Url.Content("~/backoffice"));
    }
}
