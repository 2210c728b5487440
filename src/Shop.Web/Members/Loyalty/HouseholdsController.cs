using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Members.Loyalty;

/// <summary>Sharing points: opening a household, inviting, accepting, approving, and going. What a step means for the points is said before it.</summary>
[Route("account/club/household")]
public sealed class HouseholdsController(ClubTerms terms, ClubMemberReader reader, CurrentMember member, HouseholdReader households, ChangeHousehold change, LeaveHousehold leave) : Controller
{
    private const string Home = "~/account/club/household";

    [HttpGet("")]
    public async Task<IActionResult> Show(CancellationToken ct) => await Page(new HouseholdForm(), ct) is { } page ? View(page) : new SeeOther(Url.Content("~/account/club"));

    [HttpPost("")]
    public Task<IActionResult> Create([Bind(Prefix = "Form")] HouseholdForm form, CancellationToken ct) =>
        Do(form, nameof(form.Name), customer => change.Open(customer, form.Name, ct), "Your household is open. Invite who shares your table.", ct);

    [HttpPost("invitations"), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Invite([Bind(Prefix = "Form")] HouseholdForm form, CancellationToken ct)
    {
        if (form.Digits.Length == 0 || !Shop.Loyalty.Membership.IsNumber(form.Digits)) ModelState.AddModelError("Form.Number", "This is not a member number: it has ten digits, and they stand on their card");
        if (string.IsNullOrWhiteSpace(form.LastName) || form.LastName.Length > 100) ModelState.AddModelError("Form.LastName", "Enter their last name");
        if (!ModelState.IsValid) return await Page(form, ct) is { } page ? this.Again("Show", page) : new SeeOther(Url.Content(Home));
        return await Do(form, nameof(form.Number), customer => change.Invite(customer, form.Digits, form.LastName!, ct), "They find the invitation on this page of theirs. Once they have accepted, you let them in.", ct);
    }

    [HttpPost("invitations/{id:guid}/accept")]
    public Task<IActionResult> Accept(Guid id, CancellationToken ct) => Do(new HouseholdForm(), "", customer => change.Answer(customer, id, yes: true, ct), "Accepted. You are in as soon as they let you in; until then what you have is yours.", ct);

    [HttpPost("invitations/{id:guid}/decline")]
    public Task<IActionResult> Decline(Guid id, CancellationToken ct) => Do(new HouseholdForm(), "", customer => change.Answer(customer, id, yes: false, ct), "Declined.", ct);

    [HttpPost("members/{id:guid}")]
    public Task<IActionResult> Update(Guid id, CancellationToken ct) => Do(new HouseholdForm(), "", customer => change.Approve(customer, id, ct), "They are in, and what they had is with yours.", ct);

    /// <summary>What becomes of the points when somebody is taken out.</summary>
    [HttpGet("members/{id:guid}/remove")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct)
    {
        if (await Page(new HouseholdForm(), ct) is not { Household: { IsMine: true } household } page || household.Seats.FirstOrDefault(s => s.Id == id && !s.IsMe) is not { } seat) return new SeeOther(Url.Content(Home));
        return View("Leave", new HouseholdQuestion(page.Club, household, page.Me, seat));
    }

    [HttpPost("members/{id:guid}/remove")]
    public Task<IActionResult> Remove(Guid id, CancellationToken ct) => Do(new HouseholdForm(), "", customer => leave.Remove(customer, id, ct), "They are not in your household any more.", ct);

    [HttpGet("leave")]
    public async Task<IActionResult> Leave(CancellationToken ct) =>
        await Page(new HouseholdForm(), ct) is { Household: { } household } page ? View(new HouseholdQuestion(page.Club, household, page.Me, null)) : new SeeOther(Url.Content(Home));

    [HttpPost("leave")]
    public Task<IActionResult> Destroy(CancellationToken ct) => Do(new HouseholdForm(), "", customer => leave.Run(customer, ct), "You have left your household.", ct);

    private async Task<IActionResult> Do(HouseholdForm form, string field, Func<Guid, Task> step, string notice, CancellationToken ct)
    {
        if (await Page(form, ct) is null) return new SeeOther(Url.Content("~/account/club"));
        try
        {
            await step(await member.RequiredCustomerId(ct));
            TempData["Notice"] = notice;
            return new SeeOther(Url.Content(Home));
        }
        catch (RuleBroken refused)
        {
            return await Page(form, ct) is { } page ? this.Again("Show", page, field.Length == 0 ? "" : $"Form.{field}", refused.Message) : new SeeOther(Url.Content(Home));
        }
    }

    private async Task<HouseholdPage?> Page(HouseholdForm form, CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club || await reader.Read(club, ct) is not { } mine) return null;
        return new HouseholdPage(club, mine.Me, form, await households.Of(mine.Me.MemberId, ct), await households.Invitations(mine.Me.MemberId, ct));
    }
}

/// <summary>What is typed on the household's page: a name for a new one, or who is invited.</summary>
public sealed class HouseholdForm
{
    public string? Name { get; set; }
    public string? Number { get; set; }
    public string? LastName { get; set; }

    /// <summary>The digits of the number, however they are grouped.</summary>
    public string Digits => string.Concat((Number ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '.')));
}

/// <summary>A member's household, or how to come to one.</summary>
public sealed record HouseholdPage(Club Club, MemberStanding Me, HouseholdForm Form, HouseholdView? Household, IReadOnlyList<InvitationView> Invitations);

/// <summary>Somebody is about to go: the reader, or a member the reader takes out.</summary>
public sealed record HouseholdQuestion(Club Club, HouseholdView Household, MemberStanding Me, SeatView? Other)
{
    /// <summary>Whether the last one goes: then the points go along.</summary>
    public bool IsLast => Other is null && Household.Seats.Count(s => s.State == SeatState.In) == 1;
}
