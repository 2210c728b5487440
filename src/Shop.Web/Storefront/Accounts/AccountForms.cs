using System.ComponentModel.DataAnnotations;
using Shop.Accounts;
using Shop.Demo;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Accounts;

/// <summary>What a new customer types.</summary>
public sealed class RegistrationForm
{
    [Required(ErrorMessage = "Enter your name."), StringLength(User.NameMaxLength, ErrorMessage = "Use at most 120 characters.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Enter your e-mail address."), RealEmail]
    public string Email { get; set; } = "";

    [Required(ErrorMessage = "Choose a password.")]
    [StringLength(PasswordRules.MaxLength, MinimumLength = PasswordRules.MinLength, ErrorMessage = "Use 12 to 128 characters. A few words in a row are easy to remember.")]
    public string Password { get; set; } = "";
}

/// <summary>What somebody types to get in.</summary>
public sealed class SignInForm
{
    [Required(ErrorMessage = "Enter your e-mail address."), RealEmail]
    public string Email { get; set; } = "";

    [Required(ErrorMessage = "Enter your password.")]
    public string Password { get; set; } = "";

    public bool Remember { get; set; }

    public string? ReturnUrl { get; set; }
}

/// <summary>The sign-in page; the demo's accounts are on it only where the demo runs on a developer's machine.</summary>
public sealed record SignInPage(SignInForm Form, IReadOnlyList<DemoSignIn> Demo);

/// <summary>The password that proves that the reader of the mail opened the account.</summary>
public sealed class ConfirmationForm
{
    [Required] public string Token { get; set; } = "";

    [Required(ErrorMessage = "Enter the password you chose.")]
    public string Password { get; set; } = "";
}

/// <summary>The page a confirmation link leads to.</summary>
public sealed record ConfirmationPage(string Email, ConfirmationForm Form);

/// <summary>Whose password is forgotten.</summary>
public sealed class ForgottenForm
{
    [Required(ErrorMessage = "Enter your e-mail address."), RealEmail]
    public string Email { get; set; } = "";
}

/// <summary>The new password for the reader of a mailed link.</summary>
public sealed class ResetForm
{
    [Required] public string Token { get; set; } = "";

    [Required(ErrorMessage = "Choose a password.")]
    [StringLength(PasswordRules.MaxLength, MinimumLength = PasswordRules.MinLength, ErrorMessage = "Use 12 to 128 characters. A few words in a row are easy to remember.")]
    public string Password { get; set; } = "";
}
