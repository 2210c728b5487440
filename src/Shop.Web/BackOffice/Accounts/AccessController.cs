using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Accounts;

/// <summary>Where somebody who works here asks for a right they lack.</summary>
[Route("backoffice/access"), AnyStaff("who may not do something can ask for it")]
public sealed class AccessController(AskForAccess ask) : Controller
{
    [HttpPost("")]
    public async Task<IActionResult> Create(string? right, string? path, string? why, CancellationToken ct)
    {
        if (Right.Read(right) is not { } wanted) return NotFound();
        var from = LocalUrl.Or(path, "/backoffice");
        if (User.May(wanted)) return new SeeOther(Url.Content("~" + from)); // somebody gave it meanwhile
        try
        {
            await ask.Run(User.Who().UserId, wanted, from, why, ct);
        }
        catch (RuleBroken refused)
        {
            return this.Again("NoRight", new NoRightPage(wanted, from, why), nameof(why), refused.Message);
        }
        TempData["Notice"] = "It is asked for. Those who look after staff see it with your name; you need not ask again.";
        return new SeeOther(Url.Content("~/backoffice"));
    }
}

/// <summary>What somebody lacks, and where they wanted to go.</summary>
public sealed record NoRightPage(Right Right, string Path, string? Why);
