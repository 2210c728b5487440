using Microsoft.AspNetCore.Mvc;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>Beside the last button: who is not in the club can be taken in with this order, and reads what it would earn.</summary>
public sealed class JoinAtCheckout(ClubNow now, Showcase showcase, TimeProvider clock) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(PricedCart cart, bool joins)
    {
        var ct = HttpContext.RequestAborted;
        if (await now.Club(ct) is not { } club || await now.Member(ct) is not null) return Content("");
        var points = club.Earned(CartEarning.Of(cart, await showcase.Everything(ct)), Tier.Member, clock.GetUtcNow().UtcDateTime, cart.Points?.Amount ?? Money.Zero);
        return View("/Storefront/Loyalty/_JoinAtCheckout.cshtml", new JoinOffer(club, points, joins, cart.CustomerId is null));
    }
}

/// <summary>What joining with an order brings.</summary>
/// <param name="Ticked">Whether the box was ticked before.</param>
/// <param name="IsGuest">A guest needs a password, chosen after paying.</param>
public sealed record JoinOffer(Club Club, long Points, bool Ticked, bool IsGuest);
