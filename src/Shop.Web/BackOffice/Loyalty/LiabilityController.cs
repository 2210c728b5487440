using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Loyalty;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>What the club owes, for the accountant.</summary>
[Route("backoffice/club/points"), Needs(Area.Figures, Act.See)]
public sealed class LiabilityController(PointsOnTheBooks books, RuleBook rules, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken ct) =>
        await rules.At(clock.GetUtcNow().UtcDateTime, ct) is { } published && await books.Read(ct) is { } owed ? View(new LiabilityPage(published.Rules, owed)) : new Doors.SeeOther(Url.Content("~/backoffice/club"));
}

/// <summary>Points on the books, and the rules that say what they are worth.</summary>
public sealed record LiabilityPage(ProgrammeRules Rules, PointsOwed Owed);
