using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Ordering;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Ordering;

/// <summary>All orders for staff: the list with what is to be done, and one order with what may be done next.</summary>
[Route("backoffice/orders"), Needs(Area.Orders, Act.See)]
public sealed class OrdersController(OrderHistory history, OrderReader orders) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(OrderFilter filter, string? q, int page = 1, CancellationToken ct = default) =>
        View(new OrdersPage(filter, q, await history.Everybody(filter, q, page, ct)));

    [HttpGet("{number}")]
    public async Task<IActionResult> Show(string number, OrderFilter filter, string? q, int page = 1, CancellationToken ct = default) => await orders.ByNumber(number, ct) is { } order
        ? View(new OfficeOrderPage(order, new ShipmentForm { Carrier = DeliveryMethods.Find(order.DeliveryMethod)?.Carrier }) { NextToPack = await history.NextToPack(order.Id, ct), Back = new OrdersWay(filter, q, page) })
        : NotFound();
}

/// <summary>A page of the list, with what it was filtered by.</summary>
public sealed record OrdersPage(OrderFilter Filter, string? Search, OrderList List);

/// <summary>The list somebody came from, so that they find back to it.</summary>
public sealed record OrdersWay(OrderFilter Filter, string? Search, int Page)
{
    public string Query => Filter == OrderFilter.All && string.IsNullOrEmpty(Search) && Page <= 1 ? "" : $"?filter={Filter}&q={Uri.EscapeDataString(Search ?? "")}&page={Page}";
}

/// <summary>One order at the desk.</summary>
public sealed record OfficeOrderPage(OrderDetails Order, ShipmentForm Shipment)
{
    /// <summary>Another order that waits to be packed, the most urgent one.</summary>
    public string? NextToPack { get; init; }
    public OrdersWay Back { get; init; } = new(OrderFilter.All, null, 1);

    /// <summary>What was typed as the reason of a cancellation that was refused.</summary>
    public string? Reason { get; init; }

    public bool CanBePacked => Order is { State: OrderState.Confirmed, DeliveryState: DeliveryState.Open };
    public bool CanBeShipped => Order is { State: OrderState.Confirmed, DeliveryState: DeliveryState.Open or DeliveryState.Packed };
    public bool CanBeDelivered => Order.DeliveryState == DeliveryState.Shipped;
}
