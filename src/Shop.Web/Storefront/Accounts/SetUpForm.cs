using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Shop.Accounts;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Accounts;

/// <summary>Who looks after the shop, and what shop it is.</summary>
public sealed class SetUpForm
{
    [Required] public string Token { get; set; } = "";

    [Required(ErrorMessage = "Enter your name."), StringLength(User.NameMaxLength, ErrorMessage = "Use at most 120 characters.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Enter your e-mail address."), RealEmail]
    public string Email { get; set; } = "";

    [Required(ErrorMessage = "Choose a password.")]
    [StringLength(PasswordRules.MaxLength, MinimumLength = PasswordRules.MinLengthOfStaff, ErrorMessage = "Use 15 to 128 characters. A few words in a row are easy to remember.")]
    public string Password { get; set; } = "";

    /// <summary>Left out when a shop is open already.</summary>
    public ShopForm? Shop { get; set; }

    /// <summary>What a shop needs to open. The currency stays for good: every amount is kept in it.</summary>
    public sealed class ShopForm
    {
        [Required(ErrorMessage = "Enter what the shop is called."), StringLength(ShopProfile.TextMaxLength)]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "Choose a currency.")] public string Currency { get; set; } = "EUR";
        [Required(ErrorMessage = "Choose a country.")] public string Country { get; set; } = "";
        [Required(ErrorMessage = "Choose a time zone.")] public string TimeZone { get; set; } = "UTC";

        [Required(ErrorMessage = "Enter the company's name."), StringLength(ShopProfile.TextMaxLength)]
        public string LegalName { get; set; } = "";

        [StringLength(ShopProfile.TextMaxLength)] public string? OrganisationNumber { get; set; }
        [StringLength(ShopProfile.TextMaxLength)] public string? VatNumber { get; set; }

        [Required(ErrorMessage = "Enter the street and number."), StringLength(ShopProfile.TextMaxLength)]
        public string Street { get; set; } = "";

        [StringLength(ShopProfile.TextMaxLength)] public string? Postcode { get; set; }

        [Required(ErrorMessage = "Enter the town."), StringLength(ShopProfile.TextMaxLength)]
        public string City { get; set; } = "";

        [Required(ErrorMessage = "Enter the address customers write to."), RealEmail]
        public string Email { get; set; } = "";

        [StringLength(ShopProfile.TextMaxLength)] public string? Phone { get; set; }

        public static IEnumerable<SelectListItem> Currencies => Kernel.Currency.Codes.Select(c => new SelectListItem(c, c));
        public static IEnumerable<SelectListItem> TimeZones => TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).Where(id => id.Contains('/') || id == "UTC").Order().Select(id => new SelectListItem(id, id));

        /// <exception cref="RuleBroken">Currency, country or time zone is none.</exception>
        public ShopProfile Open(DateTime now)
        {
            if (Countries.Find(Country) is null) throw new RuleBroken("Choose a country.");
            var profile = ShopProfile.Open(Name.Trim(), Currency, Country, TimeZone, now);
            profile.Describe(LegalName.Trim(), OrganisationNumber ?? "", VatNumber ?? "", Street.Trim(), Postcode ?? "", City.Trim(), EmailAddress.Normalise(Email), Phone ?? "");
            return profile;
        }
    }
}
