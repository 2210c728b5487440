using System.ComponentModel.DataAnnotations;
using Shop.Ordering;

namespace Shop.Web.Storefront.Ordering;

/// <summary>What can be said about an order beside its things: a code, and whether it is a gift. Typed text is kept when it is refused.</summary>
public sealed class ExtrasForm
{
    public string? Code { get; set; }
    public bool GiftWrap { get; set; }

    [StringLength(CheckoutDraft.GiftMessageMaxLength, ErrorMessage = "A message has at most {1} characters")]
    public string? GiftMessage { get; set; }

    /// <summary>The section of the checkout from which it was sent; null from the cart.</summary>
    public CheckoutStep? Step { get; set; }

    /// <summary>What was refused, and why.</summary>
    public (string Field, string Reason)? Refusal { get; init; }

    public string? RefusedAt(string field) => Refusal is { } refusal && refusal.Field == field ? refusal.Reason : null;
}

/// <summary>The codes and the gift of a cart, with what was just refused.</summary>
/// <param name="Step">The section of the checkout beside which it stands; null in the cart.</param>
public sealed record ExtrasPage(PricedCart Cart, ExtrasForm Form, CheckoutStep? Step)
{
    public bool IsGift => Cart.Draft.GiftWrap || Cart.Draft.GiftMessage is not null;
}
