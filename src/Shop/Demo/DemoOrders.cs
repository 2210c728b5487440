using System.Globalization;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Demo;

/// <summary>An article as an order line remembers it.</summary>
internal sealed record Article(Guid ProductId, Guid Id, string Sku, string Name, string? VariantName, string? Picture, TaxClass Tax);

/// <summary>What was bought of an article, at the price of that day.</summary>
internal readonly record struct Chosen(Article Article, Money Price, int Quantity);

/// <summary>An order of the demo with all that hangs on it.</summary>
internal sealed record DemoOrder(Order Order, PaymentAttempt? Attempt, Shipment? Shipment, Return? Return, IReadOnlyList<StockMovement> Movements);

/// <summary>
/// Turns purchases into the orders they would have become: priced by the shop's own quote, promised by its own calendar, paid, packed, sent and here and there sent back,
/// as far as the clock has come.
/// </summary>
/// <param name="voucher">By which a purchase costs less, if by any.</param>
/// <param name="number">Deals the orders' numbers, each once; by itself it draws them and remembers each.</param>
internal sealed class DemoOrders(Func<Purchase, IReadOnlyList<Chosen>> contents, DeliveryMethods methods, CurrentShop shop, DateTime now, ulong seed, Func<string>? number = null, Func<Purchase, Reduction?>? voucher = null)
{
    private const string Provider = "test";
    private static readonly Actor Packer = new(ActorKind.Staff, null, DemoSignIns.Staff.Name);
    private static readonly string[] Refusals = ["The card was declined.", "There is not enough money on the card.", "The bank could not confirm that it was you."];
    private static readonly string[] Reasons = ["Not the colour I expected", "Too small", "Too large", "Arrived broken", "Ordered one too many", "It was a present and not wanted", "Changed my mind"];
    private static readonly HashSet<string> PickUpCountries = [.. Countries.All.Select(c => c.Code).Where(c => PickUpPoints.In(c).Count > 0)];

    private readonly Dictionary<int, long> _invoices = [];
    private readonly HashSet<long> _numbers = [];

    public IEnumerable<NumberSeries> Series => _invoices.Select(year => NumberSeries.UsedUpTo(Invoices.SeriesOf(year.Key), year.Value));

    /// <summary>The purchase's order, behind one that came to nothing if there was such.</summary>
    public IEnumerable<DemoOrder> Of(Purchase purchase, int index, Guid customerId)
    {
        var dice = new Dice(seed, 1_000_000 + (ulong)index);
        if (purchase.Channel == OrderChannel.Web && dice.Happens(0.016) && purchase.At < now.AddDays(-2)) yield return GivenUp(purchase, customerId, dice);
        yield return Made(purchase, customerId, dice);
    }

    private DemoOrder Made(Purchase purchase, Guid customerId, Dice dice)
    {
        var (order, leaves) = Place(purchase, customerId, purchase.At, dice);
        if (purchase.Channel == OrderChannel.Counter) return OverTheCounter(order);

        if (dice.Happens(0.03)) order.PaymentFailed(dice.Pick(Refusals), order.PlacedAt.AddSeconds(40));
        var paidAt = order.PlacedAt.AddSeconds(dice.Between(45, 280));
        if (paidAt > now) paidAt = now;
        var attempt = Pay(order, paidAt);
        var movements = Sold(order, paidAt);
        var shipment = Deliver(order, leaves, dice);
        return new DemoOrder(order, attempt, shipment, null, movements) is var made && order.DeliveredAt is { } at && dice.Happens(0.05) ? SendBack(made, at, dice) : made;
    }

    private DemoOrder GivenUp(Purchase purchase, Guid customerId, Dice dice)
    {
        var (order, _) = Place(purchase, customerId, purchase.At.AddHours(-dice.Between(1, 30)), dice);
        if (dice.Happens(0.5))
        {
            var attempt = Attempt(order);
            attempt.Became(PaymentAttemptState.Canceled, null, order.PayBy!.Value);
            order.Cancel(order.PayBy.Value, Actor.System, "Not paid in time");
            return new DemoOrder(order, attempt, null, null, []);
        }

        var paidAt = order.PlacedAt.AddSeconds(90);
        var paid = Pay(order, paidAt);
        var cancelledAt = paidAt.AddMinutes(dice.Between(4, 50));
        order.Cancel(cancelledAt, Actor.Customer(customerId, order.Email), "Cancelled by the customer");
        order.MarkRefunded(order.Total, cancelledAt.AddSeconds(4), Actor.System, "Money given back");
        var movements = Sold(order, paidAt);
        foreach (var line in order.Lines) movements.Add(Movement(line, StockMovementKind.Return, line.Quantity, order.Id, cancelledAt, $"Order {order.Number} cancelled"));
        return new DemoOrder(order, paid, null, null, movements);
    }

    private (Order Order, DateOnly Leaves) Place(Purchase purchase, Guid customerId, DateTime at, Dice dice)
    {
        var person = purchase.Buyer.Person;
        var atCounter = purchase.Channel == OrderChannel.Counter;
        var chosen = contents(purchase);
        var items = chosen.Select(c => new QuoteItem(c.Article.Id, c.Quantity, c.Price, c.Article.Tax)).ToList();
        List<Reduction> reductions = IsBlackWeek(purchase.Day) ? [new PercentOff("Black week", 1_500)] : [];
        if (voucher?.Invoke(purchase) is { } taken) reductions.Add(taken);
        var rule = VatRates.For(shop.Profile.Country, atCounter ? shop.Profile.Country : person.Address.Country, []);

        var goods = Quote.Of(new QuoteRequest(items, rule) { Reductions = reductions }).Goods;
        var offer = methods.Choose(MethodOf(purchase, dice), person.Address.Country, goods, at)!;
        var quote = Quote.Of(new QuoteRequest(items, rule) { Reductions = reductions, DeliveryPrice = offer.Price });
        var lines = chosen.Zip(quote.Lines, (c, q) => new OrderLine(c.Article.ProductId, c.Article.Id, c.Article.Sku, c.Article.Name, c.Article.VariantName,
            c.Article.Picture, q.Quantity, q.UnitPrice, q.Discount, q.VatBasisPoints, q.Vat)).ToList();
        var pickUp = offer.Method.HasPickUpPoints ? PickUpPoints.Near(person.Address.Country, person.Address.Postcode)[0].Text : null;
        var by = purchase.Channel == OrderChannel.Web ? Actor.Customer(customerId, person.Email) : Packer;
        var order = Order.Place(new OrderRequest(number?.Invoke() ?? Number(dice), customerId, null, purchase.Channel, person.Email, person.Phone, person.Address with { }, null, null,
            shop.Profile.Currency, lines, quote.Goods, quote.Discount, quote.Delivery, quote.Vat, quote.Total, offer.Code, quote.DeliveryVatBasisPoints,
            offer.Dates.From, offer.Dates.To, at.AddMinutes(30), by, PickUpPoint: pickUp, Reductions: OrderReduction.Of(quote)), at);
        return (order, offer.Dates.Leaves);
    }

    private static string MethodOf(Purchase purchase, Dice dice)
    {
        var roll = dice.Roll();
        if (purchase.Channel == OrderChannel.Counter || purchase.Buyer.LivesNear && roll < 0.12) return DeliveryMethods.Store;
        if (roll > 0.94) return DeliveryMethods.Express;
        return PickUpCountries.Contains(purchase.Buyer.Person.Address.Country) && roll > 0.55 ? DeliveryMethods.PickUp : DeliveryMethods.Home;
    }

    // The week that ends with the Monday after the fourth Friday of November.
    private static bool IsBlackWeek(DateOnly day)
    {
        if (day.Month != 11 && day is not { Month: 12, Day: 1 }) return false;
        var first = new DateOnly(day.Year, 11, 1);
        var friday = first.AddDays(((int)DayOfWeek.Friday - (int)first.DayOfWeek + 7) % 7 + 21);
        return day >= friday.AddDays(-4) && day <= friday.AddDays(3);
    }

    private PaymentAttempt Pay(Order order, DateTime at)
    {
        var attempt = Attempt(order);
        attempt.Became(PaymentAttemptState.Succeeded, null, at);
        MarkPaid(order, at, Actor.Gateway);
        return attempt;
    }

    private static PaymentAttempt Attempt(Order order)
    {
        var attempt = PaymentAttempt.Start(order.Id, 1, Provider, order.Total, order.Currency, $"/orders/{order.Token}", order.PlacedAt);
        attempt.Opened($"pi_test_demo_{order.Number.Replace("-", "", StringComparison.Ordinal)}", null, PaymentAttemptState.RequiresPayment, order.PlacedAt.AddSeconds(1));
        return attempt;
    }

    private void MarkPaid(Order order, DateTime at, Actor by)
    {
        order.MarkPaid(order.Total, at, by);
        var year = Period.LocalDay(at, shop.Zone).Year;
        order.Invoice(Invoices.Format(year, _invoices[year] = _invoices.GetValueOrDefault(year) + 1));
    }

    private DemoOrder OverTheCounter(Order order)
    {
        MarkPaid(order, order.PlacedAt, Packer);
        order.MarkShipped(order.PlacedAt, Packer, "Handed over in our shop");
        order.MarkDelivered(order.PlacedAt, Packer);
        var shipment = Shipment.Send(order.Id, "Our shop", null, order.Lines.Select(l => new ShipmentItem(l.Id, l.Quantity)), null, null, order.PlacedAt);
        shipment.Arrive(order.PlacedAt);
        return new DemoOrder(order, null, shipment, null, Sold(order, order.PlacedAt));
    }

    private Shipment? Deliver(Order order, DateOnly leaves, Dice dice)
    {
        var method = DeliveryMethods.Find(order.DeliveryMethod)!;
        var day = Period.StartOf(leaves, shop.Zone);
        var packedAt = Later(day.AddHours(9).AddMinutes(dice.Between(0, 270)), order.PaidAt!.Value.AddMinutes(dice.Between(12, 50)));
        var shippedAt = Later(day.AddHours(15).AddMinutes(dice.Between(0, 75)), packedAt.AddMinutes(20));
        var late = dice.Happens(0.04) ? dice.Between(1, 3) : 0;
        var arrives = order.PromisedFrom!.Value.AddDays(dice.Between(0, order.PromisedTo!.Value.DayNumber - order.PromisedFrom.Value.DayNumber) + late);
        var deliveredAt = Later(Period.StartOf(arrives, shop.Zone).AddHours(9).AddMinutes(dice.Between(0, 560)), shippedAt.AddHours(3));
        var tracking = method.Carrier.Length == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"NP{dice.Between(100_000_000, 999_999_999)}NO");

        if (packedAt > now) return null;
        order.MarkPacked(packedAt, Packer);
        if (shippedAt > now) return null;
        var carrier = method.Carrier.Length == 0 ? "Our shop" : method.Carrier;
        order.MarkShipped(shippedAt, Packer, tracking is null ? "Ready to be collected" : $"Shipped with {carrier}, {tracking}");
        var shipment = Shipment.Send(order.Id, carrier, tracking, order.Lines.Select(l => new ShipmentItem(l.Id, l.Quantity)), order.PromisedFrom, order.PromisedTo, shippedAt);
        if (deliveredAt > now) return shipment;
        order.MarkDelivered(deliveredAt, Actor.System);
        shipment.Arrive(deliveredAt);
        return shipment;
    }

    private DemoOrder SendBack(DemoOrder made, DateTime deliveredAt, Dice dice)
    {
        var order = made.Order;
        var at = deliveredAt.AddDays(dice.Between(3, 24)).AddMinutes(dice.Between(0, 200));
        var everything = order.Lines.Count > 1 && dice.Happens(0.12);
        var kept = everything ? [.. order.Lines] : new List<OrderLine> { dice.Pick(order.Lines) };
        var back = kept.Select(line => (Line: line, Quantity: everything ? line.Quantity : dice.Between(1, line.Quantity))).ToList();
        if (at.AddDays(2) > now) return made;

        var lines = back.Select(b => new ReturnLine(b.Line.Id, b.Line.ProductId, b.Line.VariantId, b.Line.Name, b.Quantity, new Money(b.Line.Total.Minor * b.Quantity / b.Line.Quantity))).ToList();
        var returned = Return.Of($"R-{order.Number}", order.Id, order.CustomerId, dice.Pick(Reasons), lines, at);
        foreach (var (line, quantity) in back) line.Returned += quantity;
        order.MarkRefunded(returned.Refund, at.AddDays(dice.Below(2)).AddMinutes(30), Packer, "Returned goods refunded");
        if (order.Lines.All(l => l.Returned == l.Quantity)) order.MarkReturned(at, Packer);
        var movements = back.Select(b => Movement(b.Line, StockMovementKind.Return, b.Quantity, returned.Id, at, null));
        return made with { Return = returned, Movements = [.. made.Movements, .. movements] };
    }

    private static List<StockMovement> Sold(Order order, DateTime at) => [.. order.Lines.Select(l => Movement(l, StockMovementKind.Sale, -l.Quantity, order.Id, at, null))];

    private static StockMovement Movement(OrderLine line, StockMovementKind kind, int quantity, Guid sourceId, DateTime at, string? reason) =>
        new() { VariantId = line.VariantId!.Value, Kind = kind, Quantity = quantity, SourceId = sourceId, At = at, Reason = reason };

    public static Article ArticleOf(Product product, Variant variant) => new(product.Id, variant.Id, variant.Sku, product.Name, variant.Name.Length == 0 ? null : variant.Name,
        product.Pictures.OrderByDescending(p => variant.Options.Any(o => o.Value == p.Colour)).FirstOrDefault()?.File, product.TaxClass);

    private static DateTime Later(DateTime a, DateTime b) => a > b ? a : b;

    private string Number(Dice dice)
    {
        while (true)
            if (OrderNumbers.New(dice.Below) is var drawn && _numbers.Add(Packed(drawn))) return drawn;
    }

    // Six bits a letter: a million of them take little room.
    private static long Packed(string drawn) => drawn.Aggregate(0L, (packed, letter) => packed << 6 | (long)(letter - '-'));
}
