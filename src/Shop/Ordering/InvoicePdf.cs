using System.Globalization;
using Shop.Kernel;
using Shop.Ordering.Pdf;

namespace Shop.Ordering;

/// <summary>Prints an invoice as PDF on as many A4 pages as it takes.</summary>
public sealed class InvoicePdf
{
    private const double Left = 56, Right = 539, Top = 56, Bottom = 770;
    private static readonly double[] Columns = [330, 410, 460, Right]; // right edges of quantity, price, VAT and amount
    private static readonly (byte, byte, byte) Ink = (0x1F, 0x24, 0x21), Quiet = (0x5C, 0x65, 0x5F), Hairline = (0xCF, 0xC7, 0xBA);

    private readonly PdfPaper _paper;
    private readonly Invoice _invoice;
    private readonly Noun _points;
    private readonly Currency _currency;
    private double _y;

    private InvoicePdf(Invoice invoice, Noun points) =>
        (_invoice, _points, _currency, _paper) = (invoice, points, Currency.Of(invoice.Order.Currency), new PdfPaper($"Invoice {invoice.Number}", invoice.Seller.LegalName));

    /// <param name="points">What the points are called that may have paid a part.</param>
    public static byte[] Print(Invoice invoice, Noun points)
    {
        var pdf = new InvoicePdf(invoice, points);
        pdf.Head();
        pdf.Lines();
        pdf.Totals();
        pdf.Vat();
        pdf.Foot();
        return pdf._paper.Save();
    }

    private void Head()
    {
        NewPage();
        var (seller, order) = (_invoice.Seller, _invoice.Order);
        Text(seller.ShopName, Left, 20, strong: true);
        Text("Invoice", Right, 20, right: true);
        _y += 36;

        var start = _y;
        foreach (var line in seller.AddressLines.Concat(seller.Registrations).Append(seller.Email).Where(l => l.Length > 0)) Row(line, Left, Quiet);
        var low = _y;
        _y = start;
        foreach (var (name, value) in Facts())
        {
            Text(name, 360, 9, Quiet);
            Text(value, Right, 9, right: true, strong: name == "Invoice number");
            _y += 14;
        }
        _y = Math.Max(low, _y) + 22;

        start = _y;
        Block("Invoice to", order.Billing, Left);
        low = _y;
        _y = start;
        Block(order.PickUpPoint is null ? "Delivered to" : "For", order.Delivery, 300);
        _y = Math.Max(low, _y) + 20;
    }

    private IEnumerable<(string, string)> Facts()
    {
        yield return ("Invoice number", _invoice.Number);
        yield return ("Invoice date", Day(_invoice.IssuedOn));
        yield return ("Date of supply", Day(_invoice.DeliveredBy));
        yield return ("Order number", _invoice.Order.Number);
        yield return ("Order date", Day(DateOnly.FromDateTime(_invoice.Order.PlacedAt)));
    }

    private void Block(string heading, Address address, double x)
    {
        Row(heading, x, Quiet);
        foreach (var line in new[] { address.Name, address.Company, address.Line1, address.Line2, $"{address.Postcode} {address.City}".Trim(), Countries.NameOf(address.Country) }.OfType<string>().Where(l => l.Length > 0))
            foreach (var part in Fit(line, 225, 9)) Row(part, x, Ink);
    }

    private void Lines()
    {
        LineHead();
        foreach (var line in _invoice.Order.Lines)
        {
            var name = Fit(line.VariantName is null ? line.Name : $"{line.Name}, {line.VariantName}", 230, 9).Append(line.Sku).ToList();
            var height = name.Count * 12.5 + 10;
            if (_y + height > Bottom)
            {
                NewPage();
                LineHead();
            }
            var top = _y;
            Cells(top, line.Quantity.ToString(CultureInfo.InvariantCulture), Amount(line.UnitPrice), Rate(line.VatBasisPoints), Amount(line.Total + line.Discount));
            for (var i = 0; i < name.Count; i++)
            {
                Text(name[i], Left, 9, i == name.Count - 1 ? Quiet : Ink);
                _y += 12.5;
            }
            _y = top + height;
            Rule(_y - 6);
        }
    }

    private void LineHead()
    {
        Text("Item", Left, 9, Quiet);
        Cells(_y, "Quantity", "Price", "VAT", $"Amount ({_currency.Code})", Quiet);
        _y += 16;
        Rule(_y - 4);
        _y += 4;
    }

    private void Totals()
    {
        var order = _invoice.Order;
        Room(110 + order.Reductions.Count * 14);
        _y += 6;
        Sum("Items", order.Goods + order.Discount);
        foreach (var reduction in order.Reductions.Where(r => !r.OnDelivery)) Sum(reduction.Title, -reduction.Amount);
        if (order.Discount > Money.Zero && order.Reductions.All(r => r.OnDelivery)) Sum("Reductions", -order.Discount);
        Sum(DeliveryMethods.NameOf(order.DeliveryMethod), order.DeliveryBefore);
        foreach (var reduction in order.Reductions.Where(r => r.OnDelivery)) Sum(reduction.Title, -reduction.Amount);
        if (order.GiftWrap is { } wrap) Sum("Gift wrap", wrap);
        Sum("Total, VAT included", order.Total, strong: true);
        if (order.PaidWithPoints is { } paid) Sum($"Paid with {_points.Count(order.PointsSpent ?? 0)}", -paid);
        if (order.Refunded > Money.Zero) Sum("Given back", -order.Refunded);
        _y += 6;
        Text(order.Total.IsZero ? "Nothing to pay." : $"Paid on {Day(_invoice.IssuedOn)}. Nothing is due.", Right, 9, Quiet, right: true);
        _y += 26;
    }

    private void Vat()
    {
        var shares = _invoice.Order.VatByRate;
        Room(40 + shares.Count * 15);
        Text("VAT", Left, 9, Quiet);
        Cells(_y, "Rate", "Net", "VAT", "Gross", Quiet);
        _y += 16;
        Rule(_y - 4);
        _y += 4;
        foreach (var share in shares)
        {
            Cells(_y, Rate(share.BasisPoints), Amount(share.Net), Amount(share.Vat), Amount(share.Gross));
            _y += 15;
        }
        if (_invoice.VatNote is not { } note) return;
        foreach (var part in Fit(note, Right - Left, 9)) Row(part, Left, Ink);
    }

    private void Foot()
    {
        var legal = string.Join("  ·  ", _invoice.Seller.AddressLines.Concat(_invoice.Seller.Registrations));
        for (var page = 0; page < _paper.Count; page++)
        {
            _paper.Text(page, legal, Left, 806, 7.5, Quiet);
            _paper.Text(page, $"{_invoice.Number}, page {page + 1} of {_paper.Count}", Right, 818, 7.5, Quiet, right: true);
        }
    }

    private void NewPage()
    {
        _paper.AddPage();
        _y = Top;
    }

    private void Room(double height)
    {
        if (_y + height > Bottom) NewPage();
    }

    private void Sum(string name, Money amount, bool strong = false)
    {
        var lines = Fit(name, 125, strong ? 11 : 9).ToList(); // what staff call a promotion may be long
        foreach (var line in lines.Take(lines.Count - 1))
        {
            Text(line, 360, 9);
            _y += 12.5;
        }
        name = lines[^1];
        Text(name, 360, strong ? 11 : 9, strong: strong);
        Text(Amount(amount), Right, strong ? 11 : 9, right: true, strong: strong);
        _y += strong ? 18 : 14;
    }

    private void Cells(double y, string first, string second, string third, string fourth, (byte, byte, byte)? colour = null)
    {
        var (before, texts) = (_y, new[] { first, second, third, fourth });
        _y = y;
        for (var i = 0; i < texts.Length; i++) Text(texts[i], Columns[i], 9, colour, right: true);
        _y = before;
    }

    private void Row(string text, double x, (byte, byte, byte) colour)
    {
        Text(text, x, 9, colour);
        _y += 12.5;
    }

    private void Text(string text, double x, double size, (byte, byte, byte)? colour = null, bool right = false, bool strong = false) =>
        _paper.Text(_paper.Count - 1, text, x, _y + size, size, colour ?? Ink, strong, right);

    private void Rule(double y) => _paper.Line(_paper.Count - 1, Left, Right, y, Hairline);

    // Breaks a text into lines that fit, between words where there are any.
    private static IEnumerable<string> Fit(string text, double width, double size)
    {
        while (PdfPaper.WidthOf(text, size) > width)
        {
            var at = text.Length;
            while (at > 1 && PdfPaper.WidthOf(text[..at], size) > width) at--;
            var space = text.LastIndexOf(' ', at - 1);
            if (space > 0) at = space;
            yield return text[..at].TrimEnd();
            text = text[at..].TrimStart();
        }
        yield return text;
    }

    private string Amount(Money amount) => ((decimal)amount.Minor / _currency.UnitsPerWhole).ToString("N" + _currency.Decimals, CultureInfo.InvariantCulture).Replace("-", "−", StringComparison.Ordinal);

    private static string Rate(int basisPoints) => (basisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
