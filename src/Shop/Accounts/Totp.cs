using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Shop.Accounts;

/// <summary>The six digits that an authenticator app shows for thirty seconds (RFC 6238). Clocks may differ by one step either way.</summary>
public static class Totp
{
    public const int Digits = 6;
    private const int KeyBytes = 20;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>A new key, as people type it: 160 bits in base 32.</summary>
    public static string NewKey()
    {
        var bits = RandomNumberGenerator.GetBytes(KeyBytes);
        return string.Concat(Enumerable.Range(0, KeyBytes * 8 / 5).Select(i => Base32[FiveBits(bits, i * 5)]));
    }

    public static long StepAt(DateTime now) => (now - DateTime.UnixEpoch).Ticks / Step.Ticks;

    public static string CodeAt(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 and every app name SHA-1; as a keyed hash it is sound
        var hash = HMACSHA1.HashData(Read(key), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xF)) & 0x7FFFFFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step whose code this is, or null. Each step is compared, so that the answer takes the same time.</summary>
    public static long? Match(string key, string code, DateTime now)
    {
        long? found = null;
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeAt(key, step)), Encoding.UTF8.GetBytes(code))) found = step;
        return found;
    }

    /// <summary>What the QR code says to the app.</summary>
    public static string UriOf(string key, string shop, string email) =>
        $"otpauth://totp/{Uri.EscapeDataString(shop)}:{Uri.EscapeDataString(email)}?secret={key}&issuer={Uri.EscapeDataString(shop)}";

    /// <summary>Whether this is a key of ours.</summary>
    public static bool IsKey(string key) => key.Length == KeyBytes * 8 / 5 && key.All(Base32.Contains);

    private static int FiveBits(byte[] bytes, int at)
    {
        var value = 0;
        for (var i = at; i < at + 5; i++) value = value << 1 | bytes[i / 8] >> (7 - i % 8) & 1;
        return value;
    }

    private static byte[] Read(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        for (var i = 0; i < bytes.Length * 8; i++)
        {
            var digit = Base32.IndexOf(key[i / 5]);
            if (digit < 0) throw new FormatException("This is not a key in base 32.");
            bytes[i / 8] |= (byte)((digit >> (4 - i % 5) & 1) << (7 - i % 8));
        }
        return bytes;
    }
}
