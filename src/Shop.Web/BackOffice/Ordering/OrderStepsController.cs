using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Web.Accounts;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Ordering;

/// <summary>What staff do with an order: pack it, send it, note its arrival, call it off. The order itself says whether it may be done.</summary>
[Route("backoffice/orders/{number}")]
public sealed class OrderStepsController(ShopDb db, OrderReader orders, ShipOrder ship, DeliverOrder deliver, CancelOrder cancel, TimeProvider clock) : Controller
{
    [HttpPost("pack")]
    public Task<IActionResult> Pack(string number, CancellationToken ct) => Do(number, "It is packed.", order => db.Retrying(async () =>
    {
        (await db.Orders.SingleAsync(o => o.Id == order.Id, ct)).MarkPacked(clock.GetUtcNow().UtcDateTime, Me());
        return await db.SaveChangesAsync(ct);
    }, ct), ct);

    [HttpPost("ship")]
    public async Task<IActionResult> Ship(string number, [Bind(Prefix = "Shipment")] ShipmentForm form, CancellationToken ct)
    {
        if (ModelState.IsValid) return await Do(number, "It is on its way.", order => ship.Run(order.Id, form.Carrier!.Trim(), string.IsNullOrWhiteSpace(form.TrackingNumber) ? null : form.TrackingNumber.Trim(), Me(), ct), ct);
        if (await orders.ByNumber(number, ct) is not { } order) return NotFound();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("/BackOffice/Ordering/Orders/Show.cshtml", new OfficeOrderPage(order, form));
    }

    [HttpPost("deliver")]
    public Task<IActionResult> Deliver(string number, CancellationToken ct) => Do(number, "It has arrived.", order => deliver.Run(order.Id, Me(), ct), ct);

    [HttpPost("cancel")]
    public Task<IActionResult> Cancel(string number, string? reason, CancellationToken ct) => Do(number, "It is cancelled.", async order =>
    {
        reason = string.IsNullOrWhiteSpace(reason) ? "Cancelled by the shop" : reason.Trim();
        if (await cancel.Run(order.Id, Me(reason), reason, ct) is CancelOrder.Refused(var why)) throw new RuleBroken(why);
    }, ct);

    private async Task<IActionResult> Do(string number, string done, Func<OrderDetails, Task> step, CancellationToken ct)
    {
        if (await orders.ByNumber(number, ct) is not { } order) return NotFound();
        try
        {
            await step(order);
            TempData["Notice"] = done;
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message; // somebody else was quicker: the page shows how it stands
        }
        return new SeeOther(Url.Content($"~/backoffice/orders/{order.Number}"));
    }

    private Actor Me(string? reason = null) => Actor.Staff(User.Who().UserId, User.Who().Name, reason);
}

/// <summary>How a parcel leaves.</summary>
public sealed class ShipmentForm
{
    [Required(ErrorMessage = "Enter who carries it")]
    [StringLength(Shipment.CarrierMaxLength, ErrorMessage = "A carrier's name has at most {1} characters")]
    public string? Carrier { get; set; }

    [StringLength(Shipment.TrackingMaxLength, ErrorMessage = "A tracking number has at most {1} characters")]
    public string? TrackingNumber { get; set; }
}
