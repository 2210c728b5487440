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

    /// <summary>Whether they want to be in the club as well.</summary>
    public bool Join { get; set; }

    /// <summary>The code of the invitation they follow; what cannot be one invites nobody.</summary>
    [StringLength(40)] public string? Invite { get; set; }

    /// <summary>Whose invitation that is, by first name, and the voucher it brings; never from the form.</summary>
    [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever] public string? Inviter { get; set; }
    [Microsoft.AspNetCore.Mvc.ModelBinding.BindNever] public Shop.Kernel.Money Voucher { get; set; }

    /// <summary>The link of the order they just placed as a guest, which counts in the club if they join.</summary>
    [StringLength(Shop.Ordering.Order.TokenLength)] public string? Order { get; set; }
}

/// <summary>Where a letter went, and the order that was being looked at before; null for who opens the page by its address.</summary>
public sealed record MailSent(string? To, string? Order);

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
public sealed record SignInPage(SignInForm Form, IReadOnlyList<DemoSignIn> Demo)
{
    /// <summary>Whether the browser may offer passkeys by itself.</summary>
    public bool OfferPasskeys { get; init; }

    /// <summary>Whether strangers' guesses may be the reason to wait, so that a mailed link is offered.</summary>
    public bool OfferLink { get; init; }
}

/// <summary>The password that proves that the reader of the mail opened the account.</summary>
public sealed class ConfirmationForm
{
    [Required] public string Token { get; set; } = "";

    [Required(ErrorMessage = "Enter the password you chose.")]
    public string Password { get; set; } = "";

    /// <summary>Whether they said, when they opened the account, that they want to be in the club.</summary>
    public bool Join { get; set; }
    [StringLength(40)] public string? Invite { get; set; }
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

/// <summary>What a browser says for a passkey, as the standard writes it.</summary>
public sealed class PasskeyAnswer
{
    [Required, StringLength(20_000)] public string Credential { get; set; } = "";

    public string? ReturnUrl { get; set; }
}

/// <summary>A button that uses a passkey: where the question comes from, where the answer goes, and where to go on.</summary>
/// <param name="Autofill">Whether the browser may offer passkeys in the field for the e-mail address.</param>
public sealed record PasskeyButton(string Action, string Label, string? ReturnUrl, bool Autofill = false);
