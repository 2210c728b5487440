using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Shop.Payments.TestGateway;

namespace Shop.Web.TestGateway;

/// <summary>What a customer enters on the test gateway's payment page. Checked there; never kept and never shown again.</summary>
public sealed class CardForm : IValidatableObject
{
    [Required(ErrorMessage = "Enter the card number."), StringLength(30)]
    public string Number { get; set; } = "";

    [Required(ErrorMessage = "Enter the expiry date."), RegularExpression(@"\s*(0[1-9]|1[0-2])\s*/?\s*([0-9]{2})\s*", ErrorMessage = "Enter the expiry date as MM / YY.")]
    public string Expiry { get; set; } = "";

    [Required(ErrorMessage = "Enter the security code."), RegularExpression("[0-9]{3,4}", ErrorMessage = "The security code has 3 or 4 digits.")]
    public string Cvc { get; set; } = "";

    public NoticeManner Notices { get; set; }

    // An empty field arrives as null, whatever the type says.
    public string Digits => new([.. (Number ?? "").Where(char.IsAsciiDigit)]);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (string.IsNullOrWhiteSpace(Number) || string.IsNullOrWhiteSpace(Expiry)) yield break; // said at the fields

        if (Number.Any(c => !char.IsAsciiDigit(c) && c is not (' ' or '-')) || Digits.Length is < 12 or > 19 || !TestCard.HasValidCheckDigit(Digits))
            yield return new ValidationResult("That is not a card number. Check it for a typo.", [nameof(Number)]);
        else if (TestCard.Find(Digits) is null)
            yield return new ValidationResult("This gateway takes test cards only; nothing is ever charged. Choose one from the list.", [nameof(Number)]);

        var clock = (TimeProvider)validationContext.GetService(typeof(TimeProvider))!;
        if (DateTime.TryParseExact(new string([.. Expiry.Where(char.IsAsciiDigit)]), "MMyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            && month.AddMonths(1) <= clock.GetUtcNow().UtcDateTime)
            yield return new ValidationResult("This card has expired.", [nameof(Expiry)]);
    }
}
