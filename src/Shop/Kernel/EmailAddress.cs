using System.Net.Mail;

namespace Shop.Kernel;

/// <summary>An e-mail address in the one form in which the shop keeps and compares it.</summary>
public static class EmailAddress
{
    public const int MaxLength = 254;

    /// <summary>“ Ada@Example.ORG ” is kept as “ada@example.org”.</summary>
    public static string Normalise(string typed) => typed.Trim().ToLowerInvariant();

    /// <summary>“ada@example.org” as “a…@example.org”: enough for its owner.</summary>
    public static string Hint(string email) => email.LastIndexOf('@') is > 0 and var at ? $"{email[0]}…{email[at..]}" : "…";

    /// <summary>Whether mail could reach it; only a mail tells whether it does.</summary>
    public static bool IsValid(string? typed)
    {
        if (typed is null) return false;
        var text = typed.Trim();
        if (text.Length is 0 or > MaxLength || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or ';' or '<' or '>' or '"')) return false;
        return MailAddress.TryCreate(text, out var parsed) && parsed.Address == text && parsed.User.Length <= 64 && parsed.Host.IndexOf('.') is > 0 and var dot && dot < parsed.Host.Length - 1;
    }
}
