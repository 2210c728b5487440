using System.Buffers.Binary;
using System.Text;

namespace Shop.Ordering.Pdf;

/// <summary>A TrueType font as far as a printed page needs it: which glyph stands for a character, how wide it is, and a copy that holds only the glyphs in use.</summary>
internal sealed class TrueTypeFont
{
    private static readonly string[] Kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    private readonly byte[] _file;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly Dictionary<int, ushort> _glyphs = [];
    private readonly int _units, _widths, _count;
    private readonly bool _longLoca;

    public TrueTypeFont(string name, byte[] file)
    {
        (Name, _file) = (name, file);
        for (var i = 0; i < U16(4); i++)
            _tables[Encoding.ASCII.GetString(file, 12 + 16 * i, 4)] = (I32(12 + 16 * i + 8), I32(12 + 16 * i + 12));
        var (head, hhea) = (At("head"), At("hhea"));
        _units = U16(head + 18);
        Box = [.. Enumerable.Range(0, 4).Select(i => Thousandths(I16(head + 36 + 2 * i)))];
        _longLoca = U16(head + 50) == 1;
        (Ascent, Descent) = (Thousandths(I16(hhea + 4)), Thousandths(I16(hhea + 6)));
        (_widths, _count) = (U16(hhea + 34), U16(At("maxp") + 4));
        ReadCharacters();
    }

    public string Name { get; }
    public int Ascent { get; }
    public int Descent { get; }
    public int[] Box { get; }

    /// <summary>Zero, the empty box, for a character the font does not have.</summary>
    public ushort GlyphOf(Rune character) => _glyphs.GetValueOrDefault(character.Value);

    /// <summary>In thousandths of the font's size.</summary>
    public int WidthOf(ushort glyph) => Thousandths(U16(At("hmtx") + 4 * Math.Min(glyph, _widths - 1)));

    /// <summary>The same font with the outlines of these glyphs only; glyph numbers stay as they are.</summary>
    public byte[] With(IEnumerable<ushort> glyphs)
    {
        var used = new SortedSet<int>(glyphs.Select(g => (int)g)) { 0 };
        foreach (var glyph in used.ToList()) AddParts(glyph, used);

        var outlines = new MemoryStream();
        var places = new byte[4 * (_count + 1)];
        for (var glyph = 0; glyph < _count; glyph++)
        {
            BinaryPrimitives.WriteInt32BigEndian(places.AsSpan(4 * glyph), (int)outlines.Length);
            if (!used.Contains(glyph)) continue;
            var (offset, length) = Outline(glyph);
            outlines.Write(_file, offset, length);
            while (outlines.Length % 4 != 0) outlines.WriteByte(0);
        }
        BinaryPrimitives.WriteInt32BigEndian(places.AsSpan(4 * _count), (int)outlines.Length);

        var head = Table("head");
        head[51] = 1; // places are written in full
        return Assemble(Kept.Where(_tables.ContainsKey).ToDictionary(t => t, t => t switch { "glyf" => outlines.ToArray(), "loca" => places, "head" => head, _ => Table(t) }));
    }

    private void ReadCharacters()
    {
        var cmap = At("cmap");
        var tables = Enumerable.Range(0, U16(cmap + 2)).Select(i => (Platform: U16(cmap + 4 + 8 * i), At: cmap + I32(cmap + 8 + 8 * i)))
            .Where(t => t.Platform is 0 or 3).Select(t => (Format: U16(t.At), t.At)).ToList();
        if (tables.FirstOrDefault(t => t.Format == 12).At is var full and > 0) ReadGroups(full);
        else if (tables.FirstOrDefault(t => t.Format == 4).At is var basic and > 0) ReadSegments(basic);
        else throw new InvalidOperationException($"The font {Name} does not say which characters it has.");
    }

    private void ReadGroups(int at)
    {
        for (var i = 0; i < I32(at + 12); i++)
        {
            var (first, last, glyph) = (I32(at + 16 + 12 * i), I32(at + 20 + 12 * i), I32(at + 24 + 12 * i));
            for (var c = first; c <= last; c++) _glyphs[c] = (ushort)(glyph + c - first);
        }
    }

    private void ReadSegments(int at)
    {
        var size = U16(at + 6); // twice the number of segments
        for (var i = 0; i < size; i += 2)
        {
            var (last, first, delta, range) = (U16(at + 14 + i), U16(at + 16 + size + i), U16(at + 16 + 2 * size + i), U16(at + 16 + 3 * size + i));
            for (int c = first; c <= last && c < 0xFFFF; c++)
            {
                var glyph = range == 0 ? c : U16(at + 16 + 3 * size + i + range + 2 * (c - first));
                if (range == 0 || glyph != 0) _glyphs[c] = (ushort)(glyph + delta);
            }
        }
    }

    // “é” is drawn from “e” and “´”: those are needed too.
    private void AddParts(int glyph, SortedSet<int> used)
    {
        var (at, length) = Outline(glyph);
        if (length == 0 || I16(at) >= 0) return;
        for (var part = at + 10; ;)
        {
            var (flags, index) = (U16(part), U16(part + 2));
            if (used.Add(index)) AddParts(index, used);
            if ((flags & 0x20) == 0) return;
            part += 4 + ((flags & 0x01) != 0 ? 4 : 2) + ((flags & 0x08) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0);
        }
    }

    private (int Offset, int Length) Outline(int glyph)
    {
        var (loca, glyf) = (At("loca"), At("glyf"));
        var (from, to) = _longLoca ? (I32(loca + 4 * glyph), I32(loca + 4 * glyph + 4)) : (2 * U16(loca + 2 * glyph), 2 * U16(loca + 2 * glyph + 2));
        return (glyf + from, to - from);
    }

    private static byte[] Assemble(Dictionary<string, byte[]> tables)
    {
        using var file = new MemoryStream();
        var power = (int)Math.Pow(2, Math.Floor(Math.Log2(tables.Count)));
        Write16(file, 1, 0, tables.Count, power * 16, (int)Math.Log2(power), (tables.Count - power) * 16);
        var offset = 12 + 16 * tables.Count;
        foreach (var (tag, table) in tables.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            file.Write(Encoding.ASCII.GetBytes(tag));
            Write32(file, Sum(table), (uint)offset, (uint)table.Length);
            offset += (table.Length + 3) / 4 * 4;
        }
        foreach (var (_, table) in tables.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            file.Write(table);
            while (file.Length % 4 != 0) file.WriteByte(0);
        }
        return file.ToArray();
    }

    private static uint Sum(byte[] table)
    {
        var sum = 0u;
        for (var i = 0; i < table.Length; i += 4)
            for (var n = 0; n < 4; n++) sum += (uint)(i + n < table.Length ? table[i + n] : 0) << (24 - 8 * n);
        return sum;
    }

    private static void Write16(Stream to, params int[] values)
    {
        foreach (var value in values)
        {
            to.WriteByte((byte)(value >> 8));
            to.WriteByte((byte)value);
        }
    }

    private static void Write32(Stream to, params uint[] values)
    {
        foreach (var value in values) Write16(to, (int)(value >> 16), (int)(value & 0xFFFF));
    }

    private byte[] Table(string tag) => _file.AsSpan(_tables[tag].Offset, _tables[tag].Length).ToArray();

    private int At(string tag) => _tables.TryGetValue(tag, out var table) ? table.Offset : throw new InvalidOperationException($"The font {Name} has no table “{tag}”.");

    private int Thousandths(int units) => (int)Math.Round(units * 1000.0 / _units);

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private int I16(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));

    private int I32(int at) => BinaryPrimitives.ReadInt32BigEndian(_file.AsSpan(at));
}
