using System.ComponentModel.DataAnnotations;
using Shop.Accounts;
using Shop.Customers;

namespace Shop.Web.Members.Customers;

/// <summary>What a customer tells about themselves.</summary>
public sealed class DetailsForm : IValidatableObject
{
    [Required(ErrorMessage = "Enter your name."), StringLength(Customer.NameMaxLength, ErrorMessage = "Use at most 120 characters.")]
    public string Name { get; set; } = "";

    [StringLength(Customer.PhoneMaxLength, ErrorMessage = "A phone number has at most 30 characters.")]
    public string? Phone { get; set; }

    public int? BirthMonth { get; set; }

    [Range(1, 31, ErrorMessage = "Enter the day as a number from 1 to 31.")]
    public int? BirthDay { get; set; }

    public bool Marketing { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BirthMonth is null && BirthDay is not null) yield return new ValidationResult("Choose the month too, or leave both empty.", [nameof(BirthMonth)]);
        else if (BirthMonth is not null && BirthDay is null) yield return new ValidationResult("Enter the day too, or leave both empty.", [nameof(BirthDay)]);
        else if (!Customer.IsBirthday(BirthMonth, BirthDay)) yield return new ValidationResult("That month has no such day.", [nameof(BirthDay)]);
    }
}

/// <summary>Details and security: who somebody is, how they sign in, and where they are signed in now.</summary>
public sealed record DetailsPage(DetailsForm Form, string Email, WaysIn Ways, Guid ThisSession, IReadOnlyList<OpenSession> Sessions);
