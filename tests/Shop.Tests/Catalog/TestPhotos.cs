using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Shop.Tests.Catalog;

/// <summary>Pictures as strangers send them: real ones from a browser's encoder, and parts to put into them.</summary>
public static class TestPhotos
{
    public const string Place = "60.3913N-5.3221E"; // written where cameras write it, so that a test can look for it

    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Repository.Root, "tests/Shop.Tests/Catalog/Files", name));

    public static byte[] Jpeg => Read("plain.jpg");

    /// <summary>What a telephone makes: turned, with position, preview, editor's notes, profile and comment, and a second picture behind the first.</summary>
    public static byte[] FromTelephone(byte orientation = 6) =>
    [
        .. Jpeg[..2], .. Segment(0xE1, [.. "Exif\0\0"u8, .. Exif(orientation)]), .. Segment(0xE1, Encoding.ASCII.GetBytes("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + Place)),
        .. Segment(0xE2, Encoding.ASCII.GetBytes("ICC_PROFILE\0" + Place)), .. Segment(0xED, Encoding.ASCII.GetBytes("Photoshop 3.0\0" + Place)), .. Segment(0xFE, Encoding.ASCII.GetBytes(Place)),
        .. Jpeg[2..], .. Jpeg, .. Encoding.ASCII.GetBytes("<script>alert('" + Place + "')</script>"),
    ];

    public static byte[] Segment(byte marker, byte[] content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    /// <summary>A directory of two entries: which way is up, and a text that stands for the position.</summary>
    public static byte[] Exif(byte orientation) =>
        [.. "II*\0"u8, 8, 0, 0, 0, 2, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0x0E, 1, 2, 0, (byte)Place.Length, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Place)];

    public static byte[] Png(int width, int height, byte depth = 8, byte colour = 2, bool interlaced = false, byte[]? rows = null, params (string Type, byte[] Content)[] extra)
    {
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), height);
        (head[8], head[9], head[12]) = (depth, colour, (byte)(interlaced ? 1 : 0));
        var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) pack.Write(rows ?? new byte[height * (1 + (width * depth * colour switch { 2 => 3, 6 => 4, _ => 1 } + 7) / 8)]);
        return [0x89, .. "PNG\r\n\x1a\n"u8, .. Chunk("IHDR", head), .. extra.SelectMany(e => Chunk(e.Type, e.Content)), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
    }

    public static byte[] Chunk(string type, byte[] content)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(type), .. content];
        var sum = 0xFFFFFFFFu;
        foreach (var b in named)
        {
            sum ^= b;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) == 0 ? sum >> 1 : 0xEDB88320 ^ sum >> 1;
        }
        var number = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(number.AsSpan(4), ~sum);
        return [.. number[..4], .. named, .. number[4..]];
    }

    /// <summary>A WebP with more chunks behind those it has.</summary>
    public static byte[] Webp(string name, params (string Type, string Content)[] extra)
    {
        byte[] file = [.. Read(name), .. extra.SelectMany(e => RiffChunk(e.Type, Encoding.ASCII.GetBytes(e.Content)))];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }

    private static byte[] RiffChunk(string type, byte[] content) =>
        [.. Encoding.ASCII.GetBytes(type), (byte)content.Length, (byte)(content.Length >> 8), 0, 0, .. content, .. content.Length % 2 == 1 ? new byte[1] : []];

    public static bool Holds(byte[] file, string text) => file.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text)) >= 0;
}
