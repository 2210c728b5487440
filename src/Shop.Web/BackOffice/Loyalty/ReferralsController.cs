using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>Friends that members brought: staff look at those above the limit, and may let through what was refused, each with a reason.</summary>
[Route("backoffice/referrals"), Needs(Area.Club, Act.See)]
public sealed class ReferralsController(ReadReferrals referrals, DecideReferral decide) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(ReferralState? state, int page, CancellationToken ct)
    {
        var number = Math.Clamp(page, 1, 10_000);
        var (rows, hasMore) = await referrals.Desk(state, number, ct);
        return View(new ReferralListPage(rows, state, number, hasMore));
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct) => await referrals.One(id, ct) is { } row ? View(new ReferralPage(row, null)) : NotFound();

    [HttpPost("{id:guid}/approve"), Needs(Area.Club, Act.Change)]
    public Task<IActionResult> Update(Guid id, string? why, CancellationToken ct) => Decide(id, why, () => decide.Approve(id, Me, why, ct), "It counts.", ct);

    [HttpPost("{id:guid}/refuse"), Needs(Area.Club, Act.Change)]
    public Task<IActionResult> Destroy(Guid id, string? why, CancellationToken ct) => Decide(id, why, () => decide.Refuse(id, Me, why, ct), "It is refused.", ct);

    private Actor Me => Actor.Staff(User.Who().UserId, User.Who().Name);

    private async Task<IActionResult> Decide(Guid id, string? why, Func<Task<bool>> how, string done, CancellationToken ct)
    {
        try
        {
            if (!await how()) return NotFound();
            TempData["Notice"] = done;
            return new SeeOther(Url.Content($"~/backoffice/referrals/{id}"));
        }
        catch (RuleBroken refused)
        {
            return await referrals.One(id, ct) is { } row ? this.Again("Edit", new ReferralPage(row, why), "why", refused.Message) : NotFound();
        }
    }
}

/// <summary>Friends, page by page.</summary>
public sealed record ReferralListPage(IReadOnlyList<ReferralRow> Rows, ReferralState? State, int Page, bool HasMore)
{
    public static IReadOnlyList<(ReferralState? State, string Name)> Tabs { get; } = [(null, "All"), (ReferralState.Review, "To look at"), (ReferralState.Refused, "Refused"), (ReferralState.Ordered, "Waiting"), (ReferralState.Earned, "Counted")];

    public static string At(ReferralState? state, int page) => $"~/backoffice/referrals?state={state}{(page > 1 ? $"&page={page}" : "")}";

    public static (string Word, string Badge) Of(ReferralState state) => state switch
    {
        ReferralState.Joined => ("Joined", "info"),
        ReferralState.Ordered => ("Waiting", "info"),
        ReferralState.Review => ("To look at", "warning"),
        ReferralState.Earned => ("Counted", "success"),
        _ => ("Refused", "danger"),
    };
}

/// <summary>One friend, with what staff wrote about the decision.</summary>
public sealed record ReferralPage(ReferralRow Row, string? Why);
