using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Accounts.Audit;
using Shop.Customers;
using Shop.Data;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Accounts;

/// <summary>Looking at the shop as a customer sees it, to help them: with a reason, noted at beginning and end.</summary>
[Route("backoffice/view-as")]
public sealed class ViewingsController(ShopDb db, ViewingDesk desk, AuditTrail trail) : Controller
{
    [HttpGet("{customerId:guid}"), Needs(Area.Customers, Act.See), Needs(Area.Customers, Act.Change), StepUp]
    public async Task<IActionResult> New(Guid customerId, CancellationToken ct) => await Find(customerId, ct) is { } person ? View(person) : NotFound();

    [HttpPost("{customerId:guid}"), Needs(Area.Customers, Act.See), Needs(Area.Customers, Act.Change), StepUp(Back = "/backoffice")]
    public async Task<IActionResult> Create(Guid customerId, [StringLength(AuditEntry.ReasonMaxLength, ErrorMessage = "A reason has at most {1} characters.")] string? reason, CancellationToken ct)
    {
        if (await Find(customerId, ct) is not { } person) return NotFound();
        if (string.IsNullOrWhiteSpace(reason)) ModelState.AddModelError(nameof(reason), "Say why you look: it is noted.");
        if (person.Closed is { } closed) ModelState.AddModelError("", closed);
        if (!ModelState.IsValid) return this.Again(nameof(New), person with { Reason = reason });
        var who = User.Who();
        await trail.Write(StaffTrail.OriginOf(HttpContext, ControllerContext.ActionDescriptor, reason!.Trim()), "Viewed as", new AuditRecord(nameof(Customer), customerId.ToString(), person.Name, IsPersonal: true), ct);
        desk.Begin(HttpContext, new Viewing(who.SessionId, who.UserId, who.Name, person.UserId!.Value, customerId, person.Name));
        return new SeeOther(Url.Content("~/account"));
    }

    [HttpPost("end"), AnyStaff("whoever looks can stop")]
    public async Task<IActionResult> Destroy(CancellationToken ct)
    {
        if (desk.Of(HttpContext, User.Who()) is not { } viewing) return new SeeOther(Url.Content("~/backoffice"));
        await trail.Write(StaffTrail.OriginOf(HttpContext, ControllerContext.ActionDescriptor), "Stopped viewing", new AuditRecord(nameof(Customer), viewing.CustomerId.ToString(), viewing.CustomerName, IsPersonal: true), ct);
        ViewingDesk.End(HttpContext);
        TempData["Notice"] = "You are yourself again.";
        return new SeeOther(Url.Content("~/backoffice"));
    }

    private async Task<ViewingPage?> Find(Guid customerId, CancellationToken ct)
    {
        if (await db.Customers.AsNoTracking().Where(c => c.Id == customerId).Select(c => new { c.UserId, c.Name, c.Email }).SingleOrDefaultAsync(ct) is not { } customer) return null;
        var closed = customer.UserId is not { } userId ? "They have no account: there is nothing that only they see." : await db.Set<IdentityUserRole<Guid>>().AnyAsync(h => h.UserId == userId, ct) ? "They work here. Nobody looks through the eyes of a colleague." : null;
        return new ViewingPage(customerId, customer.UserId, customer.Name, customer.Email, closed, null);
    }
}

/// <summary>Through whose eyes somebody is about to look.</summary>
/// <param name="Closed">Why that is not possible; null when it is.</param>
public sealed record ViewingPage(Guid CustomerId, Guid? UserId, string Name, string? Email, string? Closed, string? Reason);
