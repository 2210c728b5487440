using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Shop.Ordering.Pdf;

/// <summary>A PDF of A4 pages with text and lines: enough for an invoice, and readable by machines, because each glyph says which character it is (ISO 32000-1).</summary>
internal sealed class PdfPaper(string title, string author)
{
    public const double Width = 595.28, Height = 841.89;

    private readonly List<StringBuilder> _pages = [];
    private readonly List<(TrueTypeFont Font, SortedDictionary<ushort, Rune> Used)> _fonts = [];

    public int Count => _pages.Count;

    public void AddPage() => _pages.Add(new StringBuilder());

    /// <summary>How wide a text is, in points.</summary>
    public static double WidthOf(string text, double size, bool strong = false)
    {
        var font = Typeface.For(text, strong);
        return text.EnumerateRunes().Sum(r => font.WidthOf(font.GlyphOf(r))) * size / 1000;
    }

    /// <summary>Writes a text on its base line; measured from the upper left corner of the page.</summary>
    /// <param name="right">Whether x is where the text ends.</param>
    public void Text(int page, string text, double x, double baseline, double size, (byte R, byte G, byte B) colour, bool strong = false, bool right = false)
    {
        text = text.Normalize(NormalizationForm.FormC);
        var font = Typeface.For(text, strong);
        var number = Use(font, text);
        if (right) x -= WidthOf(text, size, strong);
        var glyphs = string.Concat(text.EnumerateRunes().Select(r => font.GlyphOf(r).ToString("X4", CultureInfo.InvariantCulture)));
        _pages[page].Append(CultureInfo.InvariantCulture, $"BT /F{number} {size:0.##} Tf {Colour(colour)} rg {x:0.##} {Height - baseline:0.##} Td <{glyphs}> Tj ET\n");
    }

    public void Line(int page, double x1, double x2, double y, (byte R, byte G, byte B) colour) =>
        _pages[page].Append(CultureInfo.InvariantCulture, $"{Colour(colour)} RG 0.6 w {x1:0.##} {Height - y:0.##} m {x2:0.##} {Height - y:0.##} l S\n");

    public byte[] Save()
    {
        var file = new PdfObjects();
        var (catalog, tree) = (file.Reserve(), file.Reserve());
        var fonts = string.Concat(_fonts.Select((f, i) => $"/F{i + 1} {Embed(file, f.Font, f.Used)} 0 R "));
        var pages = _pages.Select(content => file.Add(
            $"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {Width.ToString(CultureInfo.InvariantCulture)} {Height.ToString(CultureInfo.InvariantCulture)}] /Resources << /Font << {fonts}>> >> /Contents {file.Add("", Encoding.ASCII.GetBytes(content.ToString()))} 0 R >>")).ToList();
        file.Set(tree, $"<< /Type /Pages /Count {pages.Count} /Kids [{string.Join(' ', pages.Select(p => $"{p} 0 R"))}] >>");
        file.Set(catalog, $"<< /Type /Catalog /Pages {tree} 0 R /Lang (en) /ViewerPreferences << /DisplayDocTitle true >> >>");
        var info = file.Add($"<< /Title {Hex(title)} /Author {Hex(author)} >>");
        return file.Write(catalog, info);
    }

    private int Use(TrueTypeFont font, string text)
    {
        var index = _fonts.FindIndex(f => f.Font == font);
        if (index < 0)
        {
            index = _fonts.Count;
            _fonts.Add((font, []));
        }
        foreach (var rune in text.EnumerateRunes()) _fonts[index].Used.TryAdd(font.GlyphOf(rune), rune);
        return index + 1;
    }

    // A composite font whose codes are its glyph numbers (9.7), with the outlines in use and the table that turns glyphs back into text (9.10.3).
    private static int Embed(PdfObjects file, TrueTypeFont font, SortedDictionary<ushort, Rune> used)
    {
        var name = $"SHOPXX+{font.Name}";
        var outlines = font.With(used.Keys);
        var data = file.Add($"/Length1 {outlines.Length} ", outlines);
        var descriptor = file.Add($"<< /Type /FontDescriptor /FontName /{name} /Flags 32 /FontBBox [{string.Join(' ', font.Box)}] /ItalicAngle 0 /Ascent {font.Ascent} /Descent {font.Descent} /CapHeight 700 /StemV 80 /FontFile2 {data} 0 R >>");
        var widths = string.Join(' ', used.Keys.Select(g => $"{g} [{font.WidthOf(g)}]"));
        var glyphs = file.Add($"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor {descriptor} 0 R /DW 1000 /W [{widths}] /CIDToGIDMap /Identity >>");
        var table = file.Add("", Encoding.ASCII.GetBytes(ToUnicode(used)));
        return file.Add($"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{glyphs} 0 R] /ToUnicode {table} 0 R >>");
    }

    private static string ToUnicode(SortedDictionary<ushort, Rune> used)
    {
        var lines = used.Where(u => u.Key != 0).Select(u => $"<{u.Key:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(u.Value.ToString()))}>\n");
        var blocks = string.Concat(lines.Chunk(100).Select(block => $"{block.Length} beginbfchar\n{string.Concat(block)}endbfchar\n"));
        return "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n" +
            $"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{blocks}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
    }

    private static string Hex(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    private static string Colour((byte R, byte G, byte B) c) => string.Create(CultureInfo.InvariantCulture, $"{c.R / 255.0:0.###} {c.G / 255.0:0.###} {c.B / 255.0:0.###}");
}

/// <summary>The numbered objects of a PDF file and the table that says where each begins (7.3.10, 7.5.4).</summary>
internal sealed class PdfObjects
{
    private readonly List<byte[]> _bodies = [];

    public int Reserve()
    {
        _bodies.Add([]);
        return _bodies.Count;
    }

    public void Set(int number, string body) => _bodies[number - 1] = Encoding.ASCII.GetBytes(body);

    public int Add(string body)
    {
        var number = Reserve();
        Set(number, body);
        return number;
    }

    /// <summary>A compressed stream.</summary>
    public int Add(string entries, byte[] data)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(data);
        var number = Reserve();
        _bodies[number - 1] = [.. Encoding.ASCII.GetBytes($"<< {entries}/Length {packed.Length} /Filter /FlateDecode >>\nstream\n"), .. packed.ToArray(), .. "\nendstream"u8];
        return number;
    }

    public byte[] Write(int catalog, int info)
    {
        using var file = new MemoryStream();
        var places = new List<long>();
        Put("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        for (var i = 0; i < _bodies.Count; i++)
        {
            places.Add(file.Length);
            Put($"{i + 1} 0 obj\n");
            file.Write(_bodies[i]);
            Put("\nendobj\n");
        }
        var table = file.Length;
        Put($"xref\n0 {_bodies.Count + 1}\n0000000000 65535 f \n{string.Concat(places.Select(p => $"{p:0000000000} 00000 n \n"))}trailer\n<< /Size {_bodies.Count + 1} /Root {catalog} 0 R /Info {info} 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();

        void Put(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }
}
