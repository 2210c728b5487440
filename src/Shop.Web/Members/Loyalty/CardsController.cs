using Microsoft.AspNetCore.Mvc;
using Shop.Data;
using Shop.Loyalty;
using Shop.Web.Doors;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Members.Loyalty;

/// <summary>The member's card, for the phone and for paper.</summary>
[Route("account/club/card")]
public sealed class CardsController(CurrentMember member, ClubTerms terms, MemberReader members, ShopAddress address, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club || await members.Of(await member.RequiredCustomerId(ct), clock.GetUtcNow().UtcDateTime, ct) is not { } me) return new SeeOther(Url.Content("~/account/club"));
        return View(new MemberCard(club, me, address.Of($"club/cards/{me.CardToken}")));
    }
}

/// <summary>What is on a member's card.</summary>
/// <param name="Code">What a reader finds in the card's code.</param>
public sealed record MemberCard(Club Club, MemberStanding Me, string Code)
{
    /// <summary>“4719 283 650” in groups as one reads them out.</summary>
    public string Number => string.Join(' ', Me.Number[..4], Me.Number[4..7], Me.Number[7..]);
}
