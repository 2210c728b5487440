using System.ComponentModel.DataAnnotations;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Ordering;

/// <summary>Whom we write to about the order.</summary>
public sealed class ContactForm
{
    [Required(ErrorMessage = "Enter your e-mail address, like name@example.com")]
    [StringLength(CheckoutDraft.EmailMaxLength, ErrorMessage = "An e-mail address has at most {1} characters")]
    [RealEmail]
    public string? Email { get; set; }

    [StringLength(CheckoutDraft.PhoneMaxLength, ErrorMessage = "A telephone number has at most {1} characters")]
    [RegularExpression(@"(\D*\d){5,}\D*", ErrorMessage = "A telephone number has at least 5 digits")]
    public string? Phone { get; set; }

    public static ContactForm Of(CartDraft draft) => new() { Email = draft.Email, Phone = draft.Phone };

    public void FillIn(CheckoutDraft draft)
    {
        draft.Email = EmailAddress.Normalise(Email!);
        draft.Phone = Text.OrNull(Phone);
    }
}

/// <summary>A postal address as it is typed: one name field, any script.</summary>
public class AddressForm
{
    [Required(ErrorMessage = "Enter the name of the person it goes to")]
    [StringLength(Address.NameMaxLength, ErrorMessage = "A name has at most {1} characters")]
    public string? Name { get; set; }

    [StringLength(Address.NameMaxLength, ErrorMessage = "A company's name has at most {1} characters")]
    public string? Company { get; set; }

    [Required(ErrorMessage = "Enter the street and number")]
    [StringLength(Address.LineMaxLength, ErrorMessage = "An address line has at most {1} characters")]
    public string? Line1 { get; set; }

    [StringLength(Address.LineMaxLength, ErrorMessage = "An address line has at most {1} characters")]
    public string? Line2 { get; set; }

    [Required(ErrorMessage = "Enter the postcode")]
    [StringLength(Address.PostcodeMaxLength, ErrorMessage = "A postcode has at most {1} characters")]
    [PostcodeOfCountry]
    public string? Postcode { get; set; }

    [Required(ErrorMessage = "Enter the town or city")]
    [StringLength(Address.CityMaxLength, ErrorMessage = "A town has at most {1} characters")]
    public string? City { get; set; }

    [Required(ErrorMessage = "Choose the country")]
    [KnownCountry]
    public string? Country { get; set; }

    public Address ToAddress() => new(Name!.Trim(), Text.OrNull(Company), Line1!.Trim(), Text.OrNull(Line2), Postcode?.Trim() ?? "", City!.Trim(), null, Country!);

    public bool IsFolded => Text.OrNull(Company) is null && Text.OrNull(Line2) is null;

    protected void Take(Address address) =>
        (Name, Company, Line1, Line2, Postcode, City, Country) = (address.Name, address.Company, address.Line1, address.Line2, address.Postcode, address.City, address.Country);

    public static AddressForm Of(Address? address, string country)
    {
        var form = new AddressForm { Country = country };
        if (address is not null && address.Country.Length > 0) form.Take(address);
        return form;
    }
}

/// <summary>Where the goods go, and how.</summary>
public sealed class DeliveryForm : AddressForm
{
    [Required(ErrorMessage = "Choose how you want to get it")]
    public string? Method { get; set; }

    public string? Point { get; set; }

    [StringLength(CheckoutDraft.NoteMaxLength, ErrorMessage = "A note has at most {1} characters")]
    public string? Note { get; set; }

    public static DeliveryForm Of(PricedCart cart)
    {
        var form = new DeliveryForm { Country = cart.Country, Method = cart.Draft.DeliveryMethod ?? cart.Offer?.Code, Point = cart.Draft.PickUpPoint?.Id, Note = cart.Draft.Note };
        if (cart.Draft.Delivery.Country.Length > 0) form.Take(cart.Draft.Delivery);
        return form;
    }

    public void FillIn(CheckoutDraft draft)
    {
        draft.Delivery = ToAddress();
        draft.DeliveryMethod = Method;
        draft.PickUpPointId = Method == DeliveryMethods.PickUp ? Point : null;
        draft.Note = Text.OrNull(Note);
    }
}

/// <summary>To whom the invoice is made out. The card itself is entered at the payment provider's, never here.</summary>
public sealed class PaymentForm
{
    public bool SameAddress { get; set; } = true;

    /// <summary>How many points pay a part; empty is none.</summary>
    [RegularExpression(@"\s*([0-9]{1,9}|[0-9]{1,3}([ ,.\u00A0\u202F][0-9]{3}){1,2})\s*", ErrorMessage = "Enter a whole number, or 0")]
    public string? Points { get; set; }

    /// <summary>A button that chooses for the customer: “all” or “none”.</summary>
    public string? Use { get; set; }
    public AddressForm Billing { get; set; } = new();

    public static PaymentForm Of(PricedCart cart) => new() { SameAddress = cart.Draft.Billing is null, Billing = AddressForm.Of(cart.Draft.Billing, cart.Country), Points = cart.Points is { Chosen: > 0 } points ? points.Chosen.ToString(System.Globalization.CultureInfo.InvariantCulture) : null };

    /// <summary>The wish as a number; what is no number is none.</summary>
    public long Wanted(TenderTerms? terms) => terms is null || Use == "none" ? 0 : Use == "all" ? terms.Most : long.TryParse(new string([.. (Points ?? "").Where(char.IsAsciiDigit)]), out var typed) ? typed : 0;

    /// <summary>Why so many points cannot be used; null when they can.</summary>
    public string? Refusal(TenderTerms? terms)
    {
        var wanted = Wanted(terms);
        if (terms is null || wanted == 0) return null;
        if (wanted > terms.Most) return terms.Most == 0 ? terms.Trouble ?? $"{terms.Words.First} cannot pay for this order" : $"At most {terms.Words.Count(terms.Most)} can be used for this order";
        if (wanted < terms.Minimum) return $"{terms.Words.First} can be used from {Number.Of(terms.Minimum)} on";
        return wanted % terms.Step == 0 ? null : $"{terms.Words.First} are used in steps of {Number.Of(terms.Step)}: {Number.Of(wanted - wanted % terms.Step)} or {Number.Of(wanted - wanted % terms.Step + terms.Step)}, for example";
    }

    public void FillIn(CheckoutDraft draft)
    {
        draft.Billing = SameAddress ? null : Billing.ToAddress();
        draft.PaymentSeen = true;
    }
}

/// <summary>The last press of the button: which state of the cart was on the page, and what it came to.</summary>
public sealed class PayForm
{
    public int Version { get; set; }
    public long Due { get; set; }

    /// <summary>Whether they want to be in the club, with this order as the first that counts.</summary>
    public bool Join { get; set; }
}

/// <summary>A country from our list.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KnownCountryAttribute() : ValidationAttribute("Choose a country from the list")
{
    public override bool IsValid(object? value) => value is not string { Length: > 0 } code || Countries.Find(code) is not null;
}

/// <summary>A postcode that can exist in the form's country.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PostcodeOfCountryAttribute : ValidationAttribute
{
    public override bool RequiresValidationContext => true;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        var country = Countries.Find(((AddressForm)validationContext.ObjectInstance).Country);
        if (country is null || value is not string { Length: > 0 } typed || Countries.AcceptsPostcode(country.Code, typed)) return ValidationResult.Success;
        return new ValidationResult($"A postcode in {country.Name} looks like {country.PostcodeExample}", [validationContext.MemberName!]);
    }
}

internal static class Text
{
    internal static string? OrNull(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
