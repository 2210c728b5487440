using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Web.Accounts;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Ordering;

/// <summary>What staff do with an order: pack it, send it, note its arrival, call it off. The order itself says whether it may be done.</summary>
[Route("backoffice/orders/{number}"), Needs(Area.Orders, Act.See)]
public sealed class OrderStepsController(ShopDb db, OrderReader orders, OrderHistory history, ShipOrder ship, DeliverOrder deliver, CancelOrder cancel, TimeProvider clock) : Controller
{
    [HttpPost("pack"), Needs(Area.Orders, Act.Change)]
    public async Task<IActionResult> Pack(string number, bool next, CancellationToken ct)
    {
        var done = await Do(number, $"{number} is packed.", order => db.Retrying(async () =>
        {
            (await db.Orders.SingleAsync(o => o.Id == order.Id, ct)).MarkPacked(clock.GetUtcNow().UtcDateTime, Me());
            return await db.SaveChangesAsync(ct);
        }, ct), ct);
        if (!next || done is not SeeOther || TempData.ContainsKey("Warning")) return done;
        return new SeeOther(Url.Content(await history.NextToPack(Guid.Empty, ct) is { } other ? $"~/backoffice/orders/{other}" : "~/backoffice/orders?view=to-pack"));
    }

    [HttpPost("ship"), Needs(Area.Orders, Act.Change)]
    public async Task<IActionResult> Ship(string number, [Bind(Prefix = "Shipment")] ShipmentForm form, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(form.TrackingNumber) && !form.Untracked) ModelState.AddModelError("Shipment.TrackingNumber", "Enter the tracking number, or tick that it goes without one: then nobody can follow the parcel.");
        if (ModelState.IsValid) return await Do(number, $"{number} is on its way.", order => ship.Run(order.Id, form.Carrier!.Trim(), string.IsNullOrWhiteSpace(form.TrackingNumber) ? null : form.TrackingNumber.Trim(), Me(), ct), ct);
        if (await orders.ByNumber(number, ct) is not { } order) return NotFound();
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("/BackOffice/Ordering/Orders/Show.cshtml", new OfficeOrderPage(order, form));
    }

    [HttpPost("deliver"), Needs(Area.Orders, Act.Change)]
    public Task<IActionResult> Deliver(string number, CancellationToken ct) => Do(number, $"{number} has arrived.", order => deliver.Run(order.Id, Me(), ct), ct);

    [HttpPost("cancel"), Needs(Area.Orders, Act.Approve)]
    public async Task<IActionResult> Cancel(string number, [StringLength(TimelineEntry.TextMaxLength, ErrorMessage = "A reason has at most {1} characters.")] string? reason, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason)) ModelState.AddModelError(nameof(reason), "Say why: the customer reads it.");
        if (!ModelState.IsValid)
        {
            if (await orders.ByNumber(number, ct) is not { } shown) return NotFound();
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("/BackOffice/Ordering/Orders/Show.cshtml", new OfficeOrderPage(shown, new ShipmentForm { Carrier = DeliveryMethods.Find(shown.DeliveryMethod)?.Carrier }) { Reason = reason ?? "" });
        }
        return await Do(number, $"{number} is cancelled.", async order =>
        {
            if (await cancel.Run(order.Id, Me(reason!.Trim()), reason!.Trim(), ct) is CancelOrder.Refused(var why)) throw new RuleBroken(why);
        }, ct);
    }

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

    /// <summary>Said on purpose: a forgotten number is asked for.</summary>
    public bool Untracked { get; set; }
}
