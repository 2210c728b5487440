using Shop.Kernel;

namespace Shop.Loyalty;

/// <summary>What somebody can be recognised by.</summary>
/// <param name="Payments">The provider's fingerprints of the cards and accounts they paid with.</param>
/// <param name="AccountId">Whose points they share; null for who is in no club.</param>
public sealed record Traits(string? Email, IReadOnlyCollection<string> Addresses, IReadOnlyCollection<string> Phones, IReadOnlyCollection<string> Payments, Guid? AccountId);

/// <summary>Tells whether an invited friend is really the one who invited, or lives with them. Pure: the same input gives the same answer.</summary>
public static class SamePerson
{
    private const int LeastDigits = 7;
    private const int ComparedDigits = 8; // without the country's code, which one writes and another leaves out

    /// <summary>Null when nothing speaks against them; otherwise a sentence for staff.</summary>
    public static string? Because(Traits advocate, Traits friend) =>
        advocate.AccountId is not null && advocate.AccountId == friend.AccountId ? "Both share one points account"
        : MailboxOf(advocate.Email) is { } mailbox && mailbox == MailboxOf(friend.Email) ? "Both have the same mailbox"
        : advocate.Phones.Select(PhoneOf).OfType<string>().Intersect(friend.Phones.Select(PhoneOf).OfType<string>()).Any() ? "Both have the same telephone number"
        : advocate.Addresses.Intersect(friend.Addresses).Any() ? "Both have the same address"
        : advocate.Payments.Intersect(friend.Payments).Any() ? "Both paid with the same card or account" : null;

    /// <summary>Where mail really arrives: “A.d.a+shop@googlemail.com” is “ada@gmail.com”.</summary>
    public static string? MailboxOf(string? email)
    {
        if (email is null || EmailAddress.Normalise(email) is not { } address || address.LastIndexOf('@') is not (> 0 and var at)) return null;
        var (user, host) = (address[..at], address[(at + 1)..]);
        if (user.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus) user = user[..plus];
        if (host == "googlemail.com") host = "gmail.com";
        if (host == "gmail.com") user = user.Replace(".", "", StringComparison.Ordinal);
        return $"{user}@{host}";
    }

    /// <summary>An address by country, postcode and street, however it is written; null where it does not say.</summary>
    public static string? PlaceOf(Address address) =>
        Bare(address.Line1) is { Length: > 0 } street && Bare(address.Postcode) is { Length: > 0 } postcode ? $"{address.Country}:{postcode}:{street}".ToUpperInvariant() : null;

    /// <summary>The digits that tell a number apart.</summary>
    public static string? PhoneOf(string? phone) => new string([.. (phone ?? "").Where(char.IsAsciiDigit)]) is { Length: >= LeastDigits } digits ? digits[^Math.Min(ComparedDigits, digits.Length)..] : null;

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
