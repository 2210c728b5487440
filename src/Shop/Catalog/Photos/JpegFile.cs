using System.Buffers;
using System.Buffers.Binary;
using Shop.Kernel;

namespace Shop.Catalog.Photos;

/// <summary>Reads a JPEG segment by segment (ITU T.81) and writes only the tables, the frame and the scans; of what cameras add, only which way is up stays.</summary>
internal ref struct JpegFile
{
    private const byte Start = 0xD8, End = 0xD9, Huffman = 0xC4, Quantization = 0xDB, RestartInterval = 0xDD, Scan = 0xDA, Jfif = 0xE0, Exif = 0xE1, Adobe = 0xEE, Comment = 0xFE;
    private const int MostScans = 100;

    private readonly ReadOnlySpan<byte> _file;
    private readonly ArrayBufferWriter<byte> _body;
    private int _at;
    private int _orientation = 1;
    private bool _hasJfif;
    private byte? _adobeTransform;
    private (int Width, int Height)? _size;
    private int _components;
    private int _scans;

    private JpegFile(ReadOnlySpan<byte> file)
    {
        _file = file;
        _body = new ArrayBufferWriter<byte>(Math.Max(64, file.Length));
        _at = 2;
    }

    public static CleanPhoto Rewrite(ReadOnlySpan<byte> file)
    {
        var jpeg = new JpegFile(file);
        while (jpeg.Segment()) { }
        if (jpeg._size is not { } size || jpeg._scans == 0) throw PhotoCleaner.Damaged();
        var (width, height) = jpeg._orientation >= 5 ? (size.Height, size.Width) : size;
        return new CleanPhoto(jpeg.Written(), PhotoFormat.Jpeg, width, height);
    }

    // False after the end of the picture: what follows it is left behind.
    private bool Segment()
    {
        var marker = Marker();
        if (marker == End) return false;
        var content = Content();
        switch (marker)
        {
            case Jfif:
                _hasJfif |= content.StartsWith("JFIF\0"u8);
                break;
            case Exif:
                if (content.StartsWith("Exif\0\0"u8)) _orientation = OrientationIn(content[6..]);
                break;
            case Adobe:
                if (content.Length >= 12 && content.StartsWith("Adobe"u8) && content[11] <= 2) _adobeTransform = content[11];
                break;
            case > Jfif and <= 0xEF or Comment:
                break;
            case Quantization:
                CheckQuantization(content);
                Write(marker, content);
                break;
            case Huffman:
                CheckHuffman(content);
                Write(marker, content);
                break;
            case RestartInterval:
                Require(content.Length == 2);
                Write(marker, content);
                break;
            case 0xC0 or 0xC1 or 0xC2: // baseline, extended, progressive: what browsers show
                ReadFrame(content);
                Write(marker, content);
                break;
            case Scan:
                CheckScan(content);
                Write(marker, content);
                CopyPictureData();
                break;
            default:
                throw new RuleBroken("This kind of JPEG cannot be shown by browsers. Save it as an ordinary JPEG and choose that.");
        }
        return true;
    }

    private byte Marker()
    {
        Require(_at + 1 < _file.Length && _file[_at] == 0xFF);
        while (_at < _file.Length && _file[_at] == 0xFF) _at++; // any number of these may stand before a marker
        Require(_at < _file.Length && _file[_at] != 0);
        return _file[_at++];
    }

    private ReadOnlySpan<byte> Content()
    {
        Require(_at + 2 <= _file.Length);
        var length = BinaryPrimitives.ReadUInt16BigEndian(_file[_at..]);
        Require(length >= 2 && _at + length <= _file.Length);
        var content = _file.Slice(_at + 2, length - 2);
        _at += length;
        return content;
    }

    private static void CheckQuantization(ReadOnlySpan<byte> tables)
    {
        while (tables.Length > 0)
        {
            var length = 1 + (tables[0] >> 4 == 0 ? 64 : 128);
            Require(tables[0] >> 4 <= 1 && (tables[0] & 15) <= 3 && tables.Length >= length);
            tables = tables[length..];
        }
    }

    private static void CheckHuffman(ReadOnlySpan<byte> tables)
    {
        while (tables.Length > 0)
        {
            Require(tables.Length >= 17 && tables[0] >> 4 <= 1 && (tables[0] & 15) <= 3);
            var symbols = 0;
            foreach (var count in tables[1..17]) symbols += count;
            Require(symbols <= 256 && tables.Length >= 17 + symbols);
            tables = tables[(17 + symbols)..];
        }
    }

    private void ReadFrame(ReadOnlySpan<byte> frame)
    {
        Require(_size is null && frame.Length >= 6 && frame[0] == 8);
        var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), BinaryPrimitives.ReadUInt16BigEndian(frame[3..]));
        if (frame[5] == 4) throw new RuleBroken("This photo is in the colours of printing. Save it as an RGB JPEG and choose that.");
        Require(frame[5] is 1 or 3 && frame.Length == 6 + 3 * frame[5]);
        for (var i = 6; i < frame.Length; i += 3) Require(frame[i + 1] >> 4 is >= 1 and <= 4 && (frame[i + 1] & 15) is >= 1 and <= 4 && frame[i + 2] <= 3);
        PhotoCleaner.CheckSize(width, height);
        (_size, _components) = ((width, height), frame[5]);
    }

    private void CheckScan(ReadOnlySpan<byte> scan)
    {
        Require(_size is not null && ++_scans <= MostScans);
        Require(scan.Length >= 1 && scan[0] >= 1 && scan[0] <= _components && scan.Length == 4 + 2 * scan[0]);
    }

    // Up to the next marker that is no restart. 0xFF in the data itself is followed by zero.
    private void CopyPictureData()
    {
        var start = _at;
        while (true)
        {
            var next = _file[_at..].IndexOf((byte)0xFF);
            Require(next >= 0 && _at + next + 1 < _file.Length);
            _at += next;
            var after = _file[_at + 1];
            if (after is not (0 or >= 0xD0 and <= 0xD7)) break;
            _at += 2;
        }
        Require(_at > start);
        _body.Write(_file[start.._at]);
    }

    // A file can say this twice, or nonsense: then the picture stays as it lies.
    private static int OrientationIn(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return 1;
        var little = tiff.StartsWith("II*\0"u8);
        if (!little && !tiff.StartsWith("MM\0*"u8)) return 1;
        var directory = Long(tiff[4..], little);
        if (directory > tiff.Length - 2) return 1;
        var entries = tiff[(int)directory..];
        var count = Short(entries, little);
        entries = entries[2..];
        for (var i = 0; i < count && entries.Length >= 12; i++, entries = entries[12..])
            if (Short(entries, little) == 0x0112 && Short(entries[2..], little) == 3) return Short(entries[8..], little) is >= 1 and <= 8 and var way ? way : 1;
        return 1;

        static int Short(ReadOnlySpan<byte> at, bool little) => little ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
        static uint Long(ReadOnlySpan<byte> at, bool little) => little ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);
    }

    private readonly byte[] Written()
    {
        var file = new MemoryStream(_body.WrittenCount + 100);
        file.Write([0xFF, Start]);
        // Which of these two stood there decides how the colours are read; their contents are ours.
        if (_hasJfif) file.Write([0xFF, Jfif, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        if (_orientation != 1)
            file.Write([0xFF, Exif, 0, 34, (byte)'E', (byte)'x', (byte)'i', (byte)'f', 0, 0, (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)_orientation, 0, 0, 0, 0, 0, 0]);
        if (_adobeTransform is { } transform)
            file.Write([0xFF, Adobe, 0, 14, (byte)'A', (byte)'d', (byte)'o', (byte)'b', (byte)'e', 0, 100, 0, 0, 0, 0, transform]);
        file.Write(_body.WrittenSpan);
        file.Write([0xFF, End]);
        return file.ToArray();
    }

    private readonly void Write(byte marker, ReadOnlySpan<byte> content)
    {
        _body.Write((ReadOnlySpan<byte>)[0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2)]);
        _body.Write(content);
    }

    private static void Require(bool holds)
    {
        if (!holds) throw PhotoCleaner.Damaged();
    }
}
