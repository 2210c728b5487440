using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Shop.Kernel;

namespace Shop.Catalog.Photos;

/// <summary>Reads a PNG chunk by chunk (ISO 15948), unpacks its rows and packs them anew; of the rest only palette, transparency and brightness stay.</summary>
internal static class PngFile
{
    private const int MostRawBytes = 160_000_000;

    private static readonly uint[] Remainders = MakeRemainders();

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    public static CleanPhoto Rewrite(ReadOnlySpan<byte> file)
    {
        var written = new MemoryStream(file.Length);
        written.Write(Signature);
        var packed = new MemoryStream(file.Length);
        Header? header = null;
        var (hasPalette, dataEnded) = (false, false);
        var at = Signature.Length;
        while (true)
        {
            var content = Chunk(file, ref at, out var type);
            Require(header is null == (type == "IHDR"));
            if (type != "IDAT" && packed.Length > 0) dataEnded = true;
            if (type == "IEND") break;
            switch (type)
            {
                case "IHDR":
                    header = Header.Read(content);
                    Write(written, type, content);
                    break;
                case "PLTE":
                    Require(!hasPalette && packed.Length == 0 && content.Length is > 0 and <= 768 && content.Length % 3 == 0 && header!.Colour is 2 or 3 or 6);
                    hasPalette = true;
                    Write(written, type, content);
                    break;
                case "IDAT":
                    Require(!dataEnded && (header!.Colour != 3 || hasPalette));
                    packed.Write(content);
                    break;
                case "tRNS" when packed.Length == 0 && content.Length <= 256:
                case "gAMA" when packed.Length == 0 && content.Length == 4:
                case "sRGB" when packed.Length == 0 && content.Length == 1:
                    Write(written, type, content);
                    break;
                default:
                    Require(char.IsAsciiLetterLower(type[0])); // what a picture can be shown without
                    break;
            }
        }
        Require(packed.Length > 0);
        Write(written, "IDAT", Repacked(packed, header!));
        Write(written, "IEND", []);
        return new CleanPhoto(written.ToArray(), PhotoFormat.Png, header!.Width, header.Height);
    }

    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> file, ref int at, out string type)
    {
        Require(file.Length - at >= 12);
        var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
        Require(length <= file.Length - at - 12);
        var named = file.Slice(at + 4, 4 + (int)length);
        foreach (var letter in named[..4]) Require(char.IsAsciiLetter((char)letter));
        Require(BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + (int)length)..]) == ChecksumOf(named));
        type = Encoding.ASCII.GetString(named[..4]);
        at += 12 + (int)length;
        return named[4..];
    }

    // Each row is a byte that says how it was filtered, and as many bytes as its pixels take: neither more nor less than that may be packed.
    private static byte[] Repacked(MemoryStream packed, Header header)
    {
        packed.Position = 0;
        var anew = new MemoryStream((int)packed.Length);
        try
        {
            using var unpack = new ZLibStream(packed, CompressionMode.Decompress);
            using (var pack = new ZLibStream(anew, CompressionLevel.Optimal, leaveOpen: true))
                foreach (var (rows, bytes) in header.Passes())
                {
                    var row = new byte[1 + bytes];
                    for (var i = 0; i < rows; i++)
                    {
                        unpack.ReadExactly(row);
                        Require(row[0] <= 4);
                        pack.Write(row);
                    }
                }
            Require(unpack.ReadByte() < 0);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw PhotoCleaner.Damaged();
        }
        return anew.ToArray();
    }

    private static void Write(MemoryStream file, string type, ReadOnlySpan<byte> content)
    {
        var named = new byte[4 + content.Length];
        Encoding.ASCII.GetBytes(type, named);
        content.CopyTo(named.AsSpan(4));
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, ChecksumOf(named));
        file.Write(number);
    }

    private static uint ChecksumOf(ReadOnlySpan<byte> bytes)
    {
        var sum = 0xFFFFFFFFu;
        foreach (var b in bytes) sum = Remainders[(sum ^ b) & 0xFF] ^ sum >> 8;
        return ~sum;
    }

    private static uint[] MakeRemainders()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) == 0 ? value >> 1 : 0xEDB88320 ^ value >> 1;
            table[i] = value;
        }
        return table;
    }

    private static void Require(bool holds)
    {
        if (!holds) throw PhotoCleaner.Damaged();
    }

    private sealed record Header(int Width, int Height, int Depth, int Colour, bool Interlaced)
    {
        private int BitsPerPixel => Depth * Colour switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

        public static Header Read(ReadOnlySpan<byte> content)
        {
            Require(content.Length == 13 && content[10] == 0 && content[11] == 0 && content[12] <= 1);
            var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(content), BinaryPrimitives.ReadUInt32BigEndian(content[4..]));
            PhotoCleaner.CheckSize(width, height);
            var (depth, colour) = (content[8], content[9]);
            Require((colour, depth) is (0, 1 or 2 or 4 or 8 or 16) or (2 or 4 or 6, 8 or 16) or (3, 1 or 2 or 4 or 8));
            var header = new Header((int)width, (int)height, depth, colour, content[12] == 1);
            if (header.Passes().Sum(p => (1L + p.Bytes) * p.Rows) > MostRawBytes) throw new RuleBroken("This picture is too large as a PNG. Save it as a JPEG and choose that.");
            return header;
        }

        /// <summary>How many rows of how many bytes there are; seven times over when the picture comes in coarse steps first.</summary>
        public IEnumerable<(int Rows, int Bytes)> Passes()
        {
            if (!Interlaced) return [(Height, BytesOf(Width))];
            (int X, int Y, int StepX, int StepY)[] steps = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
            return steps.Select(s => (Rows: (Height - s.Y + s.StepY - 1) / s.StepY, Columns: (Width - s.X + s.StepX - 1) / s.StepX))
                .Where(p => p is { Rows: > 0, Columns: > 0 }).Select(p => (p.Rows, BytesOf(p.Columns)));
        }

        private int BytesOf(int pixels) => (int)(((long)pixels * BitsPerPixel + 7) / 8);
    }
}
