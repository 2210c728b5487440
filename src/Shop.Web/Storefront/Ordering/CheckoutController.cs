using Microsoft.AspNetCore.Mvc;
using Shop.Ordering;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Ordering;

/// <summary>The checkout: one page, four sections with an address each, filled in one after the other. What is entered is kept with the cart.</summary>
[Route("checkout")]
public sealed class CheckoutController(CurrentCart current, CartPrices prices, FillInCheckout fillIn, DeliveryMethods delivery) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(CheckoutStep? step, CancellationToken ct)
    {
        if (await current.Read(ct) is not { IsEmpty: false } cart) return new SeeOther(Url.Content("~/cart"));
        if (!cart.CanBeOrdered) return BackToCart();
        if (step is null || step > cart.NextStep) return new SeeOther(Url.Content("~" + CheckoutPage.UrlOf(cart.NextStep))); // sections cannot be skipped
        return View(new CheckoutPage(cart, step.Value, delivery.DeliverTo));
    }

    /// <summary>Where a section's form is sent: who opens the address itself comes to the section.</summary>
    [HttpGet("contact"), HttpGet("delivery"), HttpGet("payment")]
    public IActionResult Section() => new SeeOther(Url.Content($"~/checkout?step={Request.Path.Value!.Split('/')[^1]}"));

    [HttpPost("contact")]
    public Task<IActionResult> Contact([Bind(Prefix = "Contact")] ContactForm form, CancellationToken ct) =>
        Take(CheckoutStep.Contact, page => page with { Contact = form }, form.FillIn, ct);

    [HttpPost("delivery")]
    public async Task<IActionResult> Delivery([Bind(Prefix = "Delivery")] DeliveryForm form, CancellationToken ct)
    {
        if (await current.Read(ct) is not { IsEmpty: false } cart) return new SeeOther(Url.Content("~/cart"));
        var offers = prices.OffersTo(cart, form.Country ?? "");
        if (offers.Count == 0) ModelState.TryAddModelError("Delivery.Country", "We do not deliver there. Choose another country");
        else if (form.Method is not null && offers.All(o => o.Code != form.Method)) ModelState.TryAddModelError("Delivery.Method", "This way of delivery is not offered to that country. Choose another");
        else if (form.Method == DeliveryMethods.PickUp && (PickUpPoints.Find(form.Point) is not { } point || point.Country != form.Country))
            ModelState.TryAddModelError("Delivery.Point", "Choose the shop where you want to fetch it");
        return await Take(CheckoutStep.Delivery, page => page with { Delivery = form, Offers = offers }, form.FillIn, ct);
    }

    [HttpPost("payment")]
    public async Task<IActionResult> Payment([Bind(Prefix = "Payment")] PaymentForm form, CancellationToken ct)
    {
        if (form.SameAddress)
            foreach (var key in ModelState.Keys.Where(k => k.StartsWith("Payment.Billing", StringComparison.Ordinal)).ToList()) ModelState.Remove(key);
        var points = (await current.Read(ct))?.Points;
        if (form.Refusal(points) is { } refusal) ModelState.TryAddModelError("Payment.Points", refusal);
        if (form.Use is not null) return await UsePoints(form.Wanted(points), ct);
        return await Take(CheckoutStep.Payment, page => page with { Payment = form }, draft => { form.FillIn(draft); draft.PointsWanted = form.Wanted(points); }, ct);
    }

    // “Use all” and “Use none” choose only; the section stays open to show what that means.
    private async Task<IActionResult> UsePoints(long wanted, CancellationToken ct)
    {
        if (await current.Read(ct) is not { IsEmpty: false } cart) return new SeeOther(Url.Content("~/cart"));
        if (CheckoutStep.Payment <= cart.NextStep) await fillIn.Run(cart.Id, draft => draft.PointsWanted = wanted, ct);
        return new SeeOther(Url.Content("~" + CheckoutPage.UrlOf(CheckoutStep.Payment)));
    }

    /// <summary>The ways of delivery to another country, before anything is saved.</summary>
    [HttpGet("methods")]
    public async Task<IActionResult> Methods([Bind(Prefix = "Delivery")] DeliveryForm form, CancellationToken ct)
    {
        if (!HttpContext.IsHtmx() || await current.Read(ct) is not { IsEmpty: false } cart) return new SeeOther(Url.Content("~/checkout?step=delivery"));
        ModelState.Clear();
        return PartialView("_Methods", new CheckoutPage(cart, CheckoutStep.Delivery, delivery.DeliverTo) { Delivery = form, Offers = prices.OffersTo(cart, form.Country ?? "") });
    }

    private async Task<IActionResult> Take(CheckoutStep step, Func<CheckoutPage, CheckoutPage> typed, Action<CheckoutDraft> change, CancellationToken ct)
    {
        if (await current.Read(ct) is not { IsEmpty: false } cart) return new SeeOther(Url.Content("~/cart"));
        if (step > cart.NextStep) return new SeeOther(Url.Content("~" + CheckoutPage.UrlOf(cart.NextStep)));
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View("Show", typed(new CheckoutPage(cart, step, delivery.DeliverTo)));
        }
        var after = await fillIn.Run(cart.Id, change, ct);
        if (after is null) return new SeeOther(Url.Content("~/cart"));
        await current.Keep(cart.Id, ct);
        return new SeeOther(Url.Content("~" + CheckoutPage.UrlOf((CheckoutStep)Math.Min((int)step + 1, (int)after.NextStep))));
    }

    private SeeOther BackToCart()
    {
        TempData["Warning"] = "Something in your cart cannot be had as it stands. Please change or remove it first.";
        return new SeeOther(Url.Content("~/cart"));
    }
}
