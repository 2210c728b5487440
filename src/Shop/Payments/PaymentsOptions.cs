using System.ComponentModel.DataAnnotations;

namespace Shop.Payments;

/// <summary>Who takes the money: configuration section “Payments”.</summary>
public sealed class PaymentsOptions
{
    /// <summary>“none” (orders cannot be paid by card) or “test” (the built-in test gateway; refused in Production).</summary>
    [RegularExpression("none|test", ErrorMessage = "Payments:Provider is none or test.")]
    public string Provider { get; set; } = "none";

    /// <summary>Secrets that sign the provider's notices; two may be in force while one replaces the other. For the test gateway one is made up when none is given.</summary>
    public string[] NoticeSecrets { get; set; } = [];

    /// <summary>How old, in seconds, a signed notice may be.</summary>
    [Range(1, 86400)] public int NoticeToleranceSeconds { get; set; } = 300;
}
