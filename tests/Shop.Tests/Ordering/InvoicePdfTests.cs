using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.Ordering;

public sealed partial class InvoicePdfTests
{
    [Fact]
    public void It_says_what_the_page_says()
    {
        var pages = Read(Print(Invoice(2)));
        var text = Assert.Single(pages);
        foreach (var words in new[] { "Invoice", "2026-000042", "Fjord & Clay AS", "Org. no. 926 413 588", "Ingrid Solberg", "Havnegata 4", "5003 Bergen", "Stoneware mug no. 1, Moss", "SKU-1", "25%", "Total, VAT included", "50.00", "10.00", "Nothing is due." })
            Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_order_goes_on_over_several_pages_and_each_line_is_there_once()
    {
        var pages = Read(Print(Invoice(80)));
        Assert.InRange(pages.Count, 3, 8);
        var all = string.Join("\n", pages);
        Assert.All(Enumerable.Range(1, 80), n => Assert.Single(Regex.Matches(all, $@"mug no\. {n},")));
        for (var i = 0; i < pages.Count; i++) Assert.Contains($"page {i + 1} of {pages.Count}", pages[i], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Þórdís Ægisdóttir")]
    [InlineData("Żółć Gęślą-Jaźń")]
    [InlineData("Ελένη Παπαδοπούλου")]
    [InlineData("Светлана Ивановна")]
    public void Names_keep_their_letters(string name) => Assert.Contains(name, Read(Print(Invoice(1, name)))[0], StringComparison.Ordinal);

    [Fact]
    public void A_name_in_a_script_without_glyphs_does_not_stop_the_printer() => Assert.Contains("5003 Bergen", Read(Print(Invoice(1, "李小龍 🫖")))[0], StringComparison.Ordinal);

    [Fact]
    public void It_is_small_enough_to_mail() => Assert.InRange(Print(Invoice(3)).Length, 5_000, 60_000);

    private static byte[] Print(Invoice invoice) => InvoicePdf.Print(invoice, new Noun("point", "points"));

    private static Invoice Invoice(int lines, string name = "Ingrid Solberg")
    {
        var bought = Enumerable.Range(1, lines).Select(n => new OrderLine(null, null, $"SKU-{n}", $"Stoneware mug no. {n}", "Moss", null, 1, new Money(25_00), Money.Zero, 2500, new Money(5_00))).ToList();
        var total = new Money(25_00L * lines);
        var order = Order.Place(new OrderRequest("7K3M-9QXZ", null, null, OrderChannel.Web, "ada@example.com", null, Given.Address(name), null, null, "EUR", bought, total, Money.Zero, Money.Zero,
            new Money(5_00L * lines), total, DeliveryMethods.Home, 2500, null, null, null, Actor.System), TestClock.Opening);
        order.MarkPaid(total, TestClock.Opening, Actor.Gateway);
        var day = new DateOnly(2026, 6, 2);
        return new Invoice("2026-000042", day, day, new Seller("Fjord & Clay", "Fjord & Clay AS", "Nordnesgaten 11", "5005 Bergen", "Norway", "926 413 588", "NO 926 413 588 MVA", "hello@example.com"), OrderDetails.Of(order), VatScheme.Domestic);
    }

    // Read without the writer's help: where each object is from the table at the end, streams unpacked, and glyphs turned back by the table each font carries.
    private static List<string> Read(byte[] pdf)
    {
        var objects = Objects(pdf);
        return [.. objects.Values.Where(o => o.Head.Contains("/Type /Page ", StringComparison.Ordinal)).Select(page => Shown(page.Head, objects))];
    }

    private static string Shown(string page, Dictionary<int, (string Head, byte[] Data)> objects)
    {
        var tables = FontName().Matches(page).ToDictionary(m => m.Groups[1].Value, m => Table(objects, Number(m.Groups[2].Value)));
        var text = new StringBuilder();
        foreach (Match shown in ShownText().Matches(Encoding.ASCII.GetString(objects[Referred(page, "Contents")].Data)))
            text.AppendLine(string.Concat(Convert.FromHexString(shown.Groups[2].Value).Chunk(2).Select(g => tables[shown.Groups[1].Value].GetValueOrDefault(g[0] << 8 | g[1], "?"))));
        return text.ToString();
    }

    private static Dictionary<int, string> Table(Dictionary<int, (string Head, byte[] Data)> objects, int font) =>
        Mapping().Matches(Encoding.ASCII.GetString(objects[Referred(objects[font].Head, "ToUnicode")].Data))
            .ToDictionary(m => Convert.ToInt32(m.Groups[1].Value, 16), m => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(m.Groups[2].Value)));

    private static Dictionary<int, (string Head, byte[] Data)> Objects(byte[] pdf)
    {
        var file = Encoding.Latin1.GetString(pdf);
        Assert.StartsWith("%PDF-1.7", file, StringComparison.Ordinal);
        var at = Number(LastTable().Match(file).Groups[1].Value);
        var rows = TableRow().Matches(file[at..]).Select(m => Number(m.Groups[1].Value)).ToList();
        return rows.Select((start, i) =>
        {
            Assert.StartsWith($"{i + 1} 0 obj", file[start..], StringComparison.Ordinal);
            var head = file[start..file.IndexOf("endobj", start, StringComparison.Ordinal)];
            var stream = head.IndexOf("stream\n", StringComparison.Ordinal);
            if (stream < 0) return (i + 1, head, []);
            var packed = pdf.AsSpan(start + stream + 7, Number(Length().Match(head).Groups[1].Value)).ToArray();
            using var data = new MemoryStream();
            new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress).CopyTo(data);
            return (i + 1, head[..stream], data.ToArray());
        }).ToDictionary(o => o.Item1, o => (o.Item2, o.Item3));
    }

    private static int Referred(string head, string name) => Number(Regex.Match(head, $@"/{name} (\d+) 0 R").Groups[1].Value);

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/(F\d+) (\d+) 0 R")] private static partial Regex FontName();

    [GeneratedRegex(@"/(F\d+) [\d.]+ Tf.*?<([0-9A-F]*)> Tj")] private static partial Regex ShownText();

    [GeneratedRegex(@"^<([0-9A-F]{4})> <([0-9A-F]+)>$", RegexOptions.Multiline)] private static partial Regex Mapping();

    [GeneratedRegex(@"startxref\n(\d+)\n%%EOF")] private static partial Regex LastTable();

    [GeneratedRegex(@"(\d{10}) 00000 n ")] private static partial Regex TableRow();

    [GeneratedRegex(@"/Length (\d+)")] private static partial Regex Length();
}
