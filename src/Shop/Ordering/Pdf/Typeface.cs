using System.Text;

namespace Shop.Ordering.Pdf;

/// <summary>The fonts of our papers, carried along in the program: the machine's own are never asked for.</summary>
internal static class Typeface
{
    private static readonly Lazy<TrueTypeFont> Plain = new(() => Load("InstrumentSans-Regular")), Strong = new(() => Load("InstrumentSans-SemiBold"));
    private static readonly Lazy<TrueTypeFont> WidePlain = new(() => Load("NotoSans-Regular")), WideStrong = new(() => Load("NotoSans-SemiBold"));

    /// <summary>The shop's own typeface, or one that also knows Greek and Cyrillic when the text needs it.</summary>
    public static TrueTypeFont For(string text, bool strong)
    {
        var own = (strong ? Strong : Plain).Value;
        return text.EnumerateRunes().All(r => own.GlyphOf(r) != 0) ? own : (strong ? WideStrong : WidePlain).Value;
    }

    private static TrueTypeFont Load(string name)
    {
        using var stream = typeof(Typeface).Assembly.GetManifestResourceStream($"Shop.Ordering.Pdf.{name}.ttf") ?? throw new InvalidOperationException($"The font {name} is not in the program.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return new TrueTypeFont(name, copy.ToArray());
    }
}
