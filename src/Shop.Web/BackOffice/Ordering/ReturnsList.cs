using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Desk;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Storefront.Ordering;

namespace Shop.Web.BackOffice.Ordering;

/// <summary>A return as the desk's list has it.</summary>
public sealed record ReturnAtDesk
{
    public Guid Id { get; init; }
    public string Number { get; init; } = "";
    public string Order { get; init; } = "";
    public string Customer { get; init; } = "";
    public int Pieces { get; init; }
    public ReturnState State { get; init; }
    public DateTime RequestedAt { get; init; }

    /// <summary>Since when money waits to go back; null where none does.</summary>
    public DateTime? OwedSince { get; init; }
}

/// <summary>Goods on their way back, for who answers, opens the parcels and pays back.</summary>
public sealed class ReturnsList(ShopDb db, CurrentShop shop) : OfficeList<ReturnAtDesk>
{
    private static readonly TimeSpan PatienceForMoney = TimeSpan.FromHours(1);

    private static readonly RowList<ReturnAtDesk> Declared = new(r => r.Id,
    [
        RowFilters.Choice("state", "State", (ReturnAtDesk r) => r.State, Enum.GetValues<ReturnState>().Select(s => (s, ReturnWords.ForStaff(s).Text))),
        RowFilters.Date("asked", "Asked", (ReturnAtDesk r) => r.RequestedAt),
        RowFilters.Number("pieces", "Pieces", (ReturnAtDesk r) => r.Pieces),
        RowFilters.Text("order", "Order", (ReturnAtDesk r) => r.Order),
        RowFilters.YesNo<ReturnAtDesk>("owed", "Money still to give back", _ => r => r.OwedSince != null),
        RowFilters.YesNo<ReturnAtDesk>("owed-long", "Money waits for more than an hour", context => OwedBefore(context.Now - PatienceForMoney)),
    ], Search);

    public override string Key => "returns";
    public override Area Area => Area.Returns;
    public override string Title => "Returns";
    public override (string One, string Many) Noun => ("return", "returns");
    public override string SearchHint => "Return, order or name";
    public override NothingYet Nothing => new("Nothing was sent back yet", "What customers want to send back stands here, from their question to their money.");
    protected override RowList<ReturnAtDesk> Rows => Declared;

    public override IReadOnlyList<Preset> Presets { get; } =
    [
        new("all", "All") { Sort = "-asked" },
        new("to-answer", "To answer", "state~is~Requested") { Sort = "asked", Counted = true, Empty = "Nobody waits for an answer." },
        new("to-receive", "On their way to us", "state~is~Approved") { Sort = "asked", Counted = true, Empty = "No parcel is on its way to us." },
        new("owed", "Money still to give back", "owed~is~yes") { Sort = "asked", Counted = true, Empty = "All money was given back." },
        new("owed-long", "Money waits for long", "owed-long~is~yes") { Sort = "asked", Empty = "No money waits for long." },
    ];

    protected override IReadOnlyList<Column<ReturnAtDesk>> Columns =>
    [
        new("number", "Return", r => new Cell(r.Number), r => r.Number) { Sort = RowSorts.By((ReturnAtDesk r) => r.Number) },
        new("order", "Order", r => new Cell(r.Order) { Url = $"/backoffice/orders/{r.Order}" }, r => r.Order),
        new("customer", "Customer", r => new Cell(r.Customer), r => r.Customer),
        new("pieces", "Pieces", r => new Cell(Html.Number.Of(r.Pieces)), r => r.Pieces) { Number = true },
        new("asked", "Asked", r => new Cell(Local(r.RequestedAt, "d MMM yyyy")) { Note = Local(r.RequestedAt, "HH:mm") }, r => r.RequestedAt) { Sort = RowSorts.By((ReturnAtDesk r) => r.RequestedAt) },
        new("state", "State", r => ReturnWords.ForStaff(r.State) is var (text, badge) ? new Cell(text) { Badge = badge, Note = r.OwedSince is null ? null : "Money still to give back" } : new Cell(""), r => ReturnWords.ForStaff(r.State).Text),
    ];

    protected override IQueryable<ReturnAtDesk> All()
    {
        var made = db.Returns;
        return from request in db.ReturnRequests.AsNoTracking()
               join order in db.Orders on request.OrderId equals order.Id
               select new ReturnAtDesk
               {
                   Id = request.Id, Number = request.Number, Order = order.Number, Customer = order.Delivery.Name, Pieces = request.Lines.Sum(l => l.Quantity), State = request.State, RequestedAt = request.RequestedAt,
                   OwedSince = made.Where(m => m.Id == request.ReturnId && m.PaidBackAt == null && m.Card > Money.Zero).Select(m => (DateTime?)m.At).FirstOrDefault(),
               };
    }

    protected override string UrlOf(ReturnAtDesk row) => $"/backoffice/returns/{row.Number}";

    protected override string NameOf(ReturnAtDesk row) => row.Number;

    private static Expression<Func<ReturnAtDesk, bool>> Search(string word)
    {
        var part = word.ToUpperInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        return r => r.Number.Contains(part) || r.Order.Contains(part) || r.Customer.ToLower().Contains(word);
#pragma warning restore CA1304, CA1311, CA1862
    }

    private static Expression<Func<ReturnAtDesk, bool>> OwedBefore(DateTime before) => r => r.OwedSince < before;

    private string Local(DateTime utc, string format) => TimeZoneInfo.ConvertTimeFromUtc(utc, shop.Zone).ToString(format, CultureInfo.InvariantCulture);
}
