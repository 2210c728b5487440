using Microsoft.AspNetCore.Mvc;
using Shop.Ordering;

namespace Shop.Web.BackOffice.Ordering;

/// <summary>All orders for staff: the list with what is to be done, and one order with what may be done next.</summary>
[Route("backoffice/orders")]
public sealed class OrdersController(OrderHistory history, OrderReader orders) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(OrderFilter filter, string? q, int page = 1, CancellationToken ct = default) =>
        View(new OrdersPage(filter, q, await history.Everybody(filter, q, page, ct)));

    [HttpGet("{number}")]
    public async Task<IActionResult> Show(string number, CancellationToken ct) =>
        await orders.ByNumber(number, ct) is { } order ? View(new OfficeOrderPage(order, new ShipmentForm { Carrier = DeliveryMethods.Find(order.DeliveryMethod)?.Carrier })) : NotFound();
}

/// <summary>A page of the list, with what it was filtered by.</summary>
public sealed record OrdersPage(OrderFilter Filter, string? Search, OrderList List);

/// <summary>One order at the desk.</summary>
public sealed record OfficeOrderPage(OrderDetails Order, ShipmentForm Shipment)
{
    public bool CanBePacked => Order is { State: OrderState.Confirmed, DeliveryState: DeliveryState.Open };
    public bool CanBeShipped => Order is { State: OrderState.Confirmed, DeliveryState: DeliveryState.Open or DeliveryState.Packed };
    public bool CanBeDelivered => Order.DeliveryState == DeliveryState.Shipped;
}
