using Microsoft.AspNetCore.Mvc;
using Shop.Ordering;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Ordering;

/// <summary>The cart as a page, and as the part that slides in beside any page.</summary>
[Route("cart")]
public sealed class CartController(CurrentCart cart) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken ct) => View(new CartPage(await cart.Read(ct)));

    [HttpGet("drawer")]
    public async Task<IActionResult> Drawer(CancellationToken ct)
    {
        if (!HttpContext.IsHtmx()) return RedirectToAction(nameof(Show));
        return PartialView("_CartDrawer", new CartPage(await cart.Read(ct)));
    }
}

/// <summary>A cart to show, with what was just refused or removed.</summary>
public sealed record CartPage(PricedCart? Cart)
{
    /// <summary>Why a line could not be changed as asked; empty id: why something could not be added.</summary>
    public (Guid VariantId, string Reason)? Refusal { get; init; }
    public string? Added { get; init; }
    public ExtrasForm Extras { get; init; } = new();
    public RemovedLine? Removed { get; init; }

    public bool IsEmpty => Cart is null or { IsEmpty: true };
    public string? RefusedAt(Guid variantId) => Refusal is { } refusal && refusal.VariantId == variantId ? refusal.Reason : null;

    /// <summary>What was refused for an article that is not in the cart.</summary>
    public string? RefusedOnTop => Refusal is { } refusal && Cart?.Lines.Any(l => l.VariantId == refusal.VariantId) != true ? refusal.Reason : null;

    /// <summary>“3 items, €74.80”.</summary>
    public static string Say(PricedCart? cart, MoneyText money) =>
        cart is null or { IsEmpty: true } ? "Your cart is empty" : $"Cart: {(cart.Count == 1 ? "1 item" : $"{cart.Count} items")}, {money.Of(cart.Quote.Goods)}";
}

/// <summary>A line that was taken out and can be put back.</summary>
public sealed record RemovedLine(Guid VariantId, string Name, int Quantity);
