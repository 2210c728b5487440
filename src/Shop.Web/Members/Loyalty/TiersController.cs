using Microsoft.AspNetCore.Mvc;
using Shop.Loyalty;
using Shop.Web.Doors;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Members.Loyalty;

/// <summary>Why a member stands where they stand: what was counted, by which rules, until when, and what keeps it.</summary>
[Route("account/club/tier")]
public sealed class TiersController(ClubTerms terms, ClubMemberReader reader, MemberReader members, ReadTierPlan plans) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club || await reader.Read(club, ct) is not { } mine || await plans.Run(mine.Me.MemberId, null, ct) is not { } plan) return new SeeOther(Url.Content("~/account/club"));
        return View(new TierPage(club, mine.Me, mine.Progress, plan, await members.Steps(mine.Me.MemberId, ct)));
    }
}

/// <summary>A member's tier, explained by the evaluation itself.</summary>
/// <param name="Steps">How they came here, as it was written down each time.</param>
public sealed record TierPage(Club Club, MemberStanding Me, TierProgress Progress, MemberPlan Plan, IReadOnlyList<TierEntry> Steps)
{
    public TierVerdict Now => Plan.Plan.Now;

    /// <summary>The step that led to the tier; null for who never left the first, or whose tier was given otherwise.</summary>
    public TierStep? Because => Now.Steps.LastOrDefault(s => s.To == Me.Tier && s.From != s.To);
}
