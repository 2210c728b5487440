using System.Text;

namespace Shop.Web.Html.Qr;

/// <summary>A QR code (ISO/IEC 18004) of a text: bytes, error correction M, the smallest size that holds it, up to 666 bytes. Drawn here because a picture made elsewhere would have to be told the secret in it.</summary>
public sealed class QrCode
{
    // How many words of correction each block has, and how many blocks, by version; index 0 is no version.
    private static readonly int[] CorrectionPerBlock = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26];
    private static readonly int[] Blocks = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16];

    private readonly int _version;
    private readonly bool[,] _dark, _fixed;

    private QrCode(int version)
    {
        _version = version;
        Size = 17 + 4 * version;
        (_dark, _fixed) = (new bool[Size, Size], new bool[Size, Size]);
    }

    public int Size { get; }

    public bool IsDark(int x, int y) => _dark[y, x];

    /// <exception cref="ArgumentException">The text is too long.</exception>
    public static QrCode Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var version = Enumerable.Range(1, Blocks.Length - 1).FirstOrDefault(v => HeadBits(v) + 8 * bytes.Length <= 8 * DataWords(v));
        if (version == 0) throw new ArgumentException("The text is too long for a QR code.", nameof(text));
        var code = new QrCode(version);
        code.DrawPatterns();
        code.Fill(Interleaved(version, Words(version, bytes)));
        code.UseBestMask();
        return code;
    }

    /// <summary>The dark squares as one path of an SVG with one unit a square.</summary>
    public string Path()
    {
        var path = new StringBuilder();
        for (var y = 0; y < Size; y++)
            for (var x = 0; x < Size; x++)
            {
                if (!_dark[y, x]) continue;
                var from = x;
                while (x + 1 < Size && _dark[y, x + 1]) x++;
                path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{from} {y}h{x - from + 1}v1h-{x - from + 1}z");
            }
        return path.ToString();
    }

    private static int HeadBits(int version) => 4 + (version < 10 ? 8 : 16);

    private static int AllWords(int version)
    {
        var modules = (16 * version + 128) * version + 64;
        if (version < 2) return modules / 8;
        var marks = version / 7 + 2;
        modules -= (25 * marks - 10) * marks - 55;
        return (version < 7 ? modules : modules - 36) / 8;
    }

    private static int DataWords(int version) => AllWords(version) - CorrectionPerBlock[version] * Blocks[version];

    private static byte[] Words(int version, byte[] bytes)
    {
        var bits = new List<bool>();
        void Add(int value, int count)
        {
            for (var i = count - 1; i >= 0; i--) bits.Add((value >> i & 1) != 0);
        }
        Add(0b0100, 4); // bytes
        Add(bytes.Length, HeadBits(version) - 4);
        foreach (var b in bytes) Add(b, 8);
        var room = 8 * DataWords(version);
        Add(0, Math.Min(4, room - bits.Count));
        while (bits.Count % 8 != 0) bits.Add(false);
        for (var pad = 0xEC; bits.Count < room; pad ^= 0xEC ^ 0x11) Add(pad, 8);
        return [.. Enumerable.Range(0, room / 8).Select(i => (byte)Enumerable.Range(0, 8).Sum(b => bits[8 * i + b] ? 0x80 >> b : 0))];
    }

    // The words of all blocks by turns: a stain then hurts each block a little instead of one a lot.
    private static byte[] Interleaved(int version, byte[] words)
    {
        var (blocks, correction) = (Blocks[version], CorrectionPerBlock[version]);
        var shortOnes = blocks - AllWords(version) % blocks;
        var shortLength = AllWords(version) / blocks - correction;
        var divisor = ReedSolomon.Divisor(correction);
        var (data, checks, at) = (new List<byte[]>(), new List<byte[]>(), 0);
        for (var block = 0; block < blocks; block++)
        {
            var length = shortLength + (block < shortOnes ? 0 : 1);
            data.Add(words[at..(at + length)]);
            checks.Add(ReedSolomon.Remainder(data[^1], divisor));
            at += length;
        }
        return
        [
            .. Enumerable.Range(0, shortLength + 1).SelectMany(i => data.Where(d => i < d.Length).Select(d => d[i])),
            .. Enumerable.Range(0, correction).SelectMany(i => checks.Select(c => c[i])),
        ];
    }

    private void Set(int x, int y, bool dark) => (_dark[y, x], _fixed[y, x]) = (dark, true);

    private void DrawPatterns()
    {
        for (var i = 0; i < Size; i++)
        {
            Set(6, i, i % 2 == 0);
            Set(i, 6, i % 2 == 0);
        }
        DrawFinder(3, 3);
        DrawFinder(Size - 4, 3);
        DrawFinder(3, Size - 4);
        var marks = Marks();
        foreach (var x in marks)
            foreach (var y in marks)
                if (!((x, y) is (6, 6) || x == 6 && y == Size - 7 || x == Size - 7 && y == 6)) DrawMark(x, y);
        DrawFormat(0); // keeps the place
        DrawVersion();
    }

    private void DrawFinder(int x, int y)
    {
        for (var dy = -4; dy <= 4; dy++)
            for (var dx = -4; dx <= 4; dx++)
                if (x + dx >= 0 && x + dx < Size && y + dy >= 0 && y + dy < Size) Set(x + dx, y + dy, Math.Max(Math.Abs(dx), Math.Abs(dy)) is not (2 or 4));
    }

    private int[] Marks()
    {
        if (_version == 1) return [];
        var count = _version / 7 + 2;
        var step = (_version * 8 + count * 3 + 5) / (count * 4 - 4) * 2;
        return [6, .. Enumerable.Range(0, count - 1).Select(i => Size - 7 - i * step)];
    }

    private void DrawMark(int x, int y)
    {
        for (var dy = -2; dy <= 2; dy++)
            for (var dx = -2; dx <= 2; dx++) Set(x + dx, y + dy, Math.Max(Math.Abs(dx), Math.Abs(dy)) != 1);
    }

    // Correction M is 00, so the mask is all of the data.
    private void DrawFormat(int mask)
    {
        var bits = (mask << 10 | Remainder(mask, 0x537, 10)) ^ 0x5412;
        bool Bit(int i) => (bits >> i & 1) != 0;
        for (var i = 0; i < 6; i++) Set(8, i, Bit(i));
        Set(8, 7, Bit(6));
        Set(8, 8, Bit(7));
        Set(7, 8, Bit(8));
        for (var i = 9; i < 15; i++) Set(14 - i, 8, Bit(i));
        for (var i = 0; i < 8; i++) Set(Size - 1 - i, 8, Bit(i));
        for (var i = 8; i < 15; i++) Set(8, Size - 15 + i, Bit(i));
        Set(8, Size - 8, true);
    }

    private void DrawVersion()
    {
        if (_version < 7) return;
        var bits = _version << 12 | Remainder(_version, 0x1F25, 12);
        for (var i = 0; i < 18; i++)
        {
            var (a, b) = (Size - 11 + i % 3, i / 3);
            Set(a, b, (bits >> i & 1) != 0);
            Set(b, a, (bits >> i & 1) != 0);
        }
    }

    private static int Remainder(int value, int divisor, int bits)
    {
        var rest = value;
        for (var i = 0; i < bits; i++) rest = rest << 1 ^ (rest >> (bits - 1)) * divisor;
        return rest;
    }

    // Two columns at a time from the right, up and down by turns, around what is drawn already.
    private void Fill(byte[] words)
    {
        var at = 0;
        for (var right = Size - 1; right >= 1; right -= 2)
        {
            if (right == 6) right = 5;
            for (var step = 0; step < Size; step++)
                for (var column = 0; column < 2; column++)
                {
                    var x = right - column;
                    var y = (right + 1 & 2) == 0 ? Size - 1 - step : step;
                    if (_fixed[y, x] || at >= words.Length * 8) continue;
                    _dark[y, x] = (words[at / 8] >> (7 - at % 8) & 1) != 0;
                    at++;
                }
        }
    }

    private void UseBestMask()
    {
        var best = Enumerable.Range(0, 8).MinBy(mask =>
        {
            Apply(mask);
            var penalty = Penalty();
            Apply(mask); // and off again
            return penalty;
        });
        Apply(best);
    }

    private void Apply(int mask)
    {
        for (var y = 0; y < Size; y++)
            for (var x = 0; x < Size; x++)
                if (!_fixed[y, x]) _dark[y, x] ^= IsInMask(mask, x, y);
        DrawFormat(mask);
    }

    private static bool IsInMask(int mask, int x, int y) => mask switch
    {
        0 => (x + y) % 2 == 0,
        1 => y % 2 == 0,
        2 => x % 3 == 0,
        3 => (x + y) % 3 == 0,
        4 => (x / 3 + y / 2) % 2 == 0,
        5 => x * y % 2 + x * y % 3 == 0,
        6 => (x * y % 2 + x * y % 3) % 2 == 0,
        _ => ((x + y) % 2 + x * y % 3) % 2 == 0,
    };

    // Long runs, large areas and an imbalance of dark and light are hard to read.
    private int Penalty()
    {
        var (penalty, dark) = (0, 0);
        for (var a = 0; a < Size; a++)
        {
            penalty += Runs(i => _dark[a, i]) + Runs(i => _dark[i, a]);
            for (var b = 0; b < Size; b++)
            {
                if (_dark[a, b]) dark++;
                if (a > 0 && b > 0 && _dark[a, b] == _dark[a - 1, b] && _dark[a, b] == _dark[a, b - 1] && _dark[a, b] == _dark[a - 1, b - 1]) penalty += 3;
            }
        }
        return penalty + 10 * (Math.Abs(dark * 20 - Size * Size * 10) / (Size * Size));
    }

    private int Runs(Func<int, bool> at)
    {
        var (penalty, run) = (0, 1);
        for (var i = 1; i <= Size; i++)
        {
            if (i < Size && at(i) == at(i - 1)) run++;
            else
            {
                if (run >= 5) penalty += run - 2;
                run = 1;
            }
        }
        return penalty;
    }
}
