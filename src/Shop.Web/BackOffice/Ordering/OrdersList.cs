using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Customers;
using Shop.Data;
using Shop.Desk;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Html;
using Shop.Web.Storefront.Ordering;

namespace Shop.Web.BackOffice.Ordering;

/// <summary>An order as the desk's list has it.</summary>
public sealed record OrderAtDesk
{
    public Guid Id { get; init; }
    public Guid? CustomerId { get; init; }
    public string Number { get; init; } = "";
    public DateTime PlacedAt { get; init; }
    public string Email { get; init; } = "";
    public string Name { get; init; } = "";
    public string Country { get; init; } = "";
    public OrderState State { get; init; }
    public PaymentState Payment { get; init; }
    public DeliveryState Delivery { get; init; }
    public DateOnly? PromisedFrom { get; init; }
    public DateOnly? PromisedTo { get; init; }
    public string Method { get; init; } = "";
    public OrderChannel Channel { get; init; }
    public string? InvoiceNumber { get; init; }
    public Money Total { get; init; }
    public Money Refunded { get; init; }
    public Money Captured { get; init; }
    public int Items { get; init; }

    /// <summary>On its way with a carrier, and nobody can follow it.</summary>
    public bool Untracked { get; init; }
}

/// <summary>All orders, for who packs, sends, answers and counts.</summary>
public sealed class OrdersList(ShopDb db, CurrentShop shop, MoneyText money) : OfficeList<OrderAtDesk>
{
    private const string Standing = "state~is~Confirmed", MayBeLate = "delivery~is~Open,Packed,Shipped";
    private const int MostPrinted = 200, ReadThrough = 100_000, MostPeople = 500, MostWords = 5;
    private static readonly TimeSpan PatienceForMoney = TimeSpan.FromDays(1);

    private RowList<OrderAtDesk>? _rows;

    private static readonly RowFilter<OrderAtDesk>[] Declared =
    [
        RowFilters.Choice("state", "State", (OrderAtDesk o) => o.State, [(OrderState.Placed, "Waiting for payment"), (OrderState.Confirmed, "Confirmed"), (OrderState.Cancelled, "Cancelled")]),
        RowFilters.Choice("delivery", "Goods", (OrderAtDesk o) => o.Delivery, [(DeliveryState.Open, "Not packed"), (DeliveryState.Packed, "Packed"), (DeliveryState.Shipped, "On the way"), (DeliveryState.Delivered, "Delivered"), (DeliveryState.Returned, "Returned")]),
        RowFilters.Choice("payment", "Payment", (OrderAtDesk o) => o.Payment, [(PaymentState.Unpaid, "Unpaid"), (PaymentState.Authorized, "Authorised"), (PaymentState.Paid, "Paid"), (PaymentState.PartlyRefunded, "Partly refunded"), (PaymentState.Refunded, "Refunded"), (PaymentState.Unknown, "Being checked")]),
        RowFilters.Date("placed", "Placed", (OrderAtDesk o) => o.PlacedAt),
        RowFilters.Date("promised", "Promised", (OrderAtDesk o) => o.PromisedTo),
        RowFilters.Money("total", "Total", (OrderAtDesk o) => o.Total),
        RowFilters.Text("email", "E-mail", (OrderAtDesk o) => o.Email),
        RowFilters.Text("country", "Country", (OrderAtDesk o) => o.Country),
        RowFilters.Choice("method", "Delivery", (OrderAtDesk o) => o.Method, DeliveryMethods.All.Select(m => (m.Code, m.Name))),
        RowFilters.Choice("channel", "Channel", (OrderAtDesk o) => o.Channel, Enum.GetValues<OrderChannel>().Select(c => (c, c.ToString()))),
        RowFilters.YesNo<OrderAtDesk>("late", "Past its promised date", context => Late(context.Today)),
        RowFilters.YesNo<OrderAtDesk>("long-unpaid", "Unpaid for more than a day", context => LongUnpaid(context.Now - PatienceForMoney)),
        RowFilters.YesNo<OrderAtDesk>("untracked", "On the way without a number", _ => o => o.State == OrderState.Confirmed && o.Delivery == DeliveryState.Shipped && o.Untracked),
    ];

    public override string Key => "orders";
    public override (string Words, string Url)? Create => ("New order for a customer", "/backoffice/orders/new");
    public override Right CreateNeeds => new(Area.Customers, Act.Change);
    public override Area Area => Area.Orders;
    public override string Title => "Orders";
    public override (string One, string Many) Noun => ("order", "orders");
    public override string SearchHint => "Number, name or e-mail";
    public override NothingYet Nothing => new("No orders yet", "What customers buy stands here, from the payment to the delivery.", "See the shop", "/");
    protected override RowList<OrderAtDesk> Rows => _rows ??= new(o => o.Id, [.. Declared, RowFilters.YesNo<OrderAtDesk>("again", "By who had bought before", _ => Again()), RowFilters.YesNo<OrderAtDesk>("member", "By a member", _ => ByMember())], Search);

    public override IReadOnlyList<Preset> Presets { get; } =
    [
        new("all", "All") { Sort = "-placed" },
        new("to-pack", "To pack", Standing, "delivery~is~Open") { Sort = "promised", Counted = true, Empty = "Everything is packed." },
        new("to-send", "To send", Standing, "delivery~is~Packed") { Sort = "promised", Counted = true, Empty = "All that is packed was sent." },
        new("unpaid", "Unpaid", "state~is~Placed") { Counted = true, Empty = "Every order is paid." },
        new("on-the-way", "On the way", Standing, "delivery~is~Shipped"),
        new("late", "Late", Standing, MayBeLate, "late~is~yes") { Sort = "promised", Counted = true, Empty = "No order is late." },
        new("today", "Today", "placed~last~1") { Counted = true },
        new("delivered", "Delivered", "delivery~is~Delivered"),
        new("returned", "Returned", Standing, "delivery~is~Returned"),
        new("cancelled", "Cancelled", "state~is~Cancelled"),
    ];

    public override IReadOnlyList<BulkAction> Actions { get; } =
    [
        new("pack", "Pack")
        {
            Effect = "Each is marked as packed, and its history says by whom. What is not paid, cancelled or packed already stays as it is and is named afterwards.",
            One = async (services, id, by, ct) =>
            {
                var (db, clock) = (services.GetRequiredService<ShopDb>(), services.GetRequiredService<TimeProvider>());
                var order = await db.Orders.SingleOrDefaultAsync(o => o.Id == id, ct) ?? throw new RuleBroken("This order is not there any more.");
                order.MarkPacked(clock.GetUtcNow().UtcDateTime, by);
                await db.SaveChangesAsync(ct);
            },
        },
        new("pick-list", "Print a pick list") { PrintUrl = "/backoffice/orders/papers/pick-list", MostRows = MostPrinted, Needs = Act.See },
        new("packing-slips", "Print packing slips") { PrintUrl = "/backoffice/orders/papers/packing-slips", MostRows = MostPrinted, Needs = Act.See },
        new("invoices", "Print invoices") { PrintUrl = "/backoffice/orders/papers/invoices", MostRows = MostPrinted, Needs = Act.See },
    ];

    protected override IReadOnlyList<Column<OrderAtDesk>> Columns =>
    [
        new("number", "Order", o => new Cell(o.Number) { Note = o.Items == 1 ? "1 item" : $"{o.Items} items" }, o => o.Number) { Sort = RowSorts.By((OrderAtDesk o) => o.Number) },
        new("customer", "Customer", o => new Cell(o.Name) { Note = $"{o.Email}, {o.Country}" }, o => o.Name),
        new("placed", "Placed", o => new Cell(Local(o.PlacedAt, "d MMM yyyy")) { Note = Local(o.PlacedAt, "HH:mm") }, o => o.PlacedAt) { Sort = RowSorts.By((OrderAtDesk o) => o.PlacedAt) },
        new("promised", "Promised", o => new Cell(o is { PromisedFrom: { } from, PromisedTo: { } to } ? DateText.Days(from, to) : ""), o => o.PromisedTo) { Sort = RowSorts.By((OrderAtDesk o) => o.PromisedFrom) },
        new("state", "State", o => OrderWords.ForStaff(o.State, o.Payment, o.Delivery) is var (text, badge) ? new Cell(text) { Badge = badge } : new Cell(""), o => OrderWords.ForStaff(o.State, o.Payment, o.Delivery).Text),
        new("total", "Total", o => new Cell(money.Of(o.Total)), o => Plain(o.Total)) { Sort = RowSorts.By((OrderAtDesk o) => o.Total), Number = true },
        new("email", "E-mail", o => new Cell(o.Email), o => o.Email) { Shown = false },
        new("country", "Country", o => new Cell(o.Country), o => o.Country) { Shown = false },
        new("payment", "Payment", o => new Cell(o.Payment.ToString()), o => o.Payment.ToString()) { Shown = false },
        new("method", "Delivery", o => new Cell(DeliveryMethods.NameOf(o.Method)), o => o.Method) { Shown = false },
        new("channel", "Channel", o => new Cell(o.Channel.ToString()), o => o.Channel.ToString()) { Shown = false },
        new("invoice", "Invoice", o => new Cell(o.InvoiceNumber ?? ""), o => o.InvoiceNumber) { Shown = false },
        new("items", "Items", o => new Cell(Number.Of(o.Items)), o => o.Items) { Shown = false, Number = true },
        new("revenue", "Revenue", o => new Cell(money.Of(o.Captured - o.Refunded)), o => Plain(o.Captured - o.Refunded)) { Shown = false, Number = true },
        new("refunded", "Given back", o => new Cell(money.Of(o.Refunded)), o => Plain(o.Refunded)) { Shown = false, Number = true },
    ];

    protected override IQueryable<OrderAtDesk> All()
    {
        var parcels = db.Shipments;
        return db.Orders.AsNoTracking().Select(o => new OrderAtDesk
        {
            Id = o.Id, CustomerId = o.CustomerId, Number = o.Number, PlacedAt = o.PlacedAt, Email = o.Email, Name = o.Delivery.Name, Country = o.Delivery.Country, State = o.State, Payment = o.Payment, Delivery = o.DeliveryState,
            PromisedFrom = o.PromisedFrom, PromisedTo = o.PromisedTo, Method = o.DeliveryMethod, Channel = o.Channel, InvoiceNumber = o.InvoiceNumber, Total = o.Total, Refunded = o.Refunded, Captured = o.Captured, Items = o.Lines.Sum(l => l.Quantity),
            // What is fetched at the shop has no carrier, and needs no number.
            Untracked = parcels.Any(p => p.OrderId == o.Id && p.Carrier != "" && p.TrackingNumber == null && p.DeliveredAt == null),
        });
    }

    // So many orders cannot be read through for a word: it begins the number or the address, or is in the customer's name, and each of these is found by an index.
    protected override async Task<IQueryable<OrderAtDesk>> Searched(IQueryable<OrderAtDesk> rows, string search, ListContext context, CancellationToken ct)
    {
        if (await db.Orders.Take(ReadThrough + 1).CountAsync(ct) <= ReadThrough) return await base.Searched(rows, search, context, ct);
        foreach (var word in search.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostWords))
        {
            var (number, numberEnd, emailEnd) = (word.ToUpperInvariant(), word.ToUpperInvariant() + "\uffff", word + "\uffff");
#pragma warning disable CA1304, CA1309, CA1311, CA1862 // becomes comparisons of the database
            var people = await db.Customers.Where(c => c.Name.ToLower().Contains(word)).OrderBy(c => c.Id).Select(c => (Guid?)c.Id).Take(MostPeople).ToListAsync(ct);
            rows = rows.Where(o => string.Compare(o.Number, number) >= 0 && string.Compare(o.Number, numberEnd) < 0 || string.Compare(o.Email, word) >= 0 && string.Compare(o.Email, emailEnd) < 0
                || people.Contains(o.CustomerId) || o.CustomerId == null && o.Name.ToLower().Contains(word));
#pragma warning restore CA1304, CA1309, CA1311, CA1862
        }
        return rows;
    }

    protected override string UrlOf(OrderAtDesk row) => $"/backoffice/orders/{row.Number}";

    protected override string NameOf(OrderAtDesk row) => row.Number;

    // Each word may be in the number, the address or the name, in any order.
    private static System.Linq.Expressions.Expression<Func<OrderAtDesk, bool>> Search(string word)
    {
        var part = word.ToUpperInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        return o => o.Number.Contains(part) || o.Email.Contains(word) || o.Name.ToLower().Contains(word);
#pragma warning restore CA1304, CA1311, CA1862
    }

    private static System.Linq.Expressions.Expression<Func<OrderAtDesk, bool>> Late(DateOnly today) =>
        o => o.State == OrderState.Confirmed && (o.Delivery == DeliveryState.Open || o.Delivery == DeliveryState.Packed || o.Delivery == DeliveryState.Shipped) && o.PromisedTo < today;

    private System.Linq.Expressions.Expression<Func<OrderAtDesk, bool>> Again()
    {
        var orders = db.Orders;
        return o => o.CustomerId != null && orders.Any(e => e.CustomerId == o.CustomerId && e.State == OrderState.Confirmed && e.PlacedAt < o.PlacedAt);
    }

    private System.Linq.Expressions.Expression<Func<OrderAtDesk, bool>> ByMember()
    {
        var members = db.Memberships;
        return o => members.Any(m => m.CustomerId == o.CustomerId && m.State == MembershipState.Active);
    }

    private static System.Linq.Expressions.Expression<Func<OrderAtDesk, bool>> LongUnpaid(DateTime before) => o => o.State == OrderState.Placed && o.PlacedAt < before;

    private string Local(DateTime utc, string format) => TimeZoneInfo.ConvertTimeFromUtc(utc, shop.Zone).ToString(format, CultureInfo.InvariantCulture);

    private decimal Plain(Money amount) => (decimal)amount.Minor / shop.Currency.UnitsPerWhole;
}
