using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Customers;
using Shop.Data;
using Shop.Desk;
using Shop.Loyalty;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>A movement of points as the desk's list has it.</summary>
public sealed record MovementAtDesk
{
    public Guid Id { get; init; }
    public DateTime At { get; init; }
    public PointsMove Kind { get; init; }
    public Guid CustomerId { get; init; }
    public string Member { get; init; } = "";
    public string Number { get; init; } = "";
    public string ByName { get; init; } = "";
    public string? Reason { get; init; }
    public long Issued { get; init; }
    public long Redeemed { get; init; }
    public long Expired { get; init; }

    /// <summary>By how much it changed what can be spent.</summary>
    public long Moved { get; init; }
}

/// <summary>The journal of points, with what each line gave, took and let expire.</summary>
public sealed class JournalList(ShopDb db, CurrentShop shop) : OfficeList<MovementAtDesk>
{
    private static readonly RowList<MovementAtDesk> Declared = new(m => m.Id,
    [
        RowFilters.Date("at", "When", (MovementAtDesk m) => m.At),
        RowFilters.Choice("kind", "Kind", (MovementAtDesk m) => m.Kind, Enum.GetValues<PointsMove>().Select(k => (k, RuleDeskWords.Of(k)))),
        new("book", "Counts as", FilterKind.Choice, (compare, typed, _) => OfBook(typed.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), compare == FilterOperator.Not))
        {
            Choices = [KeyValuePair.Create(nameof(MovementAtDesk.Issued), "Issued"), KeyValuePair.Create(nameof(MovementAtDesk.Redeemed), "Redeemed"), KeyValuePair.Create(nameof(MovementAtDesk.Expired), "Expired")],
        },
        RowFilters.Text("number", "Member number", (MovementAtDesk m) => m.Number, exact: true),
    ], Search);

    public override string Key => "journal";
    public override Area Area => Area.Club;
    public override string Title => "Journal of points";
    public override (string One, string Many) Noun => ("movement", "movements");
    public override string SearchHint => "Member number or reason";
    public override NothingYet Nothing => new("No points have moved yet", "Whatever gives, spends or takes points stands here, one line each, and stays as it is.");
    public override bool LeadsBack => false;
    protected override RowList<MovementAtDesk> Rows => Declared;

    public override IReadOnlyList<Preset> Presets { get; } =
    [
        new("all", "All") { Sort = "-at" }, new("issued", "Issued", "book~is~Issued"), new("redeemed", "Redeemed", "book~is~Redeemed"), new("expired", "Expired", "book~is~Expired"), new("corrected", "Corrected", "kind~is~Adjusted"),
    ];

    protected override IReadOnlyList<Column<MovementAtDesk>> Columns =>
    [
        new("at", "When", m => new Cell(Local(m.At, "d MMM yyyy")) { Note = Local(m.At, "HH:mm") }, m => m.At) { Sort = RowSorts.By((MovementAtDesk m) => m.At) },
        new("member", "Member", m => new Cell(m.Member.Length > 0 ? m.Member : "(no name)") { Note = m.Number }, m => m.Number),
        new("kind", "Kind", m => new Cell(RuleDeskWords.Of(m.Kind)) { Note = m.Reason }, m => RuleDeskWords.Of(m.Kind)),
        new("issued", "Issued", m => Points(m.Issued), m => m.Issued) { Number = true },
        new("redeemed", "Redeemed", m => Points(m.Redeemed), m => m.Redeemed) { Number = true },
        new("expired", "Expired", m => Points(m.Expired), m => m.Expired) { Number = true },
        new("moved", "To spend", m => Points(m.Moved), m => m.Moved) { Number = true },
        new("by", "By", m => new Cell(m.ByName), m => m.ByName) { Shown = false },
    ];

    protected override IQueryable<MovementAtDesk> All() =>
        from t in db.PointsTransactions.AsNoTracking()
        join member in db.Memberships on t.MemberId equals member.Id
        join customer in db.Customers on member.CustomerId equals customer.Id
        select new MovementAtDesk
        {
            Id = t.Id, At = t.At, Kind = t.Kind, CustomerId = customer.Id, Member = customer.Name, Number = member.Number, ByName = t.ByName, Reason = t.Reason, Moved = t.Moved ?? 0,
            Issued = -t.Postings.Where(p => p.Unit == LedgerUnit.Points && p.Book == Book.Issued).Sum(p => p.Amount), Redeemed = t.Postings.Where(p => p.Unit == LedgerUnit.Points && p.Book == Book.Redeemed).Sum(p => p.Amount),
            Expired = t.Postings.Where(p => p.Unit == LedgerUnit.Points && p.Book == Book.Expired).Sum(p => p.Amount),
        };

    protected override string UrlOf(MovementAtDesk row) => $"/backoffice/customers/{row.CustomerId}";

    protected override string NameOf(MovementAtDesk row) => $"{row.Number}, {Local(row.At, "d MMM yyyy HH:mm")}";

    private static Expression<Func<MovementAtDesk, bool>> Search(string word)
    {
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        return m => m.Number == word || m.Reason != null && m.Reason.ToLower().Contains(word);
#pragma warning restore CA1304, CA1311, CA1862
    }

    private static Expression<Func<MovementAtDesk, bool>> OfBook(string[] books, bool not)
    {
        if (books.Length == 0) throw new Kernel.RuleBroken("Choose at least one.");
        if (books.FirstOrDefault(b => b is not (nameof(MovementAtDesk.Issued) or nameof(MovementAtDesk.Redeemed) or nameof(MovementAtDesk.Expired))) is { } none) throw new Kernel.RuleBroken($"“{none}” cannot be chosen.");
        var (issued, redeemed, expired) = (books.Contains(nameof(MovementAtDesk.Issued)), books.Contains(nameof(MovementAtDesk.Redeemed)), books.Contains(nameof(MovementAtDesk.Expired)));
        return m => (issued && m.Issued != 0 || redeemed && m.Redeemed != 0 || expired && m.Expired != 0) != not;
    }

    private static Cell Points(long points) => new(points == 0 ? "" : Html.Number.Of(points));

    private string Local(DateTime utc, string format) => TimeZoneInfo.ConvertTimeFromUtc(utc, shop.Zone).ToString(format, CultureInfo.InvariantCulture);
}
