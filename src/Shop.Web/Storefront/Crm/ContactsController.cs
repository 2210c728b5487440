using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Crm;
using Shop.Web.Doors;

namespace Shop.Web.Storefront.Crm;

/// <summary>Writing to the shop.</summary>
[Route("contact")]
public sealed class ContactsController(ReceiveContactMessage receive) : Controller
{
    [HttpGet("")]
    public IActionResult New() => View(new ContactForm());

    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(ContactForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return View(nameof(New), form);
        }
        // Who fills in the hidden field is a program; it is thanked like everybody else and learns nothing.
        if (string.IsNullOrEmpty(form.Website)) await receive.Run(form.Name, form.Email, form.Topic!.Value, form.OrderNumber, form.Text, ct);
        return RedirectToAction(nameof(Show));
    }

    [HttpGet("thanks")]
    public IActionResult Show() => View();
}
