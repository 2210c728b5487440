using Microsoft.AspNetCore.Mvc;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Web.Doors;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Members.Loyalty;

/// <summary>A customer's place in the club: where they stand and what they have, joining with one press, and leaving.</summary>
[Route("account/club")]
public sealed class MembershipController(CurrentMember member, ClubTerms terms, ClubMemberReader reader, MemberReader balances, JoinClub join, AskForClub ask, LeaveClub leave, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club) return NotFound();
        return await Read(club, ct) is { } home ? View(home) : View("New", club);
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(Guid? order, CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club) return NotFound();
        var customer = await member.RequiredCustomerId(ct);
        var counts = order is { } placed && await ask.ByCustomer(placed, customer, ct); // before joining: the news of it looks for such orders
        TempData["Notice"] = Welcome(club, await join.Run(customer, ct)) + (counts ? " Your order counts." : "");
        return new SeeOther(Url.Content("~/account/club"));
    }

    /// <summary>What would be lost.</summary>
    [HttpGet("leave")]
    public async Task<IActionResult> Edit(CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club) return NotFound();
        return await Read(club, ct) is { } home ? View(home) : RedirectToAction(nameof(Show));
    }

    [HttpPost("leave")]
    public async Task<IActionResult> Destroy(CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club) return NotFound();
        await leave.Run(await member.RequiredCustomerId(ct), ct);
        TempData["Notice"] = $"You have left {club.Name}. Your account and your orders are as they were.";
        return new SeeOther(Url.Content("~/club"));
    }

    /// <summary>What somebody who just joined is told.</summary>
    internal static string Welcome(Club club, JoinClub.Outcome outcome) => outcome switch
    {
        JoinClub.Joined(var points, { } voucher) => $"Welcome to {club.Name}.{(points > 0 ? $" {club.Count(points)} are yours already." : "")} Your friend's voucher is {voucher}; you find it under Friends as well.",
        JoinClub.Joined(> 0 and var points, _) => $"Welcome to {club.Name}. {club.Count(points)} are yours already.",
        JoinClub.Joined => $"Welcome to {club.Name}.",
        _ => $"You are in {club.Name} already.",
    };

    private async Task<ClubHome?> Read(Club club, CancellationToken ct)
    {
        if (await reader.Read(club, ct) is not { } mine) return null;
        var customer = await member.RequiredCustomerId(ct);
        return new ClubHome(club, mine.Me, mine.Progress, await balances.Waiting(mine.Me.AccountId, mine.Me.HomeAccountId, customer, ct), await balances.Ending(mine.Me.AccountId, clock.GetUtcNow().UtcDateTime, ct))
        {
            SetAside = await balances.SetAside(mine.Me.AccountId, customer, ct),
        };
    }
}

/// <summary>A member's first page: tier, balances, and what comes and goes.</summary>
public sealed record ClubHome(Club Club, MemberStanding Me, TierProgress Progress, IReadOnlyList<WaitingPoints> Waiting, IReadOnlyList<EndingPoints> Ending)
{
    /// <summary>How many ends are shown before the rest is folded away.</summary>
    public const int MostEnding = 3;

    /// <summary>What orders that are not paid yet hold.</summary>
    public IReadOnlyList<SetAsidePoints> SetAside { get; init; } = [];
}
