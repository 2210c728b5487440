using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Crm;
using Shop.Kernel;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Crm;

/// <summary>The newsletter: asked for here, confirmed and ended by the links in mails.</summary>
[Route("newsletter")]
public sealed class NewslettersController(Newsletter newsletter) : Controller
{
    [HttpGet("")]
    public IActionResult New() => View(new NewsletterForm());

    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(NewsletterForm form, CancellationToken ct)
    {
        if (ModelState.IsValid && !EmailAddress.IsValid(form.Email)) ModelState.AddModelError(nameof(form.Email), NewsletterForm.NotAnAddress);
        if (!ModelState.IsValid) return this.Again(nameof(New), form);
        // Who fills in the hidden field is a program; it is thanked like everybody else and learns nothing.
        if (string.IsNullOrEmpty(form.Website)) await newsletter.Ask(form.Email, form.Source is "footer" ? "footer" : "page", ct);
        return RedirectToAction(nameof(Asked));
    }

    [HttpGet("asked")]
    public IActionResult Asked() => View();

    // Programs that look at links in mails only read: saying yes and no takes the button.
    [HttpGet("confirm"), SecretInAddress]
    public async Task<IActionResult> Confirm(string? token, CancellationToken ct) =>
        await newsletter.AddressOf(token, ct) is { } email ? View(new NewsletterLink(email, token!)) : View("Dead");

    [HttpPost("confirm"), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Confirmed(string? token, CancellationToken ct) => await newsletter.Confirm(token, ct) ? View() : View("Dead");

    [HttpGet("end"), SecretInAddress]
    public async Task<IActionResult> End(string? key, CancellationToken ct) =>
        await newsletter.AddressToEnd(key, ct) is { } email ? View(new NewsletterLink(email, key!)) : View("Dead");

    // A mail program presses this for its reader and has no page of ours (RFC 8058); the key in the address is the proof.
    [HttpPost("end"), IgnoreAntiforgeryToken]
    public async Task<IActionResult> Ended([FromQuery] string? key, CancellationToken ct) => await newsletter.End(key, ct) ? View() : View("Dead");
}

/// <summary>Who wants the newsletter.</summary>
public sealed class NewsletterForm
{
    public const string NotAnAddress = "This does not look like an e-mail address, such as name@example.com.";

    [Required(ErrorMessage = "Enter your e-mail address."), EmailAddress(ErrorMessage = NotAnAddress), StringLength(Shop.Kernel.EmailAddress.MaxLength, ErrorMessage = "An e-mail address has at most {1} characters.")]
    public string Email { get; set; } = "";

    [StringLength(20)] public string? Source { get; set; }

    /// <summary>People do not see this field; programs that fill in every field do.</summary>
    [StringLength(200)] public string? Website { get; set; }
}

/// <summary>The address a mailed link is about.</summary>
public sealed record NewsletterLink(string Email, string Secret);
