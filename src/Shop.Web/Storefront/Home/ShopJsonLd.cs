using System.Text.Json;
using Shop.Data;

namespace Shop.Web.Storefront.Home;

/// <summary>The shop as search engines read it.</summary>
public static class ShopJsonLd
{
    public static string Of(CurrentShop shop, string origin)
    {
        var told = new Dictionary<string, object> { ["@context"] = "https://schema.org", ["@type"] = "Organization", ["url"] = origin + "/", ["name"] = shop.IsOpen ? shop.Profile.Name : "Shop" };
        if (!shop.IsOpen) return JsonSerializer.Serialize(told);
        var profile = shop.Profile;
        if (profile.LegalName.Length > 0) told["legalName"] = profile.LegalName;
        if (profile.Email.Length > 0) told["email"] = profile.Email;
        if (profile.Phone.Length > 0) told["telephone"] = profile.Phone;
        if (profile.Street.Length > 0)
            told["address"] = new Dictionary<string, object> { ["@type"] = "PostalAddress", ["streetAddress"] = profile.Street, ["postalCode"] = profile.Postcode, ["addressLocality"] = profile.City, ["addressCountry"] = profile.Country };
        return JsonSerializer.Serialize(told);
    }
}
