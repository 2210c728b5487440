using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>The last look before rules are published: what changes, and from when.</summary>
[Route("backoffice/club/rules/{id:guid}/publish"), Needs(Area.Club, Act.Approve)]
public sealed class RulePublishingController(ShopDb db, PublishRuleSet publish, RuleBook book, RuleDesk desk, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> New(Guid id, CancellationToken ct) =>
        await Find(id, ct) is not { } set ? NotFound() : set.IsDraft && RuleCheck.Problems(set.Rules).Count == 0 ? View(await Page(set, new PublishForm { Version = set.Version }, ct)) : new SeeOther(Url.Content($"~/backoffice/club/rules/{id}"));

    [HttpPost(""), StepUp]
    public async Task<IActionResult> Create(Guid id, [Bind(Prefix = "Form")] PublishForm form, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } set) return NotFound();
        var zone = TimeZoneInfo.FindSystemTimeZoneById((await desk.Text(ct, set.Rules)).Zone);
        var moment = Typed.Moment(form.From, "Form.From", "From", zone, (field, text) => ModelState.AddModelError(field, text));
        if (set.Version != form.Version) ModelState.AddModelError("", $"{set.ChangedBy ?? "Somebody"} changed this draft since this page was opened. Look at what it says now; nothing was published.");
        if (await Simulated(set, ct) is not { IsStale: false, Outcome: not null } && await book.At(clock.GetUtcNow().UtcDateTime, ct) is not null && !form.Unseen) ModelState.AddModelError("Form.Unseen", "Simulate it first, or say that you publish it without its numbers.");
        try
        {
            if (ModelState.IsValid)
            {
                var number = await publish.Run(id, form.Version, moment, form.Notice, form.NoticeText, Actor.Staff(User.Who().UserId, User.Who().Name), ct);
                TempData["Notice"] = $"Published as number {number}. What is ordered from {(moment is null ? "now on" : "then on")} is judged by it.";
                return new SeeOther(Url.Content("~/backoffice/club"));
            }
        }
        catch (RuleBroken broken)
        {
            ModelState.AddModelError(broken.Message.Contains("members are to read", StringComparison.Ordinal) ? "Form.NoticeText" : "Form.From", broken.Message);
        }
        ModelState.Remove("Form.Version");
        form.Version = set.Version;
        return this.Again("New", await Page(set, form, ct));
    }

    private async Task<PublishPage> Page(RuleSetRow set, PublishForm form, CancellationToken ct)
    {
        var current = await book.At(clock.GetUtcNow().UtcDateTime, ct);
        var text = await desk.Text(ct, current is null ? [set.Rules] : [set.Rules, current.Rules]);
        return new PublishPage(set, form, current, current is null ? [] : RuleChanges.Between(current.Rules, set.Rules, text), text.Zone) { Simulated = await Simulated(set, ct) };
    }

    private async Task<SimulationPage> Simulated(RuleSetRow set, CancellationToken ct)
    {
        var run = await db.Simulations.AsNoTracking().Where(s => s.RuleSetId == set.Id && s.Kind == SimulationKind.Draft && s.State == SimulationState.Done).OrderByDescending(s => s.RequestedAt).ThenByDescending(s => s.Id).FirstOrDefaultAsync(ct);
        return new SimulationPage(set, await book.At(clock.GetUtcNow().UtcDateTime, ct), RunRow.Of(run), run?.Result is { } result ? SimulationOutcome.FromJson(result) : null, null);
    }

    private async Task<RuleSetRow?> Find(Guid id, CancellationToken ct) => await db.RuleSets.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is { } set ? RuleSetRow.Of(set) : null;
}

/// <summary>From when rules hold.</summary>
public sealed class PublishForm
{
    public string? From { get; set; }

    /// <summary>Whether it is published though its numbers are missing or those of another version.</summary>
    public bool Unseen { get; set; }
    public RuleNotice Notice { get; set; }
    public string? NoticeText { get; set; }

    /// <summary>The draft that was looked at.</summary>
    public int Version { get; set; }
}

/// <summary>A draft before it is published, and what it changes.</summary>
public sealed record PublishPage(RuleSetRow Set, PublishForm Form, PublishedRules? Current, IReadOnlyList<RuleChange> Changes, string Zone)
{
    public required SimulationPage Simulated { get; init; }
}
