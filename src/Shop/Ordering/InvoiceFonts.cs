using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace Shop.Ordering;

/// <summary>The fonts of our papers, carried along in the program: the machine's own are never asked for.</summary>
internal sealed class InvoiceFonts : IFontResolver
{
    private const string Brand = "Instrument Sans", Wide = "Noto Sans";
    private static readonly Lock Gate = new();

    /// <summary>PDFsharp has one resolver for the whole process.</summary>
    public static void Install()
    {
        lock (Gate) GlobalFontSettings.FontResolver ??= new InvoiceFonts();
    }

    /// <summary>The shop's own typeface, or one that also knows Greek and Cyrillic when the text needs it.</summary>
    public static XFont For(string text, double size, bool strong = false) =>
        new(text.All(c => c <= '\u017f' || c is >= '\u2010' and <= '\u2026' or '€' or '−') ? Brand : Wide, size, strong ? XFontStyleEx.Bold : XFontStyleEx.Regular);

    public FontResolverInfo? ResolveTypeface(string familyName, bool bold, bool italic) =>
        new($"{(familyName == Wide ? "NotoSans" : "InstrumentSans")}-{(bold ? "SemiBold" : "Regular")}");

    public byte[]? GetFont(string faceName)
    {
        using var stream = typeof(InvoiceFonts).Assembly.GetManifestResourceStream($"Shop.Ordering.Fonts.{faceName}.ttf") ?? throw new InvalidOperationException($"The font {faceName} is not in the program.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
