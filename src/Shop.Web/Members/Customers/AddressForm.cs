using System.ComponentModel.DataAnnotations;
using Shop.Customers;
using Shop.Kernel;

namespace Shop.Web.Members.Customers;

/// <summary>An entry of the address book as it is typed.</summary>
public sealed class AddressForm : IValidatableObject
{
    [Required(ErrorMessage = "Enter the name on the door."), StringLength(Address.NameMaxLength, ErrorMessage = "Use at most 120 characters.")]
    public string Name { get; set; } = "";

    [StringLength(Address.NameMaxLength, ErrorMessage = "Use at most 120 characters.")]
    public string? Company { get; set; }

    [Required(ErrorMessage = "Enter the street and number."), StringLength(Address.LineMaxLength, ErrorMessage = "Use at most 120 characters.")]
    public string Line1 { get; set; } = "";

    [StringLength(Address.LineMaxLength, ErrorMessage = "Use at most 120 characters.")]
    public string? Line2 { get; set; }

    [StringLength(Address.PostcodeMaxLength, ErrorMessage = "A postcode has at most 16 characters.")]
    public string? Postcode { get; set; }

    [Required(ErrorMessage = "Enter the town."), StringLength(Address.CityMaxLength, ErrorMessage = "Use at most 80 characters.")]
    public string City { get; set; } = "";

    [StringLength(Address.CityMaxLength, ErrorMessage = "Use at most 80 characters.")]
    public string? Region { get; set; }

    [Required(ErrorMessage = "Choose a country.")]
    public string Country { get; set; } = "";

    [StringLength(Customer.PhoneMaxLength, ErrorMessage = "A phone number has at most 30 characters.")]
    public string? Phone { get; set; }

    public bool MakeDefault { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Countries.Find(Country) is not { } country) yield return new ValidationResult("Choose a country.", [nameof(Country)]);
        else if (!Countries.AcceptsPostcode(Country, Postcode ?? "")) yield return new ValidationResult(string.IsNullOrWhiteSpace(Postcode) ? "Enter the postcode." : $"This is not a postcode of {country.Name}.", [nameof(Postcode)]);
    }

    internal Address ToAddress() => new(Name.Trim(), Empty(Company), Line1.Trim(), Empty(Line2), Postcode?.Trim() ?? "", City.Trim(), Empty(Region), Country);

    internal static AddressForm Of(CustomerAddress entry) => new()
    {
        Name = entry.Address.Name, Company = entry.Address.Company, Line1 = entry.Address.Line1, Line2 = entry.Address.Line2, Postcode = entry.Address.Postcode,
        City = entry.Address.City, Region = entry.Address.Region, Country = entry.Address.Country, Phone = entry.Phone, MakeDefault = entry.IsDefault,
    };

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
