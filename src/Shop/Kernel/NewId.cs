using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Shop.Kernel;

/// <summary>Makes identities that sort in the order in which this process made them, even within one millisecond.</summary>
public static class NewId
{
    private const int Random = 8;
    private const int Drawn = 64;

    private static long _last;
    [ThreadStatic] private static byte[]? _random;
    [ThreadStatic] private static int _used;

    /// <summary>A UUID of version 7 whose twelve bits after the time count on (RFC 9562, section 6.2, method 1); a count that is used up borrows from the next millisecond.</summary>
    public static Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        Draw(bytes[8..]);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() << 12;
        long last, next;
        do
        {
            last = Interlocked.Read(ref _last);
            next = Math.Max(last + 1, now);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);
        BinaryPrimitives.WriteInt64BigEndian(bytes, next >> 12 << 16 | 0x7000 | next & 0xFFF);
        return new Guid(bytes, bigEndian: true);
    }

    // The system is asked for chance once for many: asking costs more than all the rest.
    private static void Draw(Span<byte> into)
    {
        var random = _random;
        if (random is null || _used == Drawn)
        {
            random = _random ??= new byte[Random * Drawn];
            RandomNumberGenerator.Fill(random);
            _used = 0;
        }
        random.AsSpan(Random * _used++, Random).CopyTo(into);
    }
}
