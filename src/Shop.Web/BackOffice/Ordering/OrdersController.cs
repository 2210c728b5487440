using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Desk;
using Shop.Ordering;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Ordering;

/// <summary>All orders for staff: the list with what is to be done, and one order with what may be done next.</summary>
[Route("backoffice/orders"), Needs(Area.Orders, Act.See)]
public sealed class OrdersController(OrderHistory history, OrderReader orders, ListDesk desk) : Controller
{
    // How the list was asked for before it had views; letters and bookmarks still do.
    private static readonly Dictionary<OrderFilter, string> Before = new()
    {
        [OrderFilter.All] = "", [OrderFilter.ToPack] = "view=to-pack", [OrderFilter.ToShip] = "view=to-send", [OrderFilter.OnTheWay] = "view=on-the-way", [OrderFilter.Delivered] = "view=delivered",
        [OrderFilter.Unpaid] = "view=unpaid", [OrderFilter.Cancelled] = "view=cancelled", [OrderFilter.Late] = "view=late", [OrderFilter.LongUnpaid] = "f=long-unpaid~is~yes", [OrderFilter.Untracked] = "f=untracked~is~yes",
    };

    [HttpGet("")]
    public async Task<IActionResult> Index(OrderFilter? filter, string? q, CancellationToken ct) =>
        filter is { } old ? new SeeOther(Url.Content($"~/backoffice/orders{Query(old, q)}")) : await desk.Show(this, desk.Find("orders")!, ct);

    [HttpGet("{number}")]
    public async Task<IActionResult> Show(string number, string? list, CancellationToken ct) => await orders.ByNumber(number, ct) is { } order
        ? View(new OfficeOrderPage(order, new ShipmentForm { Carrier = DeliveryMethods.Find(order.DeliveryMethod)?.Carrier }) { NextToPack = await history.NextToPack(order.Id, ct), Back = ListState.Read(list ?? "").Query() })
        : NotFound();

    private static string Query(OrderFilter filter, string? q) =>
        string.Join('&', new[] { Before[filter], string.IsNullOrWhiteSpace(q) ? "" : $"q={Uri.EscapeDataString(q)}" }.Where(p => p.Length > 0)) is { Length: > 0 } query ? "?" + query : "";
}

/// <summary>One order at the desk.</summary>
public sealed record OfficeOrderPage(OrderDetails Order, ShipmentForm Shipment)
{
    /// <summary>Another order that waits to be packed, the most urgent one.</summary>
    public string? NextToPack { get; init; }

    /// <summary>The list somebody came from, so that they find back to it.</summary>
    public string Back { get; init; } = "";

    /// <summary>What was typed as the reason of a cancellation that was refused.</summary>
    public string? Reason { get; init; }

    public bool CanBePacked => Order is { State: OrderState.Confirmed, DeliveryState: DeliveryState.Open };
    public bool CanBeShipped => Order is { State: OrderState.Confirmed, DeliveryState: DeliveryState.Open or DeliveryState.Packed };
    public bool CanBeDelivered => Order.DeliveryState == DeliveryState.Shipped;
}
