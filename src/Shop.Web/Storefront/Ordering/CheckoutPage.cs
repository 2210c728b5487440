using Microsoft.AspNetCore.Mvc.Rendering;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Web.Storefront.Ordering;

/// <summary>The checkout with one section open.</summary>
public sealed record CheckoutPage(PricedCart Cart, CheckoutStep Step, IReadOnlyList<Country> DeliverTo)
{
    public ContactForm Contact { get; init; } = ContactForm.Of(Cart.Draft);
    public DeliveryForm Delivery { get; init; } = DeliveryForm.Of(Cart);
    public PaymentForm Payment { get; init; } = PaymentForm.Of(Cart);

    /// <summary>What can be chosen for the country in the form, which may not be saved yet.</summary>
    public IReadOnlyList<DeliveryOffer> Offers { get; init; } = Cart.Offers;

    public ExtrasForm Extras { get; init; } = new();

    /// <summary>Whether the last press asked to be taken into the club.</summary>
    public bool Joins { get; init; }

    /// <summary>Why the last press of the button led back here.</summary>
    public string? Warning { get; init; }

    public IEnumerable<SelectListItem> CountryOptions => DeliverTo.Select(c => new SelectListItem(c.Name, c.Code));
    public static IEnumerable<SelectListItem> AnyCountry => Countries.All.Select(c => new SelectListItem(c.Name, c.Code));
    public IReadOnlyList<PickUpPoint> Points => PickUpPoints.Near(Delivery.Country ?? Cart.Country, Delivery.Postcode);

    public bool IsDone(CheckoutStep step) => step < Step || step < Cart.NextStep;
    public static string UrlOf(CheckoutStep step) => $"/checkout?step={step.ToString().ToLowerInvariant()}";

    /// <summary>“Ingrid Solberg, Havnegata 4, 5003 Bergen, Norway”.</summary>
    public static string Line(Address address) => string.Join(", ", Lines(address));

    public static IEnumerable<string> Lines(Address address) =>
        new[] { address.Name, address.Company, address.Line1, address.Line2, $"{address.Postcode} {address.City}".Trim(), Countries.NameOf(address.Country) }.OfType<string>().Where(l => l.Length > 0);
}
