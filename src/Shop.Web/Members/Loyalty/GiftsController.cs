using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Loyalty;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Members.Loyalty;

/// <summary>Points for another member: the form, the question whether it is meant, and the gift.</summary>
[Route("account/club/gift")]
public sealed class GiftsController(ClubTerms terms, ClubMemberReader reader, CurrentMember member, SendPoints send, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> New(CancellationToken ct) => await Page(new GiftForm(), ct) is { } page ? View(page) : new SeeOther(Url.Content("~/account/club"));

    /// <summary>Looks it over; nothing moves.</summary>
    [HttpPost(""), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Edit([Bind(Prefix = "Form")] GiftForm form, string? step, CancellationToken ct)
    {
        if (await Page(form, ct) is not { } page) return new SeeOther(Url.Content("~/account/club"));
        if (step == "change")
        {
            ModelState.Clear();
            return View("New", page);
        }
        foreach (var (field, text) in form.Complaints()) ModelState.AddModelError($"Form.{field}", text);
        if (ModelState.IsValid) Tell(page, await send.Check(await member.RequiredCustomerId(ct), form.Digits, form.LastName!, form.Count!.Value, ct));
        return ModelState.IsValid ? View("Confirm", page with { Once = Guid.NewGuid() }) : this.Again("New", page);
    }

    [HttpGet("send")]
    public IActionResult Create() => new SeeOther(Url.Content("~/account/club/gift"));

    [HttpPost("send"), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] GiftForm form, Guid once, CancellationToken ct)
    {
        if (await Page(form, ct) is not { } page) return new SeeOther(Url.Content("~/account/club"));
        foreach (var (field, text) in form.Complaints()) ModelState.AddModelError($"Form.{field}", text);
        if (once == Guid.Empty) ModelState.AddModelError("", "Look it over once more, please");
        if (ModelState.IsValid) Tell(page, await send.Run(await member.RequiredCustomerId(ct), form.Digits, form.LastName!, form.Count!.Value, form.Message, once, ct));
        if (!ModelState.IsValid) return this.Again("New", page);
        TempData["Notice"] = $"{page.Club.Count(form.Count!.Value)} {(form.Count == 1 ? "is" : "are")} theirs now.";
        return new SeeOther(Url.Content("~/account/club/statement"));
    }

    private void Tell(GiftPage page, SendPoints.Outcome outcome)
    {
        if (outcome is not SendPoints.Refused refused) return;
        var (field, text) = GiftForm.Words(page.Club, page.Terms, refused);
        ModelState.AddModelError(field.Length == 0 ? "" : $"Form.{field}", text);
    }

    private async Task<GiftPage?> Page(GiftForm form, CancellationToken ct)
    {
        if (await terms.Now(ct) is not { Rules.Gifts: { } gifts } club || await reader.Read(club, ct) is not { } mine) return null;
        return new GiftPage(club, mine.Me, gifts, form, await send.LeftToday(mine.Me.MemberId, clock.GetUtcNow().UtcDateTime, ct) ?? 0, Guid.Empty);
    }
}
