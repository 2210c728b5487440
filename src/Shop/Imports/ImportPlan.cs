using System.Globalization;

namespace Shop.Imports;

/// <summary>An order to be made: which lines of the survey, and what came back of it.</summary>
internal sealed class PlannedOrder(int invoice, int customer, int country, DateTime at, IReadOnlyList<FileLine> lines, long delivery)
{
    public int Invoice => invoice;
    public int Customer => customer;
    public int Country => country;
    public DateTime At => at;
    public IReadOnlyList<FileLine> Lines => lines;
    public long Delivery => delivery;
    public long Total { get; } = lines.Sum(l => l.Price * l.Quantity) + delivery;
    public long Refunded { get; set; }
    public int[] Returned { get; } = new int[lines.Count];
    public List<PlannedReturn> Returns { get; } = [];
}

/// <summary>Goods that came back on one invoice, all of one order if it is known.</summary>
internal sealed record PlannedReturn(string Number, int Customer, DateTime At, bool IsCancellation)
{
    /// <summary>The lines of the file, with the place of the order's line they came back from.</summary>
    public List<(FileLine Line, int? OrderLine)> Lines { get; } = [];
}

/// <summary>What a survey's lines become: orders in the order of time, each with what came back of it, and what came back of orders nobody knows. The same survey gives the same plan.</summary>
internal sealed class ImportPlan
{
    private readonly Survey _survey;
    private readonly Dictionary<(int Customer, int Product), List<(PlannedOrder Order, int Line)>> _bought = [];
    private readonly Dictionary<int, int> _returnsOf = [];

    private ImportPlan(Survey survey) => _survey = survey;

    public List<PlannedOrder> Orders { get; } = [];
    public List<PlannedReturn> LooseReturns { get; } = [];
    public Dictionary<LineFate, int> Counts { get; } = [];

    public static ImportPlan Of(Survey survey)
    {
        var plan = new ImportPlan(survey);
        var returned = new List<FileLine>();
        foreach (var invoice in survey.Lines.GroupBy(l => l.Invoice)) plan.Sort([.. invoice], returned);
        plan.Orders.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : a.Lines[0].Row.CompareTo(b.Lines[0].Row));
        plan.Match(returned);
        plan.Count();
        return plan;
    }

    /// <summary>By how many each product's stock changes through all of it.</summary>
    public int[] Moved(int products)
    {
        var moved = new int[products];
        foreach (var line in Orders.SelectMany(o => o.Lines)) moved[line.Product] -= line.Quantity;
        foreach (var (line, _) in Orders.SelectMany(o => o.Returns).Concat(LooseReturns).SelectMany(r => r.Lines)) moved[line.Product] += line.Quantity;
        return moved;
    }

    private void Sort(List<FileLine> lines, List<FileLine> returned)
    {
        var customer = lines.Select(l => l.Customer).FirstOrDefault(c => c >= 0, -1);
        foreach (var foreign in lines.Where(l => l.Customer >= 0 && l.Customer != customer)) _survey.Drop(foreign, LineFate.OtherCustomer);
        lines.RemoveAll(l => l.Customer >= 0 && l.Customer != customer);

        returned.AddRange(lines.Where(_survey.IsReturn).Select(l => l with { Customer = customer, Quantity = Math.Abs(l.Quantity) }));
        var goods = lines.Where(l => l.Product >= 0 && !_survey.IsReturn(l)).ToList();
        var delivery = lines.Where(l => l.Product < 0).ToList();
        if (goods.Count > 0) Orders.Add(new PlannedOrder(lines[0].Invoice, customer, goods[0].Country, goods.Min(l => l.At), goods, delivery.Sum(l => l.Price * l.Quantity)));
        else foreach (var line in delivery) _survey.Drop(line, LineFate.DeliveryAlone);
        Count(LineFate.Sold, goods.Count);
        Count(LineFate.Delivery, goods.Count > 0 ? delivery.Count : 0);
    }

    // Time goes by once for sales and returns together: what comes back belongs to the latest order before it that still has so many of the product.
    private void Match(List<FileLine> returned)
    {
        var next = 0;
        foreach (var invoice in returned.GroupBy(l => l.Invoice).OrderBy(g => g.Min(l => l.At)).ThenBy(g => g.First().Row))
        {
            var lines = invoice.ToList();
            var at = lines.Min(l => l.At);
            for (; next < Orders.Count && Orders[next].At <= at; next++) Remember(Orders[next]);
            foreach (var group in lines.Select(l => (Line: l, From: Find(l))).GroupBy(l => l.From?.Order))
            {
                var made = new PlannedReturn(NumberOf(invoice.Key), lines[0].Customer, at, _survey.Invoice(invoice.Key)[0] is 'C' or 'c');
                made.Lines.AddRange(group.Select(l => (l.Line, l.From?.Line)));
                (group.Key?.Returns ?? LooseReturns).Add(made);
            }
            Count(LineFate.Returned, lines.Count);
        }
    }

    private void Remember(PlannedOrder order)
    {
        if (order.Customer < 0) return; // guests cannot be told apart
        for (var i = 0; i < order.Lines.Count; i++)
        {
            var key = (order.Customer, order.Lines[i].Product);
            if (!_bought.TryGetValue(key, out var lines)) _bought[key] = lines = [];
            lines.Add((order, i));
        }
    }

    private (PlannedOrder Order, int Line)? Find(FileLine back)
    {
        if (back.Customer < 0 || !_bought.TryGetValue((back.Customer, back.Product), out var lines)) return null;
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            var (order, line) = lines[i];
            var worth = back.Price * back.Quantity;
            if (order.Lines[line].Quantity - order.Returned[line] < back.Quantity || order.Refunded + worth > order.Total) continue;
            order.Returned[line] += back.Quantity;
            order.Refunded += worth;
            return (order, line);
        }
        return null;
    }

    // One invoice may bring back goods of several orders.
    private string NumberOf(int invoice)
    {
        var before = _returnsOf[invoice] = _returnsOf.GetValueOrDefault(invoice) + 1;
        return before == 1 ? _survey.Invoice(invoice) : string.Create(CultureInfo.InvariantCulture, $"{_survey.Invoice(invoice)}-{before}");
    }

    private void Count()
    {
        foreach (var unused in _survey.Unused) Count(unused.Fate, 1);
        if (Counts.Values.Sum() != _survey.Total) throw new InvalidOperationException($"{Counts.Values.Sum()} lines have a fate, but the file has {_survey.Total}.");
    }

    private void Count(LineFate fate, int lines) => Counts[fate] = Counts.GetValueOrDefault(fate) + lines;
}
