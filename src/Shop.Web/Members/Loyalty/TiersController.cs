using Microsoft.AspNetCore.Mvc;
using Shop.Loyalty;
using Shop.Web.Doors;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Members.Loyalty;

/// <summary>Why a member stands where they stand: what was counted, by which rules, until when, and what keeps it.</summary>
[Route("account/club/tier")]
public sealed class TiersController(ClubTerms terms, ClubMemberReader reader, MemberReader members, ReadTierPlan plans, WhyThisTier why) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club || await reader.Read(club, ct) is not { } mine || await plans.Run(mine.Me.MemberId, null, ct) is not { } plan) return new SeeOther(Url.Content("~/account/club"));
        return View(new TierPage(club, mine.Me, mine.Progress, plan, await members.Steps(mine.Me.MemberId, ct), await why.Run(mine.Me.MemberId, ct)));
    }
}

/// <summary>A member's tier, explained by the evaluation itself.</summary>
/// <param name="Steps">How they came here, as it was written down each time.</param>
/// <param name="Because">The step that led to the tier, by the rules of then; null for who never left the first.</param>
public sealed record TierPage(Club Club, MemberStanding Me, TierProgress Progress, MemberPlan Plan, IReadOnlyList<TierEntry> Steps, ToldStep? Because)
{
    public TierVerdict Now => Plan.Plan.Now;

    /// <summary>What counted last towards the end of the tier: from there its time runs. Null where something else set the end.</summary>
    public CreditedOrder? EndSetBy => Now.ValidUntil is { } end
        ? Now.Behind.LastOrDefault(o => ClubTime.Next(Club.Rules.Ladder.Window, Me.JoinedAt, o.ReleasedAt, Club.Terms.Zone).End == end) : null;
}
