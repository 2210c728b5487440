using System.Globalization;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Imports;

/// <summary>Everything the file says, read once from end to end: each line has its fate, and each product, customer and invoice is known. The same file gives the same survey.</summary>
internal sealed class Survey
{
    private static readonly HashSet<string> DeliveryCodes = new(StringComparer.OrdinalIgnoreCase) { "POST", "POSTAGE", "DOT", "C2", "CARRIAGE", "SHIPPING", "DELIVERY", "FREIGHT" };

    private static readonly HashSet<string> OtherCodes = new(StringComparer.OrdinalIgnoreCase)
    {
        "M", "MANUAL", "D", "DISCOUNT", "S", "SAMPLE", "SAMPLES", "B", "BANK CHARGES", "BANKCHARGES", "AMAZONFEE", "EBAYFEE", "FEE", "FEES", "CRUK", "COMMISSION", "ADJUST", "ADJUST2", "ADJUSTMENT",
        "TEST", "TEST001", "TEST002", "ROUNDING", "TIP", "DEPOSIT",
    };

    private readonly Interned _invoices = new(), _customers = new(), _countries = new(), _descriptions = new(), _codes = new(), _products = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(int Invoice, int Code, int Description, string Quantity, string Price, DateTime At, int Customer, int Country)> _seen = [];
    private readonly DateReader _dates;
    private readonly NumberFormatInfo _numbers;
    private readonly Currency _currency;
    private readonly DateTime _now;

    private Survey(DateReader dates, Currency currency, char decimalPoint, DateTime now)
    {
        (_dates, _currency, _now) = (dates, currency, now);
        _numbers = new NumberFormatInfo { NumberDecimalSeparator = decimalPoint.ToString(), NumberGroupSeparator = decimalPoint == '.' ? "," : "." };
    }

    public List<FileLine> Lines { get; } = [];
    public List<UnusedLine> Unused { get; } = [];
    public List<SurveyedProduct> Products { get; } = [];
    public int Total { get; private set; }

    public string Invoice(int place) => _invoices[place];
    public string Customer(int place) => _customers[place];
    public string Country(int place) => _countries[place];
    public int CustomerCount => _customers.Count;

    /// <summary>Each customer with their country, as the latest line says, and when they first bought.</summary>
    public IReadOnlyList<(string Number, string Country, DateTime First)> Customers { get; private set; } = [];

    /// <summary>The lines live on in the plan; there may be millions of them.</summary>
    public void ForgetLines()
    {
        Lines.Clear();
        Lines.TrimExcess();
    }

    /// <exception cref="RuleBroken">The file lacks a column, or its dates cannot be understood.</exception>
    public static Survey Of(OrderFile file, ImportSettings settings, DateTime now, Action<long>? progress, CancellationToken ct)
    {
        var survey = new Survey(DateReader.For(SomeDates(file), settings.DateFormat, settings.Zone), Kernel.Currency.Of(settings.Currency), settings.DecimalPoint, now);
        using var reader = new LineReader(file);
        while (reader.Read(out var line))
        {
            survey.Take(line);
            if (++survey.Total % 10_000 != 0) continue;
            progress?.Invoke(survey.Total);
            ct.ThrowIfCancellationRequested();
        }
        survey._seen.Clear();
        survey._seen.TrimExcess();
        survey.DropNameless();
        survey.Customers = survey.FindCustomers();
        progress?.Invoke(survey.Total);
        return survey;
    }

    /// <summary>“C536379” and a negative quantity mean the same: goods came back.</summary>
    public bool IsReturn(FileLine line) => line.Quantity < 0 || IsCancellation(_invoices[line.Invoice]);

    public void Drop(FileLine line, LineFate fate) =>
        Unused.Add(new UnusedLine(line.Row, _invoices[line.Invoice], line.Product < 0 ? "" : Products[line.Product].Code, "", fate));

    private void Take(RawLine raw)
    {
        if (Judge(raw, out var line) is not { } fate) Lines.Add(line);
        else Unused.Add(new UnusedLine(raw.Row, raw.Invoice, raw.Code, raw.Description, fate));
    }

    private LineFate? Judge(RawLine raw, out FileLine line)
    {
        line = default;
        if (raw.IsBlank) return LineFate.Blank;
        if (!raw.IsWhole) return LineFate.WrongShape;
        var (invoice, code) = (raw.Invoice.Trim(), raw.Code.Trim());
        if (invoice.Length is 0 or > Order.NumberMaxLength - 4) return LineFate.NoInvoice;
        if (code.Length is 0 or > Variant.SkuMaxLength) return LineFate.NoCode;
        if (!decimal.TryParse(raw.Quantity, NumberStyles.Number, _numbers, out var number) || number != decimal.Truncate(number) || Math.Abs(number) > int.MaxValue / 2) return LineFate.BadQuantity;
        if (_dates.Read(raw.Date.Trim()) is not { } at) return LineFate.BadDate;
        if (!decimal.TryParse(raw.Price, NumberStyles.Number, _numbers, out var price) || Math.Abs(price) > 1_000_000_000) return LineFate.BadPrice;
        if (at > _now) return LineFate.FutureDate;

        var (customer, quantity) = (CustomerNumber(raw.Customer), (int)number);
        var places = (Invoice: _invoices.Place(invoice), Customer: customer.Length == 0 ? -1 : _customers.Place(customer), Country: _countries.Place(raw.Country.Trim()));
        if (!_seen.Add((places.Invoice, _codes.Place(raw.Code), _descriptions.Place(raw.Description), raw.Quantity, raw.Price, at, places.Customer, places.Country))) return LineFate.Duplicate;

        if (code.StartsWith("gift_", StringComparison.OrdinalIgnoreCase)) return LineFate.GiftVoucher;
        var isDelivery = DeliveryCodes.Contains(code);
        if (!isDelivery && OtherCodes.Contains(code)) return LineFate.NotAProduct;
        if (quantity == 0) return LineFate.NoQuantity;
        if (price < 0) return LineFate.NegativePrice;
        if (price == 0) return quantity < 0 && !IsCancellation(invoice) ? LineFate.StockNote : LineFate.FreeOfCharge;
        var money = _currency.FromDecimal(price);
        if (money.IsZero) return LineFate.BelowSmallestUnit;

        line = new FileLine(raw.Row, places.Invoice, isDelivery ? -1 : ProductPlace(code), quantity, money.Minor, at, places.Customer, places.Country);
        if (isDelivery) return IsReturn(line) ? LineFate.DeliveryReturned : null;
        var product = Products[line.Product];
        product.Describe(_descriptions.Kept(raw.Description.Trim()));
        if (IsReturn(line)) product.TakeBack(at);
        else product.Sell(quantity, money.Minor, at);
        return null;
    }

    private int ProductPlace(string code)
    {
        var place = _products.Place(code);
        if (place == Products.Count) Products.Add(new SurveyedProduct(code.ToUpperInvariant()));
        return place;
    }

    // “17850.0” is how some programs write the number 17850.
    private static string CustomerNumber(string text)
    {
        var number = text.Trim();
        if (number.EndsWith(".0", StringComparison.Ordinal)) number = number[..^2];
        return number.Length <= Shop.Customers.Customer.NumberMaxLength ? number : number[..Shop.Customers.Customer.NumberMaxLength];
    }

    private static bool IsCancellation(string invoice) => invoice.Length > 1 && invoice[0] is ('C' or 'c') && char.IsAsciiDigit(invoice[1]);

    private List<(string Number, string Country, DateTime First)> FindCustomers()
    {
        var known = new (int Country, DateTime First)[_customers.Count];
        Array.Fill(known, (-1, DateTime.MaxValue));
        foreach (var line in Lines.Where(l => l.Customer >= 0))
            known[line.Customer] = (line.Country, line.At < known[line.Customer].First ? line.At : known[line.Customer].First);
        return [.. known.Select((k, i) => (_customers[i], k.Country < 0 ? "" : _countries[k.Country], k.First)).Where(c => c.First < DateTime.MaxValue)];
    }

    private void DropNameless()
    {
        foreach (var line in Lines.Where(IsNameless)) Drop(line, LineFate.NoName);
        Lines.RemoveAll(IsNameless);

        bool IsNameless(FileLine line) => line.Product >= 0 && !Products[line.Product].HasName;
    }

    private static List<string> SomeDates(OrderFile file)
    {
        const int some = 2_000;
        using var reader = new LineReader(file);
        var dates = new HashSet<string>();
        while (dates.Count < some && reader.Read(out var line))
            if (!line.IsBlank && line.Date.Trim() is { Length: > 0 } date) dates.Add(date);
        return [.. dates];
    }

    /// <summary>Keeps each text once and gives it a place.</summary>
    private sealed class Interned(StringComparer? comparer = null)
    {
        private readonly Dictionary<string, int> _places = new(comparer ?? StringComparer.Ordinal);
        private readonly List<string> _texts = [];

        public int Count => _texts.Count;

        public string this[int place] => _texts[place];

        public int Place(string text)
        {
            if (_places.TryGetValue(text, out var place)) return place;
            _places[text] = _texts.Count;
            _texts.Add(text);
            return _texts.Count - 1;
        }

        public string Kept(string text) => _texts[Place(text)];
    }
}
