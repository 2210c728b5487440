using Microsoft.AspNetCore.Mvc;
using Shop.Ordering;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Ordering;

/// <summary>Puts things into the cart, changes how many, takes them out. Answers with the changed part to htmx, and leads on to the cart page otherwise.</summary>
[Route("cart/items")]
public sealed class CartItemsController(CurrentCart cart, ChangeCart change, MoneyText money) : Controller
{
    [HttpGet(""), HttpGet("{variantId:guid}"), HttpGet("{variantId:guid}/remove")]
    public IActionResult Index() => new SeeOther(Url.Content("~/cart"));

    [HttpPost("")]
    public async Task<IActionResult> Create(CartItemForm form, CancellationToken ct)
    {
        if (form.Read(1) is not { } quantity) return await Refuse(form.VariantId, form.Complaint(1), ct);
        return await change.Add(await cart.Id(ct), await cart.CustomerId(ct), form.VariantId, quantity, ct) switch
        {
            ChangeCart.Done done => await Show(done.CartId, $"{done.Article} is in your cart.", null, ct),
            ChangeCart.Refused refused => await Refuse(refused.VariantId, refused.Reason, ct),
            var unknown => throw new InvalidOperationException($"Unknown outcome {unknown}."),
        };
    }

    [HttpPost("{variantId:guid}")]
    public async Task<IActionResult> Update(Guid variantId, CartItemForm form, CancellationToken ct)
    {
        if (form.Read(0) is not { } quantity) return await Refuse(variantId, form.Complaint(0), ct);
        return quantity == 0 ? await Remove(variantId, ct) : await Set(variantId, quantity, ct);
    }

    [HttpPost("{variantId:guid}/remove")]
    public Task<IActionResult> Destroy(Guid variantId, CancellationToken ct) => Remove(variantId, ct);

    private async Task<IActionResult> Set(Guid variantId, int quantity, CancellationToken ct)
    {
        if (await cart.Id(ct) is not { } id) return new SeeOther(Url.Content("~/cart"));
        return await change.SetQuantity(id, variantId, quantity, ct) is ChangeCart.Refused refused ? await Refuse(variantId, refused.Reason, ct) : await Show(id, null, null, ct);
    }

    private async Task<IActionResult> Remove(Guid variantId, CancellationToken ct)
    {
        var line = (await cart.Read(ct))?.Lines.FirstOrDefault(l => l.VariantId == variantId);
        if (await cart.Id(ct) is not { } id || line is null) return new SeeOther(Url.Content("~/cart")); // gone already
        await change.SetQuantity(id, variantId, 0, ct);
        return await Show(id, null, new RemovedLine(variantId, line.Name, line.Quantity), ct);
    }

    private async Task<IActionResult> Show(Guid cartId, string? added, RemovedLine? removed, CancellationToken ct)
    {
        await cart.Keep(cartId, ct);
        if (HttpContext.IsHtmx()) return await Part(new CartPage(null) { Added = added, Removed = removed }, ct);
        if (added is not null) TempData["Notice"] = added;
        if (removed is not null) TempData["Removed"] = $"{removed.VariantId} {removed.Quantity} {removed.Name}";
        return new SeeOther(Url.Content("~/cart"));
    }

    private async Task<IActionResult> Refuse(Guid variantId, string reason, CancellationToken ct)
    {
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        ModelState.Clear();
        ModelState.AddModelError(CartItemForm.FieldOf(variantId), reason);
        var page = new CartPage(null) { Refusal = (variantId, reason) };
        return HttpContext.IsHtmx() ? await Part(page, ct) : View("/Storefront/Ordering/Cart/Show.cshtml", page with { Cart = await cart.Read(ct) });
    }

    private async Task<IActionResult> Part(CartPage page, CancellationToken ct)
    {
        page = page with { Cart = await cart.Read(ct) };
        Response.Announce(page.Refusal?.Reason ?? CartPage.Say(page.Cart, money));
        return PartialView(Request.Headers["HX-Target"] == "cart" ? "_Cart" : "_CartDrawer", page);
    }
}
