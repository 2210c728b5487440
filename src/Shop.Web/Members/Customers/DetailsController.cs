using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Customers;
using Shop.Data;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Members.Customers;

/// <summary>The details of who is signed in, and the list of their sign-ins, each of which they can end.</summary>
[Route("account/details")]
public sealed class DetailsController(ShopDb db, CurrentMember member, Sessions sessions, SignInWays ways, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Edit(CancellationToken ct)
    {
        var me = await Me(ct);
        return View(await Page(new DetailsForm { Name = me.Name, Phone = me.Phone, BirthMonth = me.BirthMonth, BirthDay = me.BirthDay, Marketing = me.TakesMarketing }, ct));
    }

    [HttpPost("")]
    public async Task<IActionResult> Update([Bind(Prefix = "Form")] DetailsForm form, CancellationToken ct)
    {
        if (!ModelState.IsValid) return this.Again(nameof(Edit), await Page(form, ct));
        var me = await Me(ct);
        me.Describe(form.Name, form.Phone);
        me.CelebrateOn(form.BirthMonth, form.BirthDay);
        if (form.Marketing) me.AgreeToMarketing(clock.GetUtcNow().UtcDateTime);
        else me.RefuseMarketing();
        (await db.AccountUsers.SingleAsync(u => u.Id == me.UserId, ct)).Call(form.Name);
        await db.SaveChangesAsync(ct);
        return Saved("Your details are saved.");
    }

    [HttpPost("sessions/{id:guid}/end")]
    public async Task<IActionResult> EndSession(Guid id, CancellationToken ct)
    {
        if (!await sessions.End(User.Who().UserId, id, ct)) return NotFound();
        return Saved("That sign-in has ended.");
    }

    [HttpPost("sessions/end-others"), StepUp]
    public async Task<IActionResult> EndOtherSessions(CancellationToken ct)
    {
        await sessions.EndOthers(User.Who().UserId, but: User.Who().SessionId, ct);
        return Saved("You are signed in on this device only.");
    }

    private async Task<Customer> Me(CancellationToken ct)
    {
        var id = await member.RequiredCustomerId(ct);
        return await db.Customers.SingleAsync(c => c.Id == id, ct);
    }

    private async Task<DetailsPage> Page(DetailsForm form, CancellationToken ct)
    {
        var who = User.Who();
        return new DetailsPage(form, who.Email, await ways.Of(who.UserId, ct), who.SessionId, await sessions.Of(who.UserId, ct));
    }

    private RedirectToActionResult Saved(string notice)
    {
        TempData["Notice"] = notice;
        return RedirectToAction(nameof(Edit));
    }
}
