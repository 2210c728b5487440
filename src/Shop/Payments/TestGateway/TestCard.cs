using Shop.Ordering;

namespace Shop.Payments.TestGateway;

/// <summary>The well-known test card numbers and what the gateway does with each. No other number works.</summary>
public sealed record TestCard(string Number, string Label, TestCardConduct Conduct, string? Refusal = null)
{
    public static readonly IReadOnlyList<TestCard> All =
    [
        new("4242424242424242", "Succeeds", TestCardConduct.Succeeds),
        new("5555555555554444", "Succeeds (Mastercard)", TestCardConduct.Succeeds),
        new("4000002500003155", "Asks for 3-D Secure", TestCardConduct.Challenges),
        new("4000000000000002", "Declined", TestCardConduct.Declines, "Your card was declined. Try another card."),
        new("4000000000009995", "Insufficient funds", TestCardConduct.Declines, "Your card has insufficient funds. Try another card."),
        new("4000000000000069", "Expired card", TestCardConduct.Declines, "Your card has expired. Try another card."),
        new("4000000000000127", "Wrong security code", TestCardConduct.Declines, "The security code is wrong. Check it and try again."),
        new("4000000000000119", "Processing error", TestCardConduct.Declines, "The bank had a problem. Nothing was charged; try again in a moment."),
        new("4000000000000077", "Processing, succeeds after a few seconds", TestCardConduct.SucceedsLater),
        new("4000000000000341", "Processing, fails after a few seconds", TestCardConduct.FailsLater, "The bank refused the payment after checking it."),
    ];

    public static TestCard? Find(string digits) => All.FirstOrDefault(c => c.Number == digits);

    /// <summary>The check digit of ISO/IEC 7812 (Luhn).</summary>
    public static bool HasValidCheckDigit(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 1) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }

    /// <summary>As a provider tells cards apart. Everybody who tries the shop types the same number, so another expiry date makes it another card.</summary>
    public static string FingerprintOf(string digits, string expiry) =>
        "card_" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes($"{digits}/{string.Concat(expiry.Where(char.IsAsciiDigit))}")))[..24];

    internal IntentStatus StatusAfter(bool captureLater) => Conduct switch
    {
        TestCardConduct.Succeeds => captureLater ? IntentStatus.RequiresCapture : IntentStatus.Succeeded,
        TestCardConduct.Challenges => IntentStatus.RequiresAction,
        TestCardConduct.Declines => IntentStatus.RequiresPayment,
        _ => IntentStatus.Processing,
    };
}

/// <summary>What happens to a payment with a test card.</summary>
public enum TestCardConduct { Succeeds, Challenges, Declines, SucceedsLater, FailsLater }
