using Microsoft.AspNetCore.Mvc;
using Shop.Web.Doors;
using Shop.Web.Storefront.Ordering;
using Shop.Wishes;

namespace Shop.Web.Storefront.Wishes;

/// <summary>Moves what is on a wishlist into the cart, one thing or all, and says what could not be moved.</summary>
[Route("wishlist/{id:guid}")]
public sealed class WishesToCartController(CurrentWishes current, CurrentCart cart, MoveWishesToCart move) : Controller
{
    [HttpPost("cart")]
    public Task<IActionResult> Create(Guid id, CancellationToken ct) => Move(id, null, ct);

    [HttpPost("items/{item:guid}/cart")]
    public Task<IActionResult> Update(Guid id, Guid item, CancellationToken ct) => Move(id, item, ct);

    private async Task<IActionResult> Move(Guid id, Guid? item, CancellationToken ct)
    {
        if (await move.Run(await current.Owner(ct), id, item, await cart.Id(ct), ct) is not { } outcome) return NotFound();
        if (outcome is { CartId: { } cartId, Moved.Count: > 0 }) await cart.Keep(cartId, ct);
        TempData["Notice"] = outcome.Moved.Count switch { 0 => null, 1 => $"{outcome.Moved[0]} is in your cart.", var many => $"{many} things are in your cart." };
        TempData["Warning"] = outcome.Stayed.Count switch { 0 => null, <= 5 => $"Still on the list: {string.Join(" ", outcome.Stayed)}", var many => $"Still on the list: {string.Join(" ", outcome.Stayed.Take(5))} And {many - 5} more." };
        return new SeeOther(Url.Content($"~/wishlist/{id}"));
    }
}
