using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Accounts;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>What members took for points: staff hand over what waits, or call off what was not used.</summary>
[Route("backoffice/rewards/claims"), Needs(Area.Club, Act.See)]
public sealed class ClaimsController(ListDesk list, RewardDesk desk, SettleClaim settle, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Index(CancellationToken ct) => list.Show(this, list.Find("claims")!, ct);

    /// <summary>One of them, with what can be done.</summary>
    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct) => await desk.Claim(id, Now, ct) is { } claim ? View(new ClaimPage(claim, null, Now)) : NotFound();

    [HttpPost("{id:guid}/done"), Needs(Area.Club, Act.Change)]
    public Task<IActionResult> Update(Guid id, string? note, CancellationToken ct) => Settle(id, note, () => settle.Finish(id, Me, note, ct), "It is done, and the member can see it.", ct);

    [HttpPost("{id:guid}/missed"), Needs(Area.Club, Act.Change)]
    public Task<IActionResult> Miss(Guid id, string? note, CancellationToken ct) => Settle(id, note, () => settle.Miss(id, Me, note, ct), "It is noted: they did not come.", ct);

    [HttpPost("{id:guid}/call-off"), Needs(Area.Club, Act.Change)]
    public Task<IActionResult> Destroy(Guid id, string? note, CancellationToken ct) => Settle(id, note, () => settle.CallOff(id, Me, note, ct), "It is called off, and the points are back.", ct);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private Actor Me => Actor.Staff(User.Who().UserId, User.Who().Name);

    private async Task<IActionResult> Settle(Guid id, string? note, Func<Task<bool>> how, string done, CancellationToken ct)
    {
        try
        {
            if (!await how()) return NotFound();
            TempData["Notice"] = done;
            return new SeeOther(Url.Content($"~/backoffice/rewards/claims/{id}"));
        }
        catch (RuleBroken refused)
        {
            return await desk.Claim(id, Now, ct) is { } claim ? this.Again("Edit", new ClaimPage(claim, note, Now), "note", refused.Message) : NotFound();
        }
    }
}

/// <summary>Something that was taken, and what staff wrote about it.</summary>
public sealed record ClaimPage(ClaimRow Claim, string? Note, DateTime Now)
{
    /// <summary>Whether it is a seat at an event that has not begun, so that nobody can have come.</summary>
    public bool ComesLater => Claim is { State: VoucherState.Waiting, Kind: RewardKind.EventSeat } && Claim.HeldAt > Now;

    public bool CanBeSettled => Claim.State == VoucherState.Waiting && !ComesLater;
}
