using System.Buffers.Binary;

namespace Shop.Kernel;

/// <summary>Makes identities that sort in the order in which this process made them, even within one millisecond.</summary>
public static class NewId
{
    private static long _last;

    /// <summary>A UUID of version 7 whose twelve bits after the time count on (RFC 9562, section 6.2, method 1); a count that is used up borrows from the next millisecond.</summary>
    public static Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7().TryWriteBytes(bytes, bigEndian: true, out _);
        var now = BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16 << 12;
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
}
