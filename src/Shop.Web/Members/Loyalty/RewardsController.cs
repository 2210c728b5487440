using Microsoft.AspNetCore.Mvc;
using Shop.Loyalty;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Members.Loyalty;

/// <summary>What a member can have for points: the list, what one costs and leaves, and taking it.</summary>
[Route("account/club/rewards")]
public sealed class RewardsController(ClubTerms terms, ClubMemberReader reader, CurrentMember member, ClubRewards rewards, ClaimReward take) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) =>
        await Mine(ct) is { } mine ? View(new RewardsPart(mine.Club, mine.Me, await rewards.All(mine.Me, ct))) : new SeeOther(Url.Content("~/account/club"));

    /// <summary>What it costs and what is left: nothing is taken by looking.</summary>
    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct)
    {
        if (await Mine(ct) is not { } mine) return new SeeOther(Url.Content("~/account/club"));
        return await rewards.One(id, mine.Me, ct) is { } offer ? View(new RewardPage(mine.Club, mine.Me, offer, Guid.NewGuid())) : NotFound();
    }

    [HttpPost("{id:guid}")]
    public async Task<IActionResult> Create(Guid id, RewardOrder order, CancellationToken ct)
    {
        if (await Mine(ct) is not { } mine) return new SeeOther(Url.Content("~/account/club"));
        if (!ModelState.IsValid || order.Once == Guid.Empty) return new SeeOther(Url.Content($"~/account/club/rewards/{id}"));
        switch (await take.Run(await member.RequiredCustomerId(ct), id, order.Pay ?? order.Cost, order.Once, ct))
        {
            case ClaimReward.Taken(var claim):
                return new SeeOther(Url.Content($"~/account/club/vouchers?taken={claim}#claim-{claim}")); // said where the page opens
            case ClaimReward.Refused(var offer):
                return this.Again("Show", new RewardPage(mine.Club, mine.Me, offer, Guid.NewGuid()), "", $"You cannot have it: {RewardWords.WhyNot(mine.Club, offer) ?? "you are not in the club"}. No {mine.Club.Points} were spent.");
            case ClaimReward.CostChanged(var offer):
                return this.Again("Show", new RewardPage(mine.Club, mine.Me, offer, Guid.NewGuid()), "", $"It costs {mine.Club.Count(offer.Cost)} now. No {mine.Club.Points} were spent.");
            default:
                return NotFound();
        }
    }

    private async Task<(Club Club, MemberStanding Me)?> Mine(CancellationToken ct) =>
        await terms.Now(ct) is { } club && await reader.Read(club, ct) is { } mine ? (club, mine.Me) : null;
}

/// <summary>What the button sends: what the member read that it costs, and a mark that is made with the form.</summary>
public sealed class RewardOrder
{
    public long Cost { get; set; }

    /// <summary>What they would rather pay although a seat comes with their tier.</summary>
    public long? Pay { get; set; }
    public Guid Once { get; set; }
}

/// <summary>A reward that a member looks at before taking it.</summary>
public sealed record RewardPage(Club Club, MemberStanding Me, RewardOffer Offer, Guid Once);
