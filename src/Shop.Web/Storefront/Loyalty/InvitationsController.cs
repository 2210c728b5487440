using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Loyalty;
using Shop.Web.Doors;
using Shop.Web.Members.Loyalty;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>Where a member's link leads a friend: what the club is, what both get, and the way in.</summary>
[Route("club/invited/{code}")]
public sealed class InvitationsController(ClubTerms terms, ReadReferrals referrals, CurrentMember member, JoinClub join) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(string code, CancellationToken ct)
    {
        Response.Headers["X-Robots-Tag"] = "noindex";
        if (await Read(code, ct) is { } page)
        {
            if (page.Standing is InvitedStanding.Guest or InvitedStanding.MayJoin) KeptInvitation.Keep(HttpContext, page.Code);
            return View(page);
        }
        Response.StatusCode = StatusCodes.Status404NotFound;
        return View("Gone");
    }

    /// <summary>For who has an account: one press.</summary>
    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(string code, CancellationToken ct)
    {
        if (await Read(code, ct) is not { } page) return new SeeOther(Url.Content("~/club"));
        if (await member.CustomerId(ct) is not { } customer) return new SeeOther(Url.Content($"~/account/sign-in?returnUrl=/club/invited/{page.Code}"));
        if (page.Standing != InvitedStanding.MayJoin) return new SeeOther(Url.Content($"~/club/invited/{page.Code}"));
        TempData["Notice"] = MembershipController.Welcome(page.Club, await join.Run(customer, ct, page.Code));
        KeptInvitation.Forget(HttpContext);
        return new SeeOther(Url.Content("~/account/club"));
    }

    private async Task<InvitationPage?> Read(string code, CancellationToken ct)
    {
        if (await terms.Now(ct) is not { Rules.Referral.IsOpen: true } club || await referrals.Inviter(code, ct) is not { } inviter) return null;
        var customer = await member.CustomerId(ct);
        var standing = customer is null ? InvitedStanding.Guest : customer == inviter.CustomerId ? InvitedStanding.Own : (await member.Now(ct))?.Member is null ? InvitedStanding.MayJoin : InvitedStanding.Member;
        return new InvitationPage(club, Referral.CodeOf(code)!, inviter.Name, standing);
    }
}

/// <summary>How the reader of an invitation stands to the club.</summary>
public enum InvitedStanding { Guest, MayJoin, Member, Own }

/// <summary>An invitation as its reader sees it.</summary>
/// <param name="Inviter">A first name.</param>
public sealed record InvitationPage(Club Club, string Code, string Inviter, InvitedStanding Standing);
