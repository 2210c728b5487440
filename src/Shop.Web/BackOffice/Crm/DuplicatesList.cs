using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Crm;
using Shop.Customers;
using Shop.Data;
using Shop.Desk;
using Shop.Kernel;
using Shop.Web.BackOffice.Lists;

namespace Shop.Web.BackOffice.Crm;

/// <summary>Two records that look like one person, as the desk's list has them.</summary>
public sealed record LikenessAtDesk
{
    public Guid Id { get; init; }
    public Guid OneId { get; init; }
    public Guid OtherId { get; init; }
    public string One { get; init; } = "";
    public string OneEmail { get; init; } = "";
    public DateTime OneSince { get; init; }
    public string Other { get; init; } = "";
    public string OtherEmail { get; init; } = "";
    public DateTime OtherSince { get; init; }
    public LikenessKind Why { get; init; }
    public DateTime FoundAt { get; init; }
    public DateTime? DismissedAt { get; init; }
    public string? DismissedBy { get; init; }
}

/// <summary>Records that may be one person, for somebody who knows to say so.</summary>
public sealed class DuplicatesList(ShopDb db, CurrentShop shop) : OfficeList<LikenessAtDesk>
{
    private static readonly LikenessKind[] Kinds = [LikenessKind.Mailbox, LikenessKind.NameAndPlace, LikenessKind.Phone];

    private static readonly RowList<LikenessAtDesk> Declared = new(l => l.Id,
    [
        RowFilters.Choice("why", "Why", (LikenessAtDesk l) => l.Why, Enumerable.Range(1, 7).Select(k => ((LikenessKind)k, Words((LikenessKind)k)))),
        RowFilters.Date("found", "Found", (LikenessAtDesk l) => l.FoundAt),
        RowFilters.YesNo<LikenessAtDesk>("two", "Said to be two people", _ => l => l.DismissedAt != null),
    ], Search);

    public override string Key => "duplicates";
    public override string Url => "/backoffice/customers/duplicates";
    public override Area Area => Area.Customers;
    public override string Title => "Likely the same person";
    public override (string One, string Many) Noun => ("pair", "pairs");
    public override string SearchHint => "Name or e-mail";
    public override NothingYet Nothing => new("No two records look like one person", "Every night the shop compares mailboxes, telephone numbers, and names with postcodes. From a customer's page any two records can be merged.", "All customers", "/backoffice/customers");
    public override IReadOnlyList<ListLink> Links => [new("All customers", "/backoffice/customers", new(Area.Customers, Act.See))];
    protected override RowList<LikenessAtDesk> Rows => Declared;

    public override IReadOnlyList<Preset> Presets { get; } =
    [
        new("open", "To look at", "two~is~no") { Sort = "-found", Counted = true, Empty = "Nobody is likely here twice." },
        new("two", "Two people", "two~is~yes") { Sort = "-found", Empty = "Nobody was said to be two people yet." },
    ];

    public override IReadOnlyList<BulkAction> Actions { get; } =
    [
        new("two", "They are two people")
        {
            Effect = "They are not proposed again; nothing changes in the records.",
            One = (services, id, by, ct) => Change(services, id, (likeness, now) => likeness.Dismiss(by, now), ct),
        },
        new("again", "Propose them again")
        {
            Effect = "They stand among those to look at again.",
            One = (services, id, _, ct) => Change(services, id, (likeness, _) => likeness.LookAgain(), ct),
        },
    ];

    protected override IReadOnlyList<Column<LikenessAtDesk>> Columns =>
    [
        new("one", "Record", l => new Cell(Name(l.One, l.OneEmail)) { Note = $"{l.OneEmail} · since {Local(l.OneSince)}" }, l => Name(l.One, l.OneEmail)),
        new("other", "And", l => new Cell(Name(l.Other, l.OtherEmail)) { Note = $"{l.OtherEmail} · since {Local(l.OtherSince)}", Url = $"/backoffice/customers/{l.OtherId}" }, l => Name(l.Other, l.OtherEmail)),
        new("why", "Why", l => new Cell(Words(l.Why)) { Note = l.DismissedBy is { } by ? $"Two people, says {by}" : null }, l => Words(l.Why)),
        new("found", "Found", l => new Cell(Local(l.FoundAt)), l => l.FoundAt) { Sort = RowSorts.By((LikenessAtDesk l) => l.FoundAt) },
    ];

    /// <summary>“Same mailbox and telephone”.</summary>
    public static string Words(LikenessKind why) => "Same " + string.Join(" and ", Kinds.Where(k => why.HasFlag(k)).Select(k => k switch { LikenessKind.Mailbox => "mailbox", LikenessKind.Phone => "telephone", _ => "name and postcode" }));

    protected override IQueryable<LikenessAtDesk> All() =>
        from likeness in db.Likenesses.AsNoTracking()
        join one in db.Customers on likeness.OneId equals one.Id
        join other in db.Customers on likeness.OtherId equals other.Id
        select new LikenessAtDesk
        {
            Id = likeness.Id, OneId = one.Id, OtherId = other.Id, One = one.Name, OneEmail = one.Email ?? "", OneSince = one.CreatedAt, Other = other.Name, OtherEmail = other.Email ?? "", OtherSince = other.CreatedAt,
            Why = likeness.Why, FoundAt = likeness.FoundAt, DismissedAt = likeness.DismissedAt, DismissedBy = likeness.DismissedBy,
        };

    protected override string UrlOf(LikenessAtDesk row) => $"/backoffice/customers/{row.OneId}/merge/{row.OtherId}";

    protected override string NameOf(LikenessAtDesk row) => $"{Name(row.One, row.OneEmail)} and {Name(row.Other, row.OtherEmail)}";

    private static async Task Change(IServiceProvider services, Guid id, Action<Likeness, DateTime> how, CancellationToken ct)
    {
        var db = services.GetRequiredService<ShopDb>();
        var likeness = await db.Likenesses.SingleOrDefaultAsync(l => l.Id == id, ct) ?? throw new RuleBroken("They are not proposed any more.");
        how(likeness, services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(ct);
    }

    private static Expression<Func<LikenessAtDesk, bool>> Search(string word)
    {
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        return l => l.One.ToLower().Contains(word) || l.Other.ToLower().Contains(word) || l.OneEmail.Contains(word) || l.OtherEmail.Contains(word);
#pragma warning restore CA1304, CA1311, CA1862
    }

    private static string Name(string name, string email) => name.Length > 0 ? name : email.Length > 0 ? email : "(no name)";

    private string Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, shop.Zone).ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
