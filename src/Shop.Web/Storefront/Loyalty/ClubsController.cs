using Microsoft.AspNetCore.Mvc;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>The club, explained to anybody in the numbers of its rules in force.</summary>
[Route("club")]
public sealed class ClubsController(ClubTerms terms, ClubMemberReader reader, ClubRewards rewards) : Controller
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

    /// <summary>Where a card's code leads a telephone. What it says is for the shop's own reader; to others it says nothing about its owner.</summary>
    [HttpGet("cards/{token}")]
    public IActionResult Card(string token) => RedirectToAction(nameof(Index));

    private async Task<ClubPage?> Read(CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club) return null;
        var mine = await reader.Read(club, ct);
        return new ClubPage(club, User.Identity is { IsAuthenticated: true }, mine?.Me, mine?.Progress) { Rewards = await rewards.All(mine?.Me, ct) };
    }
}
