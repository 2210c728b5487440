using Microsoft.AspNetCore.Mvc;
using Shop.Data;
using Shop.Loyalty;
using Shop.Web.Doors;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Members.Loyalty;

/// <summary>A member's own invitation, and what became of the friends who followed it.</summary>
[Route("account/club/friends")]
public sealed class FriendsController(CurrentMember member, ClubTerms terms, MemberReader members, ReadReferrals referrals, ShopAddress address, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var (customer, now) = (await member.RequiredCustomerId(ct), clock.GetUtcNow().UtcDateTime);
        if (await terms.Now(ct) is not { } club || await members.Of(customer, now, ct) is not { } me) return new SeeOther(Url.Content("~/account/club"));
        var code = await referrals.CodeOf(me.MemberId, ct);
        return View(new FriendsPage(club, code, address.Of($"club/invited/{code}"), await referrals.Of(me.MemberId, club.Rules.ReturnDays(Tier.Member), ct), await referrals.VoucherOf(customer, ct), now));
    }
}

/// <summary>Somebody's friends in the club.</summary>
/// <param name="Voucher">What they got for coming by an invitation themselves.</param>
public sealed record FriendsPage(Club Club, string Code, string Link, IReadOnlyList<InvitedFriend> Friends, FriendsVoucher? Voucher, DateTime Now)
{
    public string Mail => $"mailto:?subject={Uri.EscapeDataString($"Come to {Club.Name}")}&body={Uri.EscapeDataString($"I am in {Club.Name} and thought of you. This is my invitation:\n\n{Link}\n")}";

    /// <summary>How far a friend is, in a word and a sentence.</summary>
    public (string Word, string Badge, string Sentence) StandingOf(InvitedFriend friend) => friend switch
    {
        { State: ReferralState.Earned } => (friend.Points > 0 ? $"+{Club.Count(friend.Points)}" : "Counted", "badge-success", $"Counted on {Day(friend.SettledAt!.Value)}."),
        { State: ReferralState.Refused } => ("Does not count", "badge-danger", "It looks like the same person or household, or like somebody who was here before. If that is wrong, write to us."),
        { State: ReferralState.Review } => ("We look at it", "badge-warning", "You have brought many friends this month, so we look at each before it counts."),
        { State: ReferralState.Joined } => ("Joined", "badge-info", "Waits for the first order."),
        { DueAt: { } due } when due > Now => ("Waiting", "badge-info", $"Counts from {Day(due)} on, if nothing is sent back."),
        { DueAt: not null } => ("Waiting", "badge-info", "Counts within the hour."),
        _ => ("Ordered", "badge-info", "Counts when the order has arrived and can no longer be sent back."),
    };

    public string Day(DateTime at) => Html.DateText.Date(at, Club.Terms.Zone);
}
