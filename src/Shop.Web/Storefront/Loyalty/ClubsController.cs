using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Loyalty;
using Shop.Web.Accounts;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>The club, explained to anybody in the numbers of its rules in force.</summary>
[Route("club")]
public sealed class ClubsController(ClubTerms terms, ClubMemberReader reader, ClubRewards rewards, MemberReader members) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => await Read(ct) is { } page ? View(page) : NotFound();

    /// <summary>What opens from the button at the top of each page.</summary>
    [HttpGet("panel")]
    public async Task<IActionResult> Panel(CancellationToken ct)
    {
        if (!HttpContext.IsHtmx()) return RedirectToAction(nameof(Index));
        return await Read(ct) is { } page ? PartialView("_Panel", page) : NotFound();
    }

    /// <summary>Where a card's code leads a telephone: staff who may see customers to its owner at the desk, others to the club, with nothing said about its owner.</summary>
    [HttpGet("cards/{token}")]
    public async Task<IActionResult> Card(string token, CancellationToken ct) =>
        User.May(Area.Customers, Act.See) && await members.OwnerOf(token, ct) is { } customer ? LocalRedirect(Url.Content($"~/backoffice/customers/{customer}")) : RedirectToAction(nameof(Index));

    private async Task<ClubPage?> Read(CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club) return null;
        var mine = await reader.Read(club, ct);
        return new ClubPage(club, User.Identity is { IsAuthenticated: true }, mine?.Me, mine?.Progress) { Rewards = await rewards.All(mine?.Me, ct) };
    }
}
