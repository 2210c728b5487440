using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Web.Doors;

namespace Shop.Web.Storefront.Ordering;

/// <summary>An order for who has its link: confirmation, tracking, cancelling, ordering again, invoice.</summary>
[Route("orders/{token:length(32)}")]
public sealed class OrdersController(OrderReader orders, CancelOrder cancel, OrderAgain again, CurrentCart current, IOptions<OrderingOptions> options, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(string token, CancellationToken ct)
    {
        if (await orders.ByToken(token, ct) is not { } order) return NotFound();
        return View(new OrderPage(order, $"/orders/{token}", clock.GetUtcNow().UtcDateTime, order.ReturnDays ?? options.Value.ReturnDays)
        {
            OffersAccount = order.CustomerId is null && User.Identity?.IsAuthenticated != true,
        });
    }

    [HttpPost("cancel")]
    public async Task<IActionResult> Destroy(string token, CancellationToken ct)
    {
        if (await orders.ByToken(token, ct) is not { } order) return NotFound();
        this.Tell(await cancel.Run(order.Id, Actor.Guest(order.Email), "Cancelled by the customer", ct));
        return new SeeOther(Url.Content($"~/orders/{token}"));
    }

    [HttpPost("again")]
    public async Task<IActionResult> Create(string token, CancellationToken ct)
    {
        if (await orders.ByToken(token, ct) is not { } order) return NotFound();
        var outcome = await again.Run(order.Id, await current.Id(ct), await current.CustomerId(ct), ct);
        if (outcome.CartId is { } cartId) await current.Keep(cartId, ct);
        this.Tell(outcome);
        return new SeeOther(Url.Content("~/cart"));
    }
}
