using System.Buffers.Binary;
using Shop.Kernel;

namespace Shop.Catalog.Photos;

/// <summary>Reads a WebP chunk by chunk (RFC 9649) and writes only the picture and its transparency, with flags that say just that.</summary>
internal static class WebpFile
{
    private const int AlphaFlag = 0x10;

    public static CleanPhoto Rewrite(ReadOnlySpan<byte> file)
    {
        var declared = BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        Require(declared >= 4 && declared <= file.Length - 8);
        var chunks = file.Slice(12, (int)declared - 4); // what lies behind is left behind
        ReadOnlySpan<byte> lossy = [], lossless = [], alpha = [];
        (int Width, int Height)? canvas = null;
        for (var first = true; chunks.Length > 0; first = false)
        {
            Require(chunks.Length >= 8);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunks[4..]);
            Require(length <= chunks.Length - 8);
            var type = chunks[..4];
            var content = chunks.Slice(8, (int)length);
            if (type.SequenceEqual("VP8X"u8))
            {
                Require(first && content.Length == 10);
                canvas = (1 + Three(content[4..]), 1 + Three(content[7..]));
            }
            else if (type.SequenceEqual("VP8 "u8))
            {
                Require(lossy.IsEmpty && lossless.IsEmpty);
                lossy = content;
            }
            else if (type.SequenceEqual("VP8L"u8))
            {
                Require(lossy.IsEmpty && lossless.IsEmpty);
                lossless = content;
            }
            else if (type.SequenceEqual("ALPH"u8))
            {
                Require(alpha.IsEmpty && lossy.IsEmpty && content.Length > 1);
                alpha = content;
            }
            else if (type.SequenceEqual("ANIM"u8) || type.SequenceEqual("ANMF"u8))
            {
                throw new RuleBroken("This picture moves. Choose one that stands still.");
            }
            chunks = chunks[Math.Min(chunks.Length, 8 + (int)length + ((int)length & 1))..];
        }
        Require(!lossy.IsEmpty || !lossless.IsEmpty);
        var size = lossy.IsEmpty ? SizeOfLossless(lossless) : SizeOfLossy(lossy);
        Require(canvas is null || canvas == size);
        PhotoCleaner.CheckSize(size.Width, size.Height);
        return new CleanPhoto(lossy.IsEmpty ? Written(size, [], "VP8L"u8, lossless) : Written(size, alpha, "VP8 "u8, lossy), PhotoFormat.Webp, size.Width, size.Height);
    }

    // RFC 6386, section 9.1: a key frame that is shown, its first part within the chunk, the start code and the size.
    private static (int Width, int Height) SizeOfLossy(ReadOnlySpan<byte> frame)
    {
        Require(frame.Length > 10);
        var tag = Three(frame);
        Require((tag & 1) == 0 && (tag >> 4 & 1) == 1 && tag >> 5 <= frame.Length - 10 && frame[3..6].SequenceEqual((ReadOnlySpan<byte>)[0x9D, 0x01, 0x2A]));
        return (BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(frame[8..]) & 0x3FFF);
    }

    private static (int Width, int Height) SizeOfLossless(ReadOnlySpan<byte> stream)
    {
        Require(stream.Length > 5 && stream[0] == 0x2F);
        var bits = BinaryPrimitives.ReadUInt32LittleEndian(stream[1..]);
        Require(bits >> 29 == 0); // the version
        return ((int)(bits & 0x3FFF) + 1, (int)(bits >> 14 & 0x3FFF) + 1);
    }

    private static byte[] Written((int Width, int Height) size, ReadOnlySpan<byte> alpha, ReadOnlySpan<byte> type, ReadOnlySpan<byte> picture)
    {
        var file = new MemoryStream(picture.Length + alpha.Length + 60);
        file.Write("RIFF\0\0\0\0WEBP"u8);
        if (!alpha.IsEmpty)
        {
            var (w, h) = (size.Width - 1, size.Height - 1);
            Write(file, "VP8X"u8, [AlphaFlag, 0, 0, 0, (byte)w, (byte)(w >> 8), (byte)(w >> 16), (byte)h, (byte)(h >> 8), (byte)(h >> 16)]);
            Write(file, "ALPH"u8, alpha);
        }
        Write(file, type, picture);
        var bytes = file.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length - 8);
        return bytes;
    }

    private static void Write(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, content.Length);
        file.Write(type);
        file.Write(length);
        file.Write(content);
        if (content.Length % 2 == 1) file.WriteByte(0);
    }

    private static int Three(ReadOnlySpan<byte> at) => at[0] | at[1] << 8 | at[2] << 16;

    private static void Require(bool holds)
    {
        if (!holds) throw PhotoCleaner.Damaged();
    }
}
