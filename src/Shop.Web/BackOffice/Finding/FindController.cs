using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Ordering;
using Shop.Web.Accounts;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Finding;

/// <summary>Finds pages, things to do and records by a few letters; only what whoever asks may open.</summary>
[Route("backoffice/find"), AnyStaff("each find is left out for who lacks its right")]
public sealed class FindController(ShopDb db, ListDesk desk) : Controller
{
    private const int MostOfEach = 6;
    private const int LongestQuery = 100;

    private static readonly (string Words, string Url, Right Needs)[] ToDo =
    [
        ("Create a promotion or coupon", "/backoffice/promotions/new", new(Area.Promotions, Act.Change)),
        ("Create a reward", "/backoffice/rewards/new", new(Area.Club, Act.Approve)),
        ("Pack orders", "/backoffice/orders?view=to-pack", new(Area.Orders, Act.Change)),
        ("Send orders", "/backoffice/orders?view=to-send", new(Area.Orders, Act.Change)),
        ("Orders past their promised date", "/backoffice/orders?view=late", new(Area.Orders, Act.See)),
        ("Make an order for a customer", "/backoffice/orders/new", new(Area.Customers, Act.Change)),
        ("Merge customers who are the same person", "/backoffice/customers/duplicates", new(Area.Customers, Act.Change)),
        ("Answer returns", "/backoffice/returns?view=to-answer", new(Area.Returns, Act.Change)),
        ("Judge reviews", "/backoffice/reviews", new(Area.Reviews, Act.Change)),
        ("Answer messages", "/backoffice/messages", new(Area.Messages, Act.Change)),
        ("Hand out rewards", "/backoffice/rewards/claims?view=waiting", new(Area.Club, Act.Change)),
    ];

    [HttpGet("")]
    public async Task<IActionResult> Index(string? q, bool part, CancellationToken ct)
    {
        var sought = (q ?? "").Trim();
        if (sought.Length > LongestQuery) sought = sought[..LongestQuery];
        var page = new FindPage(sought, [.. new[] { Pages(sought), Doing(sought), await Orders(sought, ct), await Customers(sought, ct), await Products(sought, ct) }.Where(g => g.Found.Count > 0)]);
        return part ? PartialView("_Found", page) : View(page);
    }

    private FindPage.Group Pages(string sought) => new("Pages", [.. SiteLinks.BackOffice.Where(l => l.Needs is not { } right || User.May(right)).Where(l => Fits(l.Name, sought) || Fits(l.Part ?? "", sought)).Select(l => new FindPage.Find(l.Name, l.Part, l.Url, l.Icon)).Take(sought.Length == 0 ? int.MaxValue : MostOfEach)]);

    private FindPage.Group Doing(string sought) => new("To do", [.. ToDo.Where(t => User.May(t.Needs) && Fits(t.Words, sought)).Select(t => new FindPage.Find(t.Words, null, t.Url, "arrow-right"))]);

    // By its number alone: that is found by an index, however many orders there are.
    private async Task<FindPage.Group> Orders(string sought, CancellationToken ct)
    {
        if (sought.Length < 2 || !User.May(Area.Orders, Act.See)) return new("Orders", []);
        var (from, email) = (sought.ToUpperInvariant(), sought.ToLowerInvariant());
        var until = from + "\uffff";
#pragma warning disable CA1309 // becomes a comparison of the database
        var found = await db.Orders.AsNoTracking().Where(o => string.Compare(o.Number, from) >= 0 && string.Compare(o.Number, until) < 0 || o.Email == email).OrderBy(o => o.Number).Take(MostOfEach).Select(o => new { o.Number, o.Delivery.Name }).ToListAsync(ct);
#pragma warning restore CA1309
        return new("Orders", [.. found.Select(o => new FindPage.Find(o.Number, o.Name, $"/backoffice/orders/{o.Number}", "package"))]);
    }

    private async Task<FindPage.Group> Customers(string sought, CancellationToken ct)
    {
        if (sought.Length < 2 || !User.May(Area.Customers, Act.See)) return new("Customers", []);
        var list = desk.Find("customers")!;
        var (rows, _, _) = await list.Page(new(([]), sought, "name", ["name"], null, null, desk.Context()), MostOfEach, ct);
        return new("Customers", [.. rows.Select(r => new FindPage.Find(r.Name, r.Cells[0].Note, r.Url, "user"))]);
    }

    private async Task<FindPage.Group> Products(string sought, CancellationToken ct)
    {
        if (sought.Length < 2 || !User.May(Area.Catalogue, Act.See)) return new("Products", []);
        var word = sought.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        var found = await db.Products.AsNoTracking().Where(p => p.Name.ToLower().Contains(word)).OrderBy(p => p.Slug).Take(MostOfEach).Select(p => new { p.Id, p.Name }).ToListAsync(ct);
#pragma warning restore CA1304, CA1311, CA1862
        return new("Products", [.. found.Select(p => new FindPage.Find(p.Name, null, $"/backoffice/products/{p.Id}", "tag"))]);
    }

    private static bool Fits(string words, string sought) => sought.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(part => words.Contains(part, StringComparison.CurrentCultureIgnoreCase));
}

/// <summary>What was found, by kind.</summary>
public sealed record FindPage(string Sought, IReadOnlyList<FindPage.Group> Groups)
{
    public sealed record Group(string Name, IReadOnlyList<Find> Found);

    public sealed record Find(string Name, string? Note, string Url, string Icon);
}
