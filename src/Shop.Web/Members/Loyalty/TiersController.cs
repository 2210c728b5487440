using Microsoft.AspNetCore.Mvc;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Doors;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Members.Loyalty;

/// <summary>Why a member stands where they stand: what was counted, by which rules, until when, and what keeps it.</summary>
[Route("account/club/tier")]
public sealed class TiersController(CurrentMember member, ClubTerms terms, ClubMemberReader reader, MemberReader members, RuleBook rules) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club || await reader.Read(club, ct) is not { } mine) return new SeeOther(Url.Content("~/account/club"));
        var (me, progress) = mine;
        var steps = await members.Steps(me.MemberId, ct);
        var customer = await member.RequiredCustomerId(ct);
        // What lifted them to this tier: the newest change to it.
        var decisive = steps.FirstOrDefault(s => s.To == me.Tier && s.From != s.To);
        return View(new TierPage(club, me, progress, steps, decisive, decisive is null ? null : await rules.Of(decisive.RuleSetId, ct),
            decisive is null ? [] : await members.Behind(me.AccountId, customer, new Period(decisive.WindowStart, decisive.WindowEnd), ct), await members.Behind(me.AccountId, customer, progress.Window, ct)));
    }
}

/// <summary>A member's tier, explained.</summary>
/// <param name="Then">What was counted when the tier was reached.</param>
/// <param name="Now">What is counted at present.</param>
public sealed record TierPage(Club Club, MemberStanding Me, TierProgress Progress, IReadOnlyList<TierEntry> Steps, TierEntry? Decisive, PublishedRules? Rules, IReadOnlyList<CreditedPurchase> Then, IReadOnlyList<CreditedPurchase> Now);
