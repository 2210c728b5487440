using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using Shop.Kernel;

namespace Shop.Imports;

/// <summary>A retailer's file of order lines, plain or gzipped, with what can be said of it before its lines are read.</summary>
internal sealed class OrderFile
{
    private const int Chunk = 1 << 16, LongestHeader = 1 << 20;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
    private readonly string _path;
    private readonly bool _zipped;

    private OrderFile(string path, string? name, bool zipped) => (_path, Name, _zipped) = (path, name ?? Path.GetFileName(path), zipped);

    public string Name { get; }

    /// <summary>The hash of its content, zipped or not: the same lines are the same file.</summary>
    public string ContentHash { get; private set; } = "";
    public Encoding Encoding { get; private set; } = Encoding.UTF8;

    /// <summary>Counted by line ends; a little more than the records when descriptions hold some.</summary>
    public long Lines { get; private set; }
    public char Delimiter { get; private set; } = ',';

    /// <param name="name">What people call it, where it lies under another name.</param>
    /// <exception cref="RuleBroken">There is no such file, or nothing in it.</exception>
    public static OrderFile Examine(string path, string? name = null)
    {
        if (!File.Exists(path)) throw new RuleBroken($"There is no file {path}.");
        using (var start = File.OpenRead(path))
        {
            var file = new OrderFile(path, name, start.ReadByte() == 0x1f && start.ReadByte() == 0x8b);
            file.ReadThrough();
            return file;
        }
    }

    /// <summary>Its bytes, unzipped.</summary>
    public Stream Open()
    {
        var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read, Chunk, FileOptions.SequentialScan);
        return _zipped ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private void ReadThrough()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var bytes = Open();
        var buffer = new byte[Chunk];
        var (kept, isUtf8, last, length) = (0, true, (byte)'\n', 0u);
        var header = new List<byte>();
        try
        {
            while (bytes.Read(buffer, kept, buffer.Length - kept) is var read and > 0)
            {
                var fresh = buffer.AsSpan(kept, read);
                hash.AppendData(fresh);
                if (Lines == 0) header.AddRange(fresh.IndexOf((byte)'\n') is >= 0 and var end ? fresh[..end] : fresh);
                if (header.Count > LongestHeader) throw new RuleBroken($"The first line of {Name} does not end: it is no file with the names of columns.");
                Lines += fresh.Count((byte)'\n');
                last = fresh[^1];
                unchecked { length += (uint)read; }
                var whole = WholeCharacters(buffer.AsSpan(0, kept + read));
                isUtf8 = isUtf8 && Utf8.IsValid(buffer.AsSpan(0, whole));
                kept = kept + read - whole;
                buffer.AsSpan(whole, kept).CopyTo(buffer);
            }
        }
        catch (InvalidDataException)
        {
            throw new RuleBroken($"{Name} cannot be unpacked: it is damaged or was cut off.");
        }
        if (_zipped && length != SaidLength()) throw new RuleBroken($"{Name} cannot be unpacked whole: it was cut off, or several files are packed in it. Fetch it again, or unpack it first.");
        if (last != '\n') Lines++;
        if (header.Count == 0) throw new RuleBroken($"{Name} is empty.");
        ContentHash = Convert.ToHexStringLower(hash.GetHashAndReset());
        Encoding = isUtf8 && kept == 0 ? Encoding.UTF8 : Western; // what spreadsheets of western Europe write
        Delimiter = Delimiters.MaxBy(d => header.Count(b => b == d));
    }

    // A gzipped file ends with the length of its content, modulo 2^32 (RFC 1952, ISIZE); what was cut off there unpacks without complaint.
    private uint SaidLength()
    {
        Span<byte> end = stackalloc byte[4];
        using var file = File.OpenRead(_path);
        if (file.Length < 18) return uint.MaxValue; // shorter than an empty gzip file
        file.Seek(-4, SeekOrigin.End);
        file.ReadExactly(end);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(end);
    }

    // Up to where the bytes end with a whole character, if they are UTF-8 at all.
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if (b < 0x80) return bytes.Length;
            if (b < 0xC0) continue; // inside a character
            var length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
            return length > back ? bytes.Length - back : bytes.Length;
        }
        return bytes.Length;
    }
}
