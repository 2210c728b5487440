using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Web.Doors;

namespace Shop.Web.Storefront.Ordering;

/// <summary>Leads who knows an order's number and e-mail address to its page. Every wrong pair gets the same answer, and not many a minute.</summary>
[Route("track")]
public sealed class TrackingController(OrderReader orders) : Controller
{
    [HttpGet("")]
    public IActionResult New() => View(new TrackingForm());

    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(TrackingForm form, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var token = await orders.TokenOf(OrderNumbers.Normalise(form.Number!), EmailAddress.Normalise(form.Email!), ct);
            if (token is not null) return new SeeOther(Url.Content($"~/orders/{token}"));
            ModelState.AddModelError(nameof(form.Number), "We know no order with this number and this e-mail address. Both are in the mail that confirmed it");
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View("New", form);
    }
}

/// <summary>What only who ordered knows.</summary>
public sealed class TrackingForm
{
    [Required(ErrorMessage = "Enter the number of the order")]
    [StringLength(Order.NumberMaxLength, ErrorMessage = "An order number has at most {1} characters")]
    public string? Number { get; set; }

    [Required(ErrorMessage = "Enter the e-mail address you ordered with")]
    [StringLength(CheckoutDraft.EmailMaxLength, ErrorMessage = "An e-mail address has at most {1} characters")]
    public string? Email { get; set; }
}
