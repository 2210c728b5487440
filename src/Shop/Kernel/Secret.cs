using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Shop.Kernel;

/// <summary>An unguessable text that somebody carries (256 bits), and the print under which the shop keeps it: who reads the print cannot use it.</summary>
public static class Secret
{
    public const int PrintLength = 64;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string PrintOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>Compares in the same time, wherever the difference lies.</summary>
    public static bool Fits(string secret, string print) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(PrintOf(secret)), Encoding.ASCII.GetBytes(print));
}
