using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shop.Payments;

/// <summary>
/// Signs and checks payment notices the way modern providers do: the header reads “t=unix seconds,v1=hex”, and v1 is the HMAC-SHA256 of “t.body”.
/// Compared in constant time; any of several secrets may match, so that a secret can be replaced without losing a notice.
/// </summary>
public static class NoticeSignature
{
    public const string Header = "Payment-Signature";

    public static string Sign(string body, string secret, DateTime now)
    {
        var seconds = new DateTimeOffset(now, TimeSpan.Zero).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={seconds},v1={Mac(seconds, body, secret)}";
    }

    public static bool IsValid(string? header, string body, IReadOnlyList<string> secrets, TimeSpan tolerance, DateTime now)
    {
        if (string.IsNullOrEmpty(header) || header.Length > 2000) return false;

        var parts = header.Split(',').Select(p => p.Split('=', 2)).Where(p => p.Length == 2).Select(p => (Name: p[0].Trim(), Value: p[1].Trim())).ToList();
        var seconds = parts.Where(p => p.Name == "t").Select(p => p.Value).FirstOrDefault();
        if (!long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at > 253402300799) return false;
        if ((now - DateTimeOffset.FromUnixTimeSeconds(at).UtcDateTime).Duration() > tolerance) return false;

        var valid = false;
        foreach (var given in parts.Where(p => p.Name == "v1").Select(p => Encoding.ASCII.GetBytes(p.Value)))
            foreach (var secret in secrets.Where(s => s.Length > 0)) // a blank secret would sign anybody's notice
                valid |= CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(Mac(seconds, body, secret)));
        return valid;
    }

    private static string Mac(string seconds, string body, string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{seconds}.{body}")));
}
