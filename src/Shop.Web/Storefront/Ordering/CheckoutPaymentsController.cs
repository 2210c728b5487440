using Microsoft.AspNetCore.Mvc;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Ordering;

/// <summary>From the button to the money: places the order, leads to the payment provider, and tells the truth when the browser comes back.</summary>
[Route("checkout")]
public sealed class CheckoutPaymentsController(CurrentCart current, PlaceOrder place, PayAgain again, SettlePayment settle, OrderReader orders, DeliveryMethods delivery, JoinClub club, MoneyText money) : Controller
{
    [HttpPost("pay")]
    public async Task<IActionResult> Create(PayForm form, CancellationToken ct)
    {
        if (await current.Id(ct) is not { } cartId) return new SeeOther(Url.Content("~/cart"));
        if (!ModelState.IsValid) return new SeeOther(Url.Content("~/checkout?step=review"));

        var outcome = await place.Run(new CheckoutAttempt(cartId, form.Version, new Money(form.Due), ReturnUrl("{token}"), form.Join), ct);
        // A guest joins with an account, which the order's page offers.
        if (form.Join && outcome is (PlaceOrder.GoPay or PlaceOrder.Done or PlaceOrder.Waiting) && await current.CustomerId(ct) is { } customer)
        {
            await club.Run(customer, ct, Loyalty.KeptInvitation.Of(HttpContext));
            Loyalty.KeptInvitation.Forget(HttpContext);
        }
        return outcome switch
        {
            PlaceOrder.GoPay(_, var payUrl) => new SeeOther(payUrl),
            PlaceOrder.Done(var token) => new SeeOther(Url.Content($"~/orders/{token}")),
            PlaceOrder.Waiting(var token) => new SeeOther(Url.Content($"~/checkout/pay/{token}")),
            PlaceOrder.SoldOut(var article, var left) => BackToCart(left == 0 ? $"{article} was sold out a moment ago. Nothing was ordered." : $"Only {left} of {article} are left. Nothing was ordered yet."),
            PlaceOrder.EarlyGone(var article) => BackToCart($"Others took the last pieces of {article} for members a moment ago. Nothing was ordered."),
            PlaceOrder.Incomplete(var step) => new SeeOther(Url.Content("~" + CheckoutPage.UrlOf(step))),
            PlaceOrder.PromotionGone(var name) => await AskAgain(form.Join, ct, $"“{name}” was used up a moment ago. Nothing was ordered or charged."),
            PlaceOrder.Changed => await AskAgain(form.Join, ct),
            var unknown => throw new InvalidOperationException($"Unknown outcome {unknown}."),
        };
    }

    [HttpGet("pay/{token:length(32)}")]
    public async Task<IActionResult> Show(string token, CancellationToken ct)
    {
        if (await orders.ByToken(token, ct) is not { } order) return NotFound();
        if (!order.WaitsForPayment) return new SeeOther(Url.Content($"~/orders/{token}"));
        if (order.LastPayment is { PayUrl: { } url, State: PaymentAttemptState.RequiresPayment }) return new SeeOther(url); // a parallel request has opened it
        return View("Pay", PayPage.Of(order));
    }

    [HttpPost("pay/{token:length(32)}")]
    public async Task<IActionResult> Update(string token, CancellationToken ct)
    {
        if (await orders.ByToken(token, ct) is not { } order) return NotFound();
        switch (await again.Run(order.Id, ReturnUrl(token), ct))
        {
            case PayAgain.GoPay(var payUrl): return new SeeOther(payUrl);
            case PayAgain.NotNow(var reason):
                Response.StatusCode = StatusCodes.Status409Conflict;
                return View("Pay", PayPage.Of(order) with { Reason = reason });
            default: return new SeeOther(Url.Content($"~/orders/{token}"));
        }
    }

    /// <summary>Where the provider sends the browser. What the address says counts for nothing: the provider is asked.</summary>
    [HttpGet("return/{token:length(32)}")]
    public async Task<IActionResult> Return(string token, CancellationToken ct)
    {
        if (await orders.ByToken(token, ct) is not { } order) return NotFound();
        var outcome = order.WaitsForPayment ? await settle.Run(order.Id, ct) : new SettlePayment.Paid();
        if (outcome is SettlePayment.Paid or SettlePayment.CalledOff) return new SeeOther(Url.Content($"~/orders/{token}"));
        return View("Pay", PayPage.Of((await orders.ByToken(token, ct))!, outcome));
    }

    private async Task<IActionResult> AskAgain(bool joins, CancellationToken ct, string why = "Your cart or a price has changed since this page was opened. Nothing was ordered or charged.")
    {
        if (await current.Read(ct) is not { IsEmpty: false } cart) return new SeeOther(Url.Content("~/cart"));
        if (!cart.CanBeOrdered) return BackToCart("Something in your cart cannot be had any more as it stands. Nothing was ordered.");
        if (cart.NextStep != CheckoutStep.Review) return new SeeOther(Url.Content("~" + CheckoutPage.UrlOf(cart.NextStep)));
        Response.StatusCode = StatusCodes.Status409Conflict;
        return View("/Storefront/Ordering/Checkout/Show.cshtml", new CheckoutPage(cart, CheckoutStep.Review, delivery.DeliverTo)
        {
            Joins = joins,
            Warning = $"{why} {(cart.Points is { Chosen: > 0 } ? "To pay" : "The total")} is now {money.Of(cart.Quote.Due)}; please look through it again.",
        });
    }

    private SeeOther BackToCart(string warning)
    {
        TempData["Warning"] = warning;
        return new SeeOther(Url.Content("~/cart"));
    }

    // The browser has to come back to the host it left, where its cookies are; AllowedHosts has made sure that it is ours.
    private string ReturnUrl(string token) => $"{Request.Scheme}://{Request.Host}{Request.PathBase}/checkout/return/{token}";
}
