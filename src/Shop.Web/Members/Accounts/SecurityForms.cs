using System.ComponentModel.DataAnnotations;
using Shop.Accounts;
using Shop.Web.Html;

namespace Shop.Web.Members.Accounts;

/// <summary>A new password, and the old one to show that it is still the same person.</summary>
public sealed class PasswordForm
{
    [Required(ErrorMessage = "Enter your present password.")]
    public string Current { get; set; } = "";

    [Required(ErrorMessage = "Choose a new password.")]
    [StringLength(PasswordRules.MaxLength, MinimumLength = PasswordRules.MinLength, ErrorMessage = "Use 12 to 128 characters. A few words in a row are easy to remember.")]
    public string New { get; set; } = "";

    public bool EndOthers { get; set; }
}

/// <summary>A new e-mail address, and the password to show that it is still the same person.</summary>
public sealed class EmailForm
{
    [Required(ErrorMessage = "Enter the new e-mail address."), RealEmail]
    public string NewEmail { get; set; } = "";

    [Required(ErrorMessage = "Enter your password.")]
    public string Password { get; set; } = "";
}

/// <summary>The page on which a mailed link changes the address.</summary>
public sealed record NewEmailPage(string Email, string Token);
