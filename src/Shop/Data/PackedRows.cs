using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Shop.Data;

/// <summary>Rows for SQLite, one behind the other in a piece of memory that is used again: each its table's number and its values in the forms in which Microsoft.Data.Sqlite writes them, so that EF finds them again.</summary>
internal sealed class PackedRows : IBulkRows
{
    private byte[] _bytes = new byte[64 * 1024];
    private int _length;

    internal enum Kind : byte { Null, Number, Text, Blob }

    public Dictionary<int, BulkTable> Tables { get; } = [];

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public static int Number(ref ReadOnlySpan<byte> left)
    {
        var number = BinaryPrimitives.ReadInt32LittleEndian(left);
        left = left[sizeof(int)..];
        return number;
    }

    public void Put(BulkTable table, object entity, object? owner)
    {
        Tables.TryAdd(table.Order, table);
        BinaryPrimitives.WriteInt32LittleEndian(Room(sizeof(int)), table.Order);
        _length += sizeof(int);
        foreach (var column in table.Columns) Put(column.Value(entity, owner));
    }

    public void Clear() => _length = 0;

    private void Put(object? value)
    {
        switch (value)
        {
            case null:
                Room(1)[0] = (byte)Kind.Null;
                _length++;
                break;
            case string text:
                Encoding.UTF8.TryGetBytes(text, Sized(Kind.Text, Encoding.UTF8.GetMaxByteCount(text.Length)), out var length);
                Size(length);
                break;
            case Guid id:
                Write(id, Sized(Kind.Text, 36));
                Size(36);
                break;
            case DateTime time:
                Size(Write(time, Sized(Kind.Text, 27)));
                break;
            case DateOnly day:
                Write(day, Sized(Kind.Text, 10));
                Size(10);
                break;
            case long number:
                Put(number);
                break;
            case int number:
                Put((long)number);
                break;
            case bool or byte or short:
                Put(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                bytes.CopyTo(Sized(Kind.Blob, bytes.Length));
                Size(bytes.Length);
                break;
            default:
                throw new NotSupportedException($"Bulk writing does not know how SQLite stores {value.GetType().Name}.");
        }
    }

    private void Put(long number)
    {
        var room = Room(9);
        room[0] = (byte)Kind.Number;
        BinaryPrimitives.WriteInt64LittleEndian(room[1..], number);
        _length += 9;
    }

    // Room for a value whose size is told afterwards.
    private Span<byte> Sized(Kind kind, int most)
    {
        var room = Room(1 + sizeof(int) + most);
        room[0] = (byte)kind;
        return room[(1 + sizeof(int))..];
    }

    private void Size(int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_length + 1), length);
        _length += 1 + sizeof(int) + length;
    }

    private Span<byte> Room(int most)
    {
        if (_bytes.Length - _length < most) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + most));
        return _bytes.AsSpan(_length);
    }

    private static void Write(Guid id, Span<byte> to)
    {
        Span<byte> bytes = stackalloc byte[16];
        Span<byte> digits = stackalloc byte[32];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        Convert.TryToHexString(bytes, digits, out _);
        digits[..8].CopyTo(to);
        digits[8..12].CopyTo(to[9..]);
        digits[12..16].CopyTo(to[14..]);
        digits[16..20].CopyTo(to[19..]);
        digits[20..].CopyTo(to[24..]);
        to[8] = to[13] = to[18] = to[23] = (byte)'-';
    }

    // “2026-03-01 12:00:00.123456”: as many decimals as it has.
    private static int Write(DateTime time, Span<byte> to)
    {
        Write(DateOnly.FromDateTime(time), to);
        to[10] = (byte)' ';
        Digits(to[11..13], time.Hour);
        to[13] = to[16] = (byte)':';
        Digits(to[14..16], time.Minute);
        Digits(to[17..19], time.Second);
        var fraction = (int)(time.Ticks % TimeSpan.TicksPerSecond);
        if (fraction == 0) return 19;
        to[19] = (byte)'.';
        Digits(to[20..27], fraction);
        return to[..27].LastIndexOfAnyExcept((byte)'0') + 1;
    }

    private static void Write(DateOnly day, Span<byte> to)
    {
        to[4] = to[7] = (byte)'-';
        Digits(to[..4], day.Year);
        Digits(to[5..7], day.Month);
        Digits(to[8..10], day.Day);
    }

    private static void Digits(Span<byte> to, int number)
    {
        for (var i = to.Length - 1; i >= 0; i--, number /= 10) to[i] = (byte)('0' + number % 10);
    }
}
