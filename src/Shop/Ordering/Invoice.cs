using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>What an invoice says, for page and PDF alike: who sells, who buys, what, at which VAT, and that it is paid.</summary>
public sealed record Invoice(string Number, DateOnly IssuedOn, DateOnly DeliveredBy, Seller Seller, OrderDetails Order, VatScheme Scheme)
{
    /// <summary>Null while nothing is paid: then there is no invoice yet.</summary>
    public static Invoice? Of(OrderDetails order, CurrentShop shop, IReadOnlyCollection<string> vatRegisteredIn)
    {
        if (!order.IsPaid || order.PaidAt is not { } paid) return null;
        var profile = shop.Profile;
        var seller = new Seller(profile.Name, profile.LegalName.Length > 0 ? profile.LegalName : profile.Name, profile.Street, $"{profile.Postcode} {profile.City}".Trim(),
            Countries.NameOf(profile.Country), profile.OrganisationNumber, profile.VatNumber, profile.Email);
        var issued = Period.LocalDay(paid, shop.Zone);
        return new Invoice(order.InvoiceNumber ?? order.Number, issued, order.ShippedAt is { } shipped ? Period.LocalDay(shipped, shop.Zone) : issued, seller, order,
            VatRates.For(profile.Country, order.Delivery.Country, vatRegisteredIn).Scheme);
    }

    /// <summary>What the law wants said when no VAT is charged; null when it is.</summary>
    public string? VatNote => Scheme == VatScheme.Export ? "No VAT: supply of goods to a place outside the tax area of the seller (export)." : null;
}

/// <summary>The legal person that sells.</summary>
public sealed record Seller(string ShopName, string LegalName, string Street, string Town, string Country, string OrganisationNumber, string VatNumber, string Email)
{
    public IEnumerable<string> AddressLines => new[] { LegalName, Street, Town, Country }.Where(l => l.Length > 0);

    /// <summary>“Org. no. 912 345 678 MVA”.</summary>
    public IEnumerable<string> Registrations
    {
        get
        {
            if (OrganisationNumber.Length > 0) yield return $"Org. no. {OrganisationNumber}";
            if (VatNumber.Length > 0) yield return $"VAT no. {VatNumber}";
        }
    }
}
