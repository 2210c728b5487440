using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Web.Doors;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>What an order earns its member and when that can be spent; to the member also how far the next tier is.</summary>
public sealed class OrderEarning(ShopDb db, ClubTerms terms, ClubNow now, ClubMemberReader members, CurrentMember visitor, TimeProvider clock) : ViewComponent
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public async Task<IViewComponentResult> InvokeAsync(Guid orderId, Guid? owner, bool isFresh)
    {
        var ct = HttpContext.RequestAborted;
        if (await terms.Now(ct) is not { } club) return Content("");
        var lot = await db.PointsLots.AsNoTracking().Where(l => l.OrderId == orderId)
            .Select(l => new EarnedPoints(l.Granted - l.Revoked, l.ReleasedAt != null, l.DueAt, l.ExpiresAt)).FirstOrDefaultAsync(ct);
        var isMember = await now.Member(ct) is not null;
        if (lot is null && isFresh && !isMember && owner is not null && owner == await visitor.CustomerId(ct)) return View("/Storefront/Loyalty/_JoinWithOrder.cshtml", new OrderToJoin(club, orderId));
        if (lot is null && !(isFresh && isMember)) return Content("");
        // Counted within moments, or it earns nothing: then the page stops looking.
        var justNow = clock.GetUtcNow().UtcDateTime - Patience;
        if (lot is null && !await db.Orders.AnyAsync(o => o.Id == orderId && (o.PaidAt == null || o.PaidAt > justNow), ct)) return Content("");
        return View("/Storefront/Loyalty/_OrderEarning.cshtml", new OrderEarningPage(club, lot, isFresh && isMember ? await members.Read(club, ct) : null));
    }
}

/// <summary>An order of somebody who is not in the club, and could be.</summary>
public sealed record OrderToJoin(Club Club, Guid OrderId);

/// <summary>An order's points, less those that were taken back.</summary>
public sealed record EarnedPoints(long Points, bool CanBeSpent, DateTime? DueAt, DateTime? ExpiresAt);

/// <summary>What the part of an order page that tells of points shows.</summary>
/// <param name="Earned">Null in the moment between the payment and the count.</param>
public sealed record OrderEarningPage(Club Club, EarnedPoints? Earned, (MemberStanding Me, TierProgress Progress)? Member);
