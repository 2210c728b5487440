using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Customers;
using Shop.Data;
using Shop.Desk;
using Shop.Insights;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Web.Accounts;
using Shop.Web.BackOffice.Catalog;
using Shop.Web.BackOffice.Lists;
using Shop.Web.BackOffice.Ordering;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Insights;

/// <summary>The first page of the back office: what waits, and how shop and club go, for some days and against others. Who only packs sees what is to be packed.</summary>
[Route("backoffice"), AnyStaff("it shows each only what they may see")]
public sealed class DashboardController(ReadFigures figures, ReadRetention retention, RuleBook rules, Attention attention, FirstSteps steps, ListDesk desk, ShopDb db, CurrentShop shop, TimeProvider clock) : Controller
{
    private const int Rows = 10;

    [HttpGet("")]
    public async Task<IActionResult> Index(string? range, string? from, string? to, string? vs, CancellationToken ct)
    {
        var asked = FigureRange.Read(range, from, to, vs, Period.LocalDay(clock.GetUtcNow().UtcDateTime, shop.Zone));
        var (counts, seesOrders) = (User.May(Area.Figures, Act.See), User.May(Area.Orders, Act.See));
        return View(new DashboardPage(asked, await Waiting(ct), counts ? await figures.Of(asked, ct) : null, counts ? await Club(ct) : null, counts ? await retention.Now(ct) : null, seesOrders ? await Orders(toPack: !counts, ct) : null)
        {
            TypedFrom = from, TypedTo = to, Steps = User.May(Area.Settings, Act.See) ? await steps.Left(ct) : null,
        });
    }

    // What is low in stock waits without end and is no task in the menu; here it stands with the number that its list tells.
    private async Task<IReadOnlyList<Waiting>> Waiting(CancellationToken ct)
    {
        var waiting = await attention.Now(ct);
        if (!User.May(Area.Catalogue, Act.See)) return waiting;
        var list = desk.Find("products")!;
        var low = await list.Count(await desk.Query(list, new ListState { View = ProductsList.LowStock }, ListDesk.UserOf(this), null, ct), RowCount.CountedExactly, ct);
        return low.Number == 0 ? waiting : [.. waiting, new Waiting(list.Url, $"{list.Url}?view={ProductsList.LowStock}", low.Number, "product in the shop is low in stock", "products in the shop are low in stock")];
    }

    private async Task<ClubNow?> Club(CancellationToken ct)
    {
        if (await rules.At(clock.GetUtcNow().UtcDateTime, ct) is not { } published) return null;
        var owed = await db.PointsAccounts.GroupBy(_ => 1).Select(g => g.Sum(a => a.Available) + g.Sum(a => a.Pending) + g.Sum(a => a.Reserved) - g.Sum(a => a.Debt)).SingleOrDefaultAsync(ct);
        var customers = db.Customers;
        var tiers = await db.Memberships.AsNoTracking().Where(m => m.State == MembershipState.Active && customers.Any(c => c.Id == m.CustomerId && c.MergedIntoId == null)).GroupBy(m => m.Tier).Select(g => new { Tier = g.Key, Count = g.Count() }).ToDictionaryAsync(t => t.Tier, t => t.Count, ct);
        return new ClubNow(owed, published.Rules.Owed(owed), [.. Enum.GetValues<Tier>().Select(t => (t, published.Rules.Ladder.NameOf(t), tiers.GetValueOrDefault(t)))]);
    }

    private async Task<IReadOnlyList<DashboardPage.Row>> Orders(bool toPack, CancellationToken ct)
    {
        var orders = toPack
            ? db.Orders.Where(o => o.State == OrderState.Confirmed && o.DeliveryState == DeliveryState.Open).OrderBy(o => o.PromisedFrom == null).ThenBy(o => o.PromisedFrom).ThenBy(o => o.PlacedAt)
            : db.Orders.OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id);
        return await orders.AsNoTracking().Take(Rows).Select(o => new DashboardPage.Row(o.Number, o.Delivery.Name, o.Email, o.PlacedAt, o.PromisedTo, o.State, o.Payment, o.DeliveryState, o.Total)).ToListAsync(ct);
    }
}

/// <summary>Where the club stands at this moment.</summary>
public sealed record ClubNow(long Outstanding, Money Worth, IReadOnlyList<(Tier Tier, string Name, int Members)> Tiers)
{
    public int Members => Tiers.Sum(t => t.Members);
}

/// <summary>What somebody sees first; null is what they may not see.</summary>
/// <param name="Orders">The latest orders, or, for who may see no figures, those to pack.</param>
public sealed record DashboardPage(FigureRange Range, IReadOnlyList<Waiting> Waiting, Figures? Figures, ClubNow? Club, IReadOnlyList<Cohort>? Cohorts, IReadOnlyList<DashboardPage.Row>? Orders)
{
    /// <summary>What a new shop still needs; null when nothing is left to say.</summary>
    public IReadOnlyList<FirstStep>? Steps { get; init; }
    public string? TypedFrom { get; init; }
    public string? TypedTo { get; init; }

    public sealed record Row(string Number, string Name, string Email, DateTime PlacedAt, DateOnly? PromisedTo, OrderState State, PaymentState Payment, DeliveryState Delivery, Money Total);
}
