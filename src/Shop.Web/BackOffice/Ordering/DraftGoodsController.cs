using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Ordering;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Ordering;

/// <summary>What is in an order that is made at the desk: goods, how many, and codes. What cannot be had is refused with the reason, and everything stays as it was.</summary>
[Route("backoffice/orders/drafts/{id:guid}"), Needs(Area.Orders, Act.See), Needs(Area.Customers, Act.Change)]
public sealed class DraftGoodsController(DeskDrafts kept, ChangeCart change, UseCode codes) : Controller
{
    [HttpPost("items")]
    public async Task<IActionResult> Create(Guid id, Guid variant, int quantity, string? q, CancellationToken ct)
    {
        if (await kept.CustomerOf(id, ct) is null) return NotFound();
        return Tell(id, await change.Add(id, null, variant, quantity, ct), q);
    }

    [HttpPost("quantities")]
    public async Task<IActionResult> Update(Guid id, Guid variant, int quantity, CancellationToken ct)
    {
        if (await kept.CustomerOf(id, ct) is null) return NotFound();
        return Tell(id, await change.SetQuantity(id, variant, quantity, ct), null);
    }

    [HttpPost("codes")]
    public async Task<IActionResult> Enter(Guid id, string? code, CancellationToken ct)
    {
        if (await kept.CustomerOf(id, ct) is null) return NotFound();
        switch (await codes.Enter(id, code, ct))
        {
            case UseCode.Done(_, var name): TempData["Notice"] = $"{name} counts."; break;
            case UseCode.Waits(var reason): TempData["Warning"] = reason; break;
            case UseCode.Refused(var reason): TempData["Warning"] = reason; break;
        }
        return Back(id, "#codes");
    }

    [HttpPost("codes/delete")]
    public async Task<IActionResult> Destroy(Guid id, string? code, CancellationToken ct)
    {
        if (await kept.CustomerOf(id, ct) is null) return NotFound();
        await codes.Remove(id, code, ct);
        return Back(id, "#codes");
    }

    private SeeOther Tell(Guid id, ChangeCart.Outcome outcome, string? q)
    {
        if (outcome is ChangeCart.Refused(_, var reason)) TempData["Warning"] = reason.Replace("in your cart", "in this order", StringComparison.Ordinal);
        return Back(id, string.IsNullOrWhiteSpace(q) ? "#goods" : $"?q={Uri.EscapeDataString(q)}#goods");
    }

    private SeeOther Back(Guid id, string part) => new(Url.Content($"~/backoffice/orders/drafts/{id}{part}"));
}
