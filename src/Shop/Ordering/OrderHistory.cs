using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>Lists orders: a customer's own, or everybody's for staff, the newest first.</summary>
public sealed class OrderHistory(ShopDb db, CurrentShop shop, TimeProvider clock)
{
    public const int PageSize = 20;
    private const int MostWords = 5;
    private static readonly TimeSpan PatienceForMoney = TimeSpan.FromDays(1);

    public Task<OrderList> Of(Guid customerId, int page, CancellationToken ct) => List(db.Orders.Where(o => o.CustomerId == customerId), page, ct);

    /// <param name="search">A number, an e-mail address or a part of the name; null for all.</param>
    public Task<OrderList> Everybody(OrderFilter filter, string? search, int page, CancellationToken ct)
    {
        var orders = Those(filter);
        if (!string.IsNullOrWhiteSpace(search))
        {
            // Each word may be in the number, the address or the name, in any order.
            foreach (var word in search.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostWords))
            {
                var part = word.ToUpperInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
                orders = orders.Where(o => o.Number.Contains(part) || o.Email.Contains(word) || o.Delivery.Name.ToLower().Contains(word));
#pragma warning restore CA1304, CA1311, CA1862
            }
        }
        return List(orders, page, ct, byPromise: filter is OrderFilter.ToPack or OrderFilter.ToShip or OrderFilter.Late);
    }

    public Task<int> Count(OrderFilter filter, CancellationToken ct) => Those(filter).CountAsync(ct);

    /// <summary>The order that should be packed first, by what was promised; null when none waits.</summary>
    public Task<string?> NextToPack(Guid except, CancellationToken ct) =>
        db.Orders.AsNoTracking().Where(o => o.State == OrderState.Confirmed && o.DeliveryState == DeliveryState.Open && o.Id != except)
            .OrderBy(o => o.PromisedFrom == null).ThenBy(o => o.PromisedFrom).ThenBy(o => o.PlacedAt).ThenBy(o => o.Id).Select(o => o.Number).FirstOrDefaultAsync(ct);

    private IQueryable<Order> Those(OrderFilter filter)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (today, patient, parcels) = (Period.LocalDay(now, shop.Zone), now - PatienceForMoney, db.Shipments);
        return filter switch
        {
            OrderFilter.ToPack => db.Orders.Where(o => o.State == OrderState.Confirmed && o.DeliveryState == DeliveryState.Open),
            OrderFilter.ToShip => db.Orders.Where(o => o.State == OrderState.Confirmed && o.DeliveryState == DeliveryState.Packed),
            OrderFilter.OnTheWay => db.Orders.Where(o => o.DeliveryState == DeliveryState.Shipped),
            OrderFilter.Delivered => db.Orders.Where(o => o.DeliveryState == DeliveryState.Delivered),
            OrderFilter.Unpaid => db.Orders.Where(o => o.State == OrderState.Placed),
            OrderFilter.LongUnpaid => db.Orders.Where(o => o.State == OrderState.Placed && o.PlacedAt < patient),
            OrderFilter.Late => db.Orders.Where(o => o.State == OrderState.Confirmed && (o.DeliveryState == DeliveryState.Open || o.DeliveryState == DeliveryState.Packed || o.DeliveryState == DeliveryState.Shipped) && o.PromisedTo < today),
            // What is fetched at the shop has no carrier, and needs no number.
            OrderFilter.Untracked => db.Orders.Where(o => o.State == OrderState.Confirmed && o.DeliveryState == DeliveryState.Shipped && parcels.Any(p => p.OrderId == o.Id && p.Carrier != "" && p.TrackingNumber == null && p.DeliveredAt == null)),
            OrderFilter.Cancelled => db.Orders.Where(o => o.State == OrderState.Cancelled),
            _ => db.Orders,
        };
    }

    private static async Task<OrderList> List(IQueryable<Order> orders, int page, CancellationToken ct, bool byPromise = false)
    {
        page = Math.Clamp(page, 1, 100_000);
        var count = await orders.CountAsync(ct);
        var sorted = byPromise // what is to be done: the nearest promise first
            ? orders.OrderBy(o => o.PromisedFrom == null).ThenBy(o => o.PromisedFrom).ThenBy(o => o.PlacedAt).ThenBy(o => o.Id)
            : orders.OrderByDescending(o => o.PlacedAt).ThenByDescending(o => o.Id);
        var rows = await sorted.AsNoTracking().Skip((page - 1) * PageSize).Take(PageSize)
            .Select(o => new OrderRow(o.Number, o.Token, o.PlacedAt, o.Email, o.Delivery.Name, o.Delivery.Country, o.Total, o.State, o.Payment, o.DeliveryState, o.PromisedFrom, o.PromisedTo,
                o.Lines.Sum(l => l.Quantity), o.Lines.OrderByDescending(l => l.UnitPrice).Select(l => new OrderRowPicture(l.PictureFile, l.Name)).Take(4).ToList())).ToListAsync(ct);
        return new OrderList(rows, page, Math.Max(1, (count + PageSize - 1) / PageSize), count);
    }
}

/// <summary>Which orders staff want to see.</summary>
public enum OrderFilter { All, ToPack, ToShip, OnTheWay, Delivered, Unpaid, Cancelled, LongUnpaid, Late, Untracked }

/// <summary>A page of orders.</summary>
public sealed record OrderList(IReadOnlyList<OrderRow> Rows, int Page, int Pages, int Count);

/// <summary>One order in a list.</summary>
public sealed record OrderRow(
    string Number, string Token, DateTime PlacedAt, string Email, string Name, string Country, Money Total, OrderState State, PaymentState Payment, DeliveryState DeliveryState,
    DateOnly? PromisedFrom, DateOnly? PromisedTo, int Count, IReadOnlyList<OrderRowPicture> Pictures);

/// <summary>What an article in a list looks like.</summary>
public sealed record OrderRowPicture(string? File, string Name);
