using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Web.Accounts;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Ordering;

/// <summary>The first page of the back office: what is to be done today and how the shop goes.</summary>
[Route("backoffice"), AnyStaff("it shows each only what they may see")]
public sealed class TodayController(ShopDb db, CurrentShop shop, Attention attention, TimeProvider clock) : Controller
{
    private const int Latest = 10;

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(new TodayPage(
        User.May(Area.Figures, Act.See) ? await ReadFigures(ct) : null, await attention.Now(ct), User.May(Area.Orders, Act.See) ? await ReadLatest(ct) : null));

    private async Task<TodayPage.Figures> ReadFigures(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var today = Period.DayOf(Period.LocalDay(now, shop.Zone), shop.Zone);
        var month = Period.StartOf(Period.LocalDay(now, shop.Zone).AddDays(-29), shop.Zone);
        var standing = db.Orders.AsNoTracking().Where(o => o.State == OrderState.Confirmed);

        var revenue = await db.Database.SqlQuery<long>($"""
            select cast(coalesce(sum("Captured" - "Refunded"), 0) as bigint) as "Value" from ordering_orders where "State" = {nameof(OrderState.Confirmed)} and "PlacedAt" >= {month}
            """).SingleAsync(ct);
        return new TodayPage.Figures(
            await standing.CountAsync(o => o.PlacedAt >= today.Start && o.PlacedAt < today.End, ct), await standing.CountAsync(o => o.DeliveryState == DeliveryState.Open, ct),
            new Money(revenue), await standing.CountAsync(o => o.PlacedAt >= month, ct));
    }

    private async Task<IReadOnlyList<TodayPage.Row>> ReadLatest(CancellationToken ct) =>
        await db.Orders.AsNoTracking().OrderByDescending(o => o.PlacedAt).Take(Latest)
            .Select(o => new TodayPage.Row(o.Number, o.Delivery.Name, o.Email, o.PlacedAt, o.State, o.Payment, o.DeliveryState, o.Total)).ToListAsync(ct);
}

/// <summary>The figures of today and the latest orders; null is what somebody may not see.</summary>
public sealed record TodayPage(TodayPage.Figures? Sums, IReadOnlyList<Waiting> Waiting, IReadOnlyList<TodayPage.Row>? Rows)
{
    /// <param name="Revenue">What was paid for the orders of the last thirty days, less what went back.</param>
    public sealed record Figures(int OrdersToday, int ToPack, Money Revenue, int OrdersInMonth);

    public sealed record Row(string Number, string Name, string Email, DateTime PlacedAt, OrderState State, PaymentState Payment, DeliveryState Delivery, Money Total)
    {
        public (string Words, string Tone) Standing => this switch
        {
            { State: OrderState.Cancelled } => ("Cancelled", "danger"),
            { State: OrderState.Placed } => ("Waiting for payment", "warning"),
            { Delivery: DeliveryState.Open } => ("To pack", "success"),
            { Delivery: DeliveryState.Packed } => ("Packed", "info"),
            { Delivery: DeliveryState.Shipped } => ("On its way", "info"),
            { Delivery: DeliveryState.Delivered } => ("Delivered", "secondary"),
            _ => ("Returned", "secondary"),
        };
    }
}
