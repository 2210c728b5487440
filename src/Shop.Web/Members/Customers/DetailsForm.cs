using System.ComponentModel.DataAnnotations;
using Shop.Accounts;
using Shop.Customers;

namespace Shop.Web.Members.Customers;

/// <summary>What a customer tells about themselves.</summary>
public sealed class DetailsForm
{
    [Required(ErrorMessage = "Enter your name."), StringLength(Customer.NameMaxLength, ErrorMessage = "Use at most 120 characters.")]
    public string Name { get; set; } = "";

    [StringLength(Customer.PhoneMaxLength, ErrorMessage = "A phone number has at most 30 characters.")]
    public string? Phone { get; set; }

    public bool Marketing { get; set; }
}

/// <summary>Details and security: who somebody is, how they sign in, and where they are signed in now.</summary>
public sealed record DetailsPage(DetailsForm Form, string Email, WaysIn Ways, Guid ThisSession, IReadOnlyList<OpenSession> Sessions);
