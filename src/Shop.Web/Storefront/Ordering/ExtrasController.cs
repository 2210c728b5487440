using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Ordering;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Ordering;

/// <summary>Takes codes and gift wishes for a cart, on the cart's page and beside the checkout, and answers where it was asked.</summary>
[Route("cart")]
public sealed class ExtrasController(CurrentCart current, UseCode use, FillInCheckout fillIn, DeliveryMethods delivery, MoneyText money) : Controller
{
    [HttpPost("codes"), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(ExtrasForm form, CancellationToken ct)
    {
        if (await current.Id(ct) is not { } cartId) return new SeeOther(Url.Content("~/cart"));
        return await use.Enter(cartId, form.Code, ct) switch
        {
            UseCode.Done(_, var name) => await Show(cartId, form.Step, $"{name} counts.", ct),
            UseCode.Waits(var reason) => await Show(cartId, form.Step, reason, ct, "Warning"),
            UseCode.Refused(var reason) => await Refuse(form, nameof(form.Code), reason, ct),
            var unknown => throw new InvalidOperationException($"Unknown outcome {unknown}."),
        };
    }

    [HttpPost("codes/remove")]
    public async Task<IActionResult> Destroy(ExtrasForm form, CancellationToken ct)
    {
        if (await current.Id(ct) is not { } cartId) return new SeeOther(Url.Content("~/cart"));
        await use.Remove(cartId, form.Code, ct);
        return await Show(cartId, form.Step, null, ct);
    }

    [HttpPost("gift")]
    public async Task<IActionResult> Update(ExtrasForm form, CancellationToken ct)
    {
        if (await current.Id(ct) is not { } cartId) return new SeeOther(Url.Content("~/cart"));
        if (!ModelState.IsValid) return await Refuse(form, nameof(form.GiftMessage), $"A message has at most {CheckoutDraft.GiftMessageMaxLength} characters", ct);
        await fillIn.Run(cartId, draft => (draft.GiftWrap, draft.GiftMessage) = (form.GiftWrap ? true : null, Text.OrNull(form.GiftMessage)), ct);
        return await Show(cartId, form.Step, null, ct);
    }

    private async Task<IActionResult> Show(Guid cartId, CheckoutStep? step, string? notice, CancellationToken ct, string kind = "Notice")
    {
        await current.Keep(cartId, ct);
        if (step is null && HttpContext.IsHtmx()) return Part(new CartPage(await current.Read(ct)), notice);
        if (notice is not null) TempData[kind] = notice;
        return new SeeOther(Url.Content("~" + (step is { } at ? CheckoutPage.UrlOf(at) : "/cart")));
    }

    private async Task<IActionResult> Refuse(ExtrasForm form, string field, string reason, CancellationToken ct)
    {
        if (await current.Read(ct) is not { } cart) return new SeeOther(Url.Content("~/cart"));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        ModelState.Clear();
        ModelState.AddModelError(field, reason);
        var said = new ExtrasForm { Code = form.Code, GiftWrap = form.GiftWrap, GiftMessage = form.GiftMessage, Step = form.Step, Refusal = (field, reason) };
        if (form.Step is null || cart.IsEmpty || !cart.CanBeOrdered)
            return HttpContext.IsHtmx() ? Part(new CartPage(cart) { Extras = said }, reason) : View("/Storefront/Ordering/Cart/Show.cshtml", new CartPage(cart) { Extras = said });
        var step = (CheckoutStep)Math.Min((int)form.Step.Value, (int)cart.NextStep);
        return View("/Storefront/Ordering/Checkout/Show.cshtml", new CheckoutPage(cart, step, delivery.DeliverTo) { Extras = said });
    }

    private PartialViewResult Part(CartPage page, string? said)
    {
        Response.Announce(said ?? CartPage.Say(page.Cart, money));
        return PartialView("/Storefront/Ordering/_Cart.cshtml", page);
    }
}
