using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Imports;

/// <summary>Makes the orders and returns of a plan: paid and delivered on the day the file says, at the file's prices, VAT of the shop's country included.</summary>
internal sealed class ImportedOrders(Survey survey, IReadOnlyList<(Guid Product, Guid Variant, string Sku, string Name)> products, IReadOnlyDictionary<string, Guid> customers, ImportSettings settings)
{
    private const string Method = "Delivered before the import";
    internal const string Cancelled = "Cancelled invoice";
    internal const string Negative = "Negative quantity";
    private static readonly Actor Import = new(ActorKind.System, null, "Import");

    private readonly VatRule _vat = VatRates.For(settings.HomeCountry, settings.HomeCountry, []);
    private readonly Dictionary<string, string> _countries = [];

    /// <returns>The order, its returns, and what that did to the stock.</returns>
    public (Order Order, IReadOnlyList<Return> Returns, IReadOnlyList<StockMovement> Movements) Make(PlannedOrder planned)
    {
        var number = survey.Invoice(planned.Invoice);
        var quote = Quote.Of(new QuoteRequest([.. planned.Lines.Select(l => new QuoteItem(products[l.Product].Variant, l.Quantity, new Money(l.Price), TaxClass.Standard))], _vat) { DeliveryPrice = new Money(planned.Delivery) });
        var lines = planned.Lines.Zip(quote.Lines, (line, quoted) => products[line.Product] is var p
            ? new OrderLine(p.Product, p.Variant, p.Sku, p.Name, null, null, quoted.Quantity, quoted.UnitPrice, quoted.Discount, quoted.VatBasisPoints, quoted.Vat) : null!).ToList();
        var (customer, name, email) = Who(planned.Customer, number);
        var address = new Address(name, null, "", null, "", "", null, CountryOf(planned.Country));
        var order = Order.Place(new OrderRequest(number, customer, null, OrderChannel.Import, email, null, address, null, null, settings.Currency, lines,
            quote.Goods, quote.Discount, quote.Delivery, quote.Vat, quote.Total, Method, quote.DeliveryVatBasisPoints, null, null, null, Import), planned.At);
        order.MarkPaid(order.Total, planned.At, Import);
        order.Invoice(number);
        order.MarkShipped(planned.At, Import, "Sent before the import");
        order.MarkDelivered(planned.At, Import);

        var movements = lines.Select(l => Movement(l.VariantId!.Value, StockMovementKind.Sale, -l.Quantity, order.Id, planned.At)).ToList();
        var returns = new List<Return>();
        foreach (var back in planned.Returns)
        {
            foreach (var (line, from) in back.Lines) lines[from!.Value].Returned += line.Quantity;
            var made = Make(back, order, lines);
            returns.Add(made.Return);
            movements.AddRange(made.Movements);
            order.MarkRefunded(made.Return.Refund, back.At, Import, $"Returned with {back.Number}");
        }
        if (lines.All(l => l.Returned == l.Quantity)) order.MarkReturned(planned.Returns.Max(r => r.At), Import);
        return (order, returns, movements);
    }

    /// <summary>A return whose order is not known belongs to a customer only, or to nobody.</summary>
    public (Return Return, IReadOnlyList<StockMovement> Movements) Make(PlannedReturn back, Order? order = null, List<OrderLine>? ofOrder = null)
    {
        var lines = back.Lines.Select(b => products[b.Line.Product] is var p
            ? new ReturnLine(b.OrderLine is { } at ? ofOrder![at].Id : null, p.Product, p.Variant, p.Name, b.Line.Quantity, new Money(b.Line.Price * b.Line.Quantity)) : null!).ToList();
        var made = Return.Of(back.Number, order?.Id, Who(back.Customer, back.Number).Id, back.IsCancellation ? Cancelled : Negative, lines, back.At);
        return (made, [.. lines.Select(l => Movement(l.VariantId!.Value, StockMovementKind.Return, l.Quantity, made.Id, back.At))]);
    }

    // “.invalid” is reserved for names that lead nowhere: nobody can be written to by mistake.
    private (Guid? Id, string Name, string Email) Who(int customer, string number) => customer >= 0
        ? (customers[survey.Customer(customer)], NameOf(survey.Customer(customer)), $"customer-{Slugs.Of(survey.Customer(customer))}@import.invalid")
        : (null, "Guest", $"guest-{Slugs.Of(number)}@import.invalid");

    public static string NameOf(string customer) => $"Customer {customer}";

    private string CountryOf(int country)
    {
        var name = survey.Country(country);
        return _countries.TryGetValue(name, out var code) ? code : _countries[name] = CountryNames.CodeOf(name);
    }

    private static StockMovement Movement(Guid variantId, StockMovementKind kind, int quantity, Guid sourceId, DateTime at) =>
        new() { VariantId = variantId, Kind = kind, Quantity = quantity, SourceId = sourceId, At = at };
}
