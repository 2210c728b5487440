using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Web.Doors;
using Shop.Web.Storefront.Ordering;

namespace Shop.Web.BackOffice.Ordering;

/// <summary>Reads an order in the making as the desk shows it.</summary>
public sealed class DraftDesk(DeskDrafts kept, CartPrices prices, OrderReader orders, MemberReader members, RuleBook rules, DeliveryMethods delivery, Till till, TimeProvider clock)
{
    public bool TakesCards => till.Provider != "none";

    /// <summary>Null when there is no such draft.</summary>
    public async Task<DraftPage?> Page(Controller page, Guid id, string? q, CancellationToken ct)
    {
        if (await kept.CustomerOf(id, ct) is not { } customer || await prices.Read(id, ct) is not { } cart) return null;
        var now = clock.GetUtcNow().UtcDateTime;
        var tier = await members.Of(customer.CustomerId, now, ct) is { } member ? (await rules.At(now, ct))?.Rules.Ladder.NameOf(member.Tier) : null;
        var placed = cart.OrderId is { } order ? (await orders.ById(order, ct))?.Number : null;
        var sought = (q ?? "").Trim() is { Length: > 0 and <= 100 } words ? words : null;
        return new DraftPage(cart, customer.CustomerId, customer.Name, customer.Email, tier, sought, sought is null ? [] : await kept.Find(sought, ct), delivery.DeliverTo, TakesCards) { PlacedAs = placed, Contact = ContactForm.Of(cart.Draft), Delivery = DeliveryForm.Of(cart), Channel = cart.Desk!.Channel };
    }

    /// <summary>The page, or the order that was made of it.</summary>
    public IActionResult Answer(Controller page, DraftPage draft) => draft.PlacedAs is { } number ? new SeeOther(page.Url.Content($"~/backoffice/orders/{number}")) : page.View("Show", draft);
}

/// <summary>An order in the making.</summary>
/// <param name="Tier">Null for who is not in the club.</param>
public sealed record DraftPage(PricedCart Cart, Guid CustomerId, string CustomerName, string? CustomerEmail, string? Tier, string? Sought, IReadOnlyList<GoodsFound> Found, IReadOnlyList<Country> DeliverTo, bool TakesCards)
{
    /// <summary>The order that was made of it and is being paid.</summary>
    public string? PlacedAs { get; init; }
    public required ContactForm Contact { get; init; }
    public required DeliveryForm Delivery { get; init; }
    public OrderChannel Channel { get; init; }
    public PlaceDraftForm Placing { get; init; } = new() { Pay = "link" };
    public string? TypedPoints { get; init; }
    public string? TypedConsent { get; init; }

    public IEnumerable<SelectListItem> CountryOptions => DeliverTo.Select(c => new SelectListItem(c.Name, c.Code));
    public bool IsReady => Cart.CanBeOrdered && Cart.NextStep == CheckoutStep.Review;
    public IReadOnlyList<PickUpPoint> PickUp => PickUpPoints.Near(Delivery.Country ?? Cart.Country, Delivery.Postcode);
}
