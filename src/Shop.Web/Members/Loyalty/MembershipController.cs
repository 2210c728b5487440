using Microsoft.AspNetCore.Mvc;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Members.Loyalty;

/// <summary>A customer's place in the club: where they stand and what they have, joining with one press, and leaving.</summary>
[Route("account/club")]
public sealed class MembershipController(CurrentMember member, ClubTerms terms, ClubMemberReader reader, MemberReader balances, MemberVouchers vouchers, ClubRewards rewards, ReadReferrals referrals, Shop.Crm.Advisers advisers, HouseholdReader households, JoinClub join, AskForClub ask, LeaveClub leave, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club) return NotFound();
        return await Read(club, ct) is { } home ? View(home) : View("New", new ClubDoor(club, await balances.HasLeft(await member.RequiredCustomerId(ct), ct)) { Invite = KeptInvitation.Of(HttpContext) });
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(Guid? order, string? invite, CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club) return NotFound();
        var customer = await member.RequiredCustomerId(ct);
        var counts = order is { } placed && await ask.ByCustomer(placed, customer, ct); // before joining: the news of it looks for such orders
        if (!string.IsNullOrWhiteSpace(invite) && (Referral.CodeOf(invite) is not { } code || await referrals.Inviter(code, ct) is null))
            return this.Again("New", new ClubDoor(club, await balances.HasLeft(customer, ct)) { Invite = invite }, "invite", "There is no such invitation. Look at the code once more, or leave it out.");
        TempData["Notice"] = Welcome(club, await join.Run(customer, ct, string.IsNullOrWhiteSpace(invite) ? Request.Form.ContainsKey(nameof(invite)) ? null : KeptInvitation.Of(HttpContext) : Referral.CodeOf(invite))) + (counts ? " Your order counts." : "");
        KeptInvitation.Forget(HttpContext);
        return new SeeOther(Url.Content("~/account/club"));
    }

    /// <summary>What would be lost.</summary>
    [HttpGet("leave")]
    public async Task<IActionResult> Edit(CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club) return NotFound();
        if (await reader.Read(club, ct) is not { Me: var me }) return RedirectToAction(nameof(Show));
        var mine = await vouchers.Of(me.MemberId, await member.RequiredCustomerId(ct), clock.GetUtcNow().UtcDateTime, ct);
        var friends = await referrals.Of(me.MemberId, club.Rules.ReturnDays(Tier.Member), ct);
        return View(new ClubLeave(club, me, mine.Count(v => v is { State: VoucherState.Open or VoucherState.Held, Code: not null }), friends.Count(f => f.State is ReferralState.Joined or ReferralState.Ordered or ReferralState.Review))
        {
            Seats = mine.Count(v => v.State == VoucherState.Waiting), SetAside = (await balances.SetAside(me.AccountId, await member.RequiredCustomerId(ct), ct)).Sum(s => s.Points),
        });
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
            SetAside = await balances.SetAside(mine.Me.AccountId, customer, ct), Lifetime = mine.Me.Lifetime + await balances.EarnedInHouseholds(mine.Me.MemberId, ct),
            Ready = [.. (await vouchers.Of(mine.Me.MemberId, customer, clock.GetUtcNow().UtcDateTime, ct)).Where(v => v.CanBeUsed).Take(ClubHome.MostForYou)],
            Offers = [.. (await rewards.All(mine.Me, ct)).Where(o => o.CanBeHad).OrderBy(o => o.Cost > 0).ThenByDescending(o => o.Terms.Cost).Take(ClubHome.MostForYou)],
            Invitations = mine.Me.SharedWith is null ? [.. (await households.Invitations(mine.Me.MemberId, ct)).Where(i => !i.IsAccepted)] : [],
            Early = club.Rules.Ladder.Of(mine.Me.Tier) is { } tier ? await balances.Early(tier.Benefits, clock.GetUtcNow().UtcDateTime, ct) : [],
            Adviser = await advisers.Of(customer, ct) is { Acts: true } card ? card.Name : null,
            BeingCounted = await balances.BeingCounted(mine.Me, customer, clock.GetUtcNow().UtcDateTime, ct),
        };
    }
}

/// <summary>The club for a customer who is not in it.</summary>
/// <param name="WasHere">They were, and left: the welcome for new members is not theirs.</param>
public sealed record ClubDoor(Club Club, bool WasHere)
{
    /// <summary>The code of an invitation, as it was typed or kept.</summary>
    public string? Invite { get; init; }
}

/// <summary>What somebody who wants to leave would lose.</summary>
/// <param name="Vouchers">Codes not used yet: they go on counting, but their page closes.</param>
/// <param name="Friends">Friends invited whose first order does not count yet.</param>
public sealed record ClubLeave(Club Club, MemberStanding Me, int Vouchers, int Friends)
{
    /// <summary>What they took that staff still hand over: it stays theirs.</summary>
    public int Seats { get; init; }

    /// <summary>Points in orders that are not paid yet.</summary>
    public long SetAside { get; init; }

    /// <summary>Whether what can be spent is others' too, and stays with them.</summary>
    public bool Shares => Me.SharedWith is > 0;

    public long Available => Shares ? 0 : Me.Available;
    public long Waiting => Shares ? Me.PendingAtHome : Me.Pending;
}

/// <summary>A member's first page: tier, balances, and what comes and goes.</summary>
public sealed record ClubHome(Club Club, MemberStanding Me, TierProgress Progress, IReadOnlyList<WaitingPoints> Waiting, IReadOnlyList<EndingPoints> Ending)
{
    /// <summary>How many ends are shown before the rest is folded away.</summary>
    public const int MostEnding = 3;

    /// <summary>Who at the desk looks after them, where their tier comes with somebody.</summary>
    public string? Adviser { get; init; }

    /// <summary>What orders that are not paid yet hold.</summary>
    public IReadOnlyList<SetAsidePoints> SetAside { get; init; } = [];

    /// <summary>How many vouchers, and how many rewards, are shown: all of them have a page.</summary>
    public const int MostForYou = 3;

    /// <summary>Vouchers that can be used now, the soonest to end first.</summary>
    public IReadOnlyList<Voucher> Ready { get; init; } = [];

    /// <summary>Rewards that the points pay now, the greatest first.</summary>
    public IReadOnlyList<RewardOffer> Offers { get; init; } = [];

    /// <summary>What their tier opens to them before others.</summary>
    public IReadOnlyList<EarlyPiece> Early { get; init; } = [];

    /// <summary>All that the member ever earned, in a household or not.</summary>
    public long Lifetime { get; init; }

    /// <summary>Households that ask the member in, and wait for an answer.</summary>
    public IReadOnlyList<InvitationView> Invitations { get; init; } = [];

    /// <summary>Orders of a moment ago whose points will wait here.</summary>
    public IReadOnlyList<CountingPoints> BeingCounted { get; init; } = [];
}
