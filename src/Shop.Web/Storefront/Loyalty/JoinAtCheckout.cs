using Microsoft.AspNetCore.Mvc;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;

namespace Shop.Web.Storefront.Loyalty;

/// <summary>Beside the last button: who is not in the club can be taken in with this order, and reads what it would earn.</summary>
public sealed class JoinAtCheckout(ClubNow now, MemberReader members, Showcase showcase, TimeProvider clock) : ViewComponent
{
    private static readonly (Deed Deed, string When)[] Welcomes = [(Deed.Join, "at once"), (Deed.FirstOrder, "for the first order, once it can no longer be sent back")];

    public async Task<IViewComponentResult> InvokeAsync(PricedCart cart, bool joins)
    {
        var ct = HttpContext.RequestAborted;
        if (await now.Club(ct) is not { } club || await now.Member(ct) is not null) return Content("");
        var points = club.Earned(CartEarning.Of(cart, await showcase.Everything(ct)), Tier.Member, clock.GetUtcNow().UtcDateTime, cart.Points?.Amount ?? Money.Zero);
        return View("/Storefront/Loyalty/_JoinAtCheckout.cshtml", new JoinOffer(club, points, joins, cart.CustomerId is null)
        {
            Gifts = cart.CustomerId is { } customer && await members.HasLeft(customer, ct) ? [] : [.. Welcomes.Select(w => (w.When, Points: Acting.On(w.Deed) ? club.Rules.Earning.For(w.Deed)?.Points ?? 0 : 0)).Where(g => g.Points > 0)],
        });
    }
}

/// <summary>What joining with an order brings.</summary>
/// <param name="Ticked">Whether the box was ticked before.</param>
/// <param name="IsGuest">A guest needs a password, chosen after paying.</param>
public sealed record JoinOffer(Club Club, long Points, bool Ticked, bool IsGuest)
{
    /// <summary>What new members get besides, and when; nothing for who was here before.</summary>
    public IReadOnlyList<(string When, long Points)> Gifts { get; init; } = [];
}
