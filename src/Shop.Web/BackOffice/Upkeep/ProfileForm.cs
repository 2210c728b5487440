using System.ComponentModel.DataAnnotations;
using Shop.Data;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Upkeep;

/// <summary>Who the merchant is: what stands on pages, invoices and letters.</summary>
public sealed class ProfileForm
{
    private const string TooLong = "At most {1} characters";

    public int Version { get; set; }

    [Required(ErrorMessage = "Enter the name of the shop"), StringLength(ShopProfile.TextMaxLength, ErrorMessage = TooLong)] public string? Name { get; set; }
    [Required(ErrorMessage = "Enter the name the business is registered under"), StringLength(ShopProfile.TextMaxLength, ErrorMessage = TooLong)] public string? LegalName { get; set; }
    [StringLength(ShopProfile.TextMaxLength, ErrorMessage = TooLong)] public string? OrganisationNumber { get; set; }
    [StringLength(ShopProfile.TextMaxLength, ErrorMessage = TooLong)] public string? VatNumber { get; set; }
    [StringLength(ShopProfile.TextMaxLength, ErrorMessage = TooLong)] public string? Street { get; set; }
    [StringLength(ShopProfile.TextMaxLength, ErrorMessage = TooLong)] public string? Postcode { get; set; }
    [StringLength(ShopProfile.TextMaxLength, ErrorMessage = TooLong)] public string? City { get; set; }
    [StringLength(ShopProfile.TextMaxLength, ErrorMessage = TooLong), RealEmail] public string? Email { get; set; }
    [StringLength(ShopProfile.TextMaxLength, ErrorMessage = TooLong)] public string? Phone { get; set; }

    public static ProfileForm Of(ShopProfile profile) => new()
    {
        Version = profile.Version, Name = profile.Name, LegalName = profile.LegalName, OrganisationNumber = profile.OrganisationNumber, VatNumber = profile.VatNumber,
        Street = profile.Street, Postcode = profile.Postcode, City = profile.City, Email = profile.Email, Phone = profile.Phone,
    };

    public void FillIn(ShopProfile profile)
    {
        profile.Rename(Plain(Name));
        profile.Describe(Plain(LegalName), Plain(OrganisationNumber), Plain(VatNumber), Plain(Street), Plain(Postcode), Plain(City), Plain(Email), Plain(Phone));
    }

    private static string Plain(string? typed) => (typed ?? "").Trim();
}
