using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Crm;
using Shop.Ordering;
using Shop.Web.Accounts;
using Shop.Web.Doors;

namespace Shop.Web.Storefront.Crm;

/// <summary>Writing to the shop. Who is signed in need not say who they are, and points at an order instead of copying its number.</summary>
[Route("contact")]
public sealed class ContactsController(ReceiveContactMessage receive, CurrentMember member, OrderHistory orders) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> New(ContactTopic? topic, CancellationToken ct)
    {
        ModelState.Clear(); // a link may say what it is about; what cannot be is passed over
        var form = User.Identity!.IsAuthenticated ? new ContactForm { Name = User.Identity.Name ?? "", Email = User.Who().Email } : new ContactForm();
        form.Topic = topic is { } known && Enum.IsDefined(known) ? known : null;
        return await Page(form, ct);
    }

    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(ContactForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await Page(form, ct);
        }
        // Who fills in the hidden field is a program; it is thanked like everybody else and learns nothing.
        if (string.IsNullOrEmpty(form.Website)) await receive.Run(form.Name, form.Email, form.Topic!.Value, form.OrderNumber, form.Text, ct, await member.CustomerId(ct));
        return RedirectToAction(nameof(Show));
    }

    [HttpGet("thanks")]
    public IActionResult Show() => View();

    private async Task<IActionResult> Page(ContactForm form, CancellationToken ct)
    {
        if (await member.CustomerId(ct) is { } customer) form.Offer((await orders.Of(customer, 1, ct)).Rows);
        return View(nameof(New), form);
    }
}
