using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Crm;
using Shop.Customers;
using Shop.Data;
using Shop.Desk;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Html;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.BackOffice.Crm;

/// <summary>A customer as the desk's list has them.</summary>
public sealed record CustomerAtDesk
{
    public Guid Id { get; init; }
    public string Name { get; init; } = "";
    public string Email { get; init; } = "";
    public string? Country { get; init; }
    public DateTime CreatedAt { get; init; }
    public bool Consent { get; init; }
    public CustomerOrigin Origin { get; init; }

    /// <summary>Null for who is not in the club.</summary>
    public Tier? Tier { get; init; }

    /// <summary>As the rules in force call it.</summary>
    public string TierName { get; init; } = "";
    public long? Points { get; init; }
    public CustomerSums Sums { get; init; } = new(0, Money.Zero, null);
}

/// <summary>Everybody who buys here, with what they bought and where they stand in the club.</summary>
public sealed class CustomersList(ShopDb db, CurrentShop shop, MoneyText money, CustomerFile file, ClubTerms terms) : OfficeList<CustomerAtDesk>
{
    private RowList<CustomerAtDesk>? _rows;

    private static readonly RowFilter<CustomerAtDesk>[] Declared =
    [
        RowFilters.Choice("tier", "Tier", (CustomerAtDesk c) => c.Tier, Enum.GetValues<Tier>().Select(t => ((Tier?)t, TierWords.Name(t))).Append((null, "Not in the club"))),
        RowFilters.Number("points", "Points", (CustomerAtDesk c) => c.Points),
        RowFilters.Text("country", "Country", (CustomerAtDesk c) => c.Country),
        RowFilters.Date("joined", "Known since", (CustomerAtDesk c) => c.CreatedAt),
        RowFilters.YesNo<CustomerAtDesk>("consent", "Takes letters", _ => c => c.Consent),
        RowFilters.Text("email", "E-mail", (CustomerAtDesk c) => c.Email),
        RowFilters.Choice("origin", "Known from", (CustomerAtDesk c) => c.Origin, [(CustomerOrigin.Web, "The shop"), (CustomerOrigin.Import, "An import"), (CustomerOrigin.Demo, "The demo"), (CustomerOrigin.Desk, "The desk")]),
    ];

    public override string Key => "customers";
    public override Area Area => Area.Customers;
    public override string Title => "Customers";
    public override (string One, string Many) Noun => ("customer", "customers");
    public override string SearchHint => "Name or e-mail";
    public override NothingYet Nothing => new("No customers yet", "Whoever buys something or opens an account stands here.", "See the shop", "/");
    public override IReadOnlyList<ListLink> Links => [new("Likely the same person", "/backoffice/customers/duplicates", new(Area.Customers, Act.Change))];
    protected override RowList<CustomerAtDesk> Rows => _rows ??= new(c => c.Id, [.. Declared, RowFilters.Happened<CustomerAtDesk>("bought", "Bought", Bought)], Search);

    public override IReadOnlyList<Preset> Presets { get; } =
    [
        new("all", "All") { Sort = "-joined" },
        new("members", "In the club", "tier~is~Member,Silver,Gold,Vip"),
        new("top", "The two top tiers", "tier~is~Gold,Vip"),
        new("new", "New this week", "joined~last~7"),
        new("letters", "Take letters", "consent~is~yes"),
    ];

    protected override IReadOnlyList<Column<CustomerAtDesk>> Columns =>
    [
        new("name", "Name", c => new Cell(c.Name.Length > 0 ? c.Name : "(no name)") { Note = c.Email }, c => c.Name) { Sort = RowSorts.By((CustomerAtDesk c) => c.Name) },
        new("country", "Country", c => new Cell(c.Country ?? ""), c => c.Country),
        new("tier", "Tier", c => c.Tier is { } tier ? new Cell(c.TierName) { Badge = tier >= Tier.Gold ? "warning" : "secondary" } : new Cell(""), c => c.TierName),
        new("points", "Points", c => new Cell(c.Points is { } points ? Number.Of(points) : ""), c => c.Points) { Number = true, Sort = RowSorts.By((CustomerAtDesk c) => c.Points) },
        new("orders", "Orders", c => new Cell(Number.Of(c.Sums.Orders)), c => c.Sums.Orders) { Number = true },
        new("spent", "Spent", c => new Cell(money.Of(c.Sums.Spent)), c => (decimal)c.Sums.Spent.Minor / shop.Currency.UnitsPerWhole) { Number = true },
        new("last", "Last order", c => new Cell(c.Sums.LastOrderAt is { } at ? Local(at) : ""), c => c.Sums.LastOrderAt),
        new("joined", "Known since", c => new Cell(Local(c.CreatedAt)), c => c.CreatedAt) { Sort = RowSorts.By((CustomerAtDesk c) => c.CreatedAt) },
        new("consent", "Takes letters", c => new Cell(c.Consent ? "Yes" : "No"), c => c.Consent),
        new("email", "E-mail", c => new Cell(c.Email), c => c.Email) { Shown = false },
        new("origin", "Known from", c => new Cell(c.Origin.ToString()), c => c.Origin.ToString()) { Shown = false },
    ];

    protected override IQueryable<CustomerAtDesk> All()
    {
        var (members, accounts) = (db.Memberships.Where(m => m.State == MembershipState.Active), db.PointsAccounts);
        return from customer in db.Customers.AsNoTracking()
               where customer.MergedIntoId == null
               join m in members on customer.Id equals m.CustomerId into memberships
               from member in memberships.DefaultIfEmpty()
               join a in accounts on member.AccountId equals a.Id into held
               from account in held.DefaultIfEmpty()
               select new CustomerAtDesk
               {
                   Id = customer.Id, Name = customer.Name, Email = customer.Email ?? "", Country = customer.Country, CreatedAt = customer.CreatedAt, Consent = customer.MarketingConsentAt != null, Origin = customer.Origin,
                   Tier = (Tier?)member.Tier, Points = (long?)account.Available,
               };
    }

    protected override async Task<IReadOnlyList<CustomerAtDesk>> Complete(IReadOnlyList<CustomerAtDesk> rows, CancellationToken ct)
    {
        var sums = await file.SumsOf([.. rows.Select(r => r.Id)], ct);
        var ladder = await terms.Ladder(ct);
        return [.. rows.Select(r => r with { Sums = sums.GetValueOrDefault(r.Id) ?? r.Sums, TierName = r.Tier is { } tier ? ladder.NameOf(tier) : "" })];
    }

    protected override string UrlOf(CustomerAtDesk row) => $"/backoffice/customers/{row.Id}";

    protected override string NameOf(CustomerAtDesk row) => row.Name.Length > 0 ? row.Name : row.Email;

    private static System.Linq.Expressions.Expression<Func<CustomerAtDesk, bool>> Search(string word)
    {
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        return c => c.Name.ToLower().Contains(word) || c.Email.Contains(word);
#pragma warning restore CA1304, CA1311, CA1862
    }

    private System.Linq.Expressions.Expression<Func<CustomerAtDesk, bool>> Bought(DateTime from, DateTime until)
    {
        var orders = db.Orders;
        return c => orders.Any(o => o.CustomerId == c.Id && o.State == OrderState.Confirmed && o.PlacedAt >= from && o.PlacedAt < until);
    }

    private string Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, shop.Zone).ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
