using Microsoft.AspNetCore.Mvc;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Members.Loyalty;

/// <summary>How a member keeps a tier or reaches the next one: the real evaluation, asked about futures that have not happened. Looking at it changes nothing.</summary>
[Route("account/club/plan")]
public sealed class PlansController(ClubTerms terms, ClubMemberReader reader, ReadTierPlan plans, CurrentShop shop, MoneyText money, TimeProvider clock) : Controller
{
    // More than anybody buys here at once, and far from where numbers end.
    private const decimal Most = 1_000_000;

    [HttpGet("")]
    public async Task<IActionResult> Show(string? amount, CancellationToken ct)
    {
        if (await terms.Now(ct) is not { } club || await reader.Read(club, ct) is not { } mine) return new SeeOther(Url.Content("~/account/club"));
        var thought = Thought(amount, out var trouble);
        if (await plans.Run(mine.Me.MemberId, null, ct) is not { } plan) return new SeeOther(Url.Content("~/account/club"));
        var then = thought is null ? null : await plans.Run(mine.Me.MemberId, thought, ct);
        if (trouble is not null) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(new PlanPage(club, mine.Me, plan, amount?.Trim() ?? "", trouble, thought, then) { Now = clock.GetUtcNow().UtcDateTime });
    }

    private Money? Thought(string? typed, out string? trouble)
    {
        trouble = null;
        if (string.IsNullOrWhiteSpace(typed)) return null;
        trouble = TypedAmount.Read(typed, shop.Currency) switch
        {
            null => "Enter an amount in figures, such as 80 or 79.50.",
            <= 0 => "Enter an amount above zero, such as 80 or 79.50.",
            > Most => $"That is more than can be looked at here: enter at most {money.Whole(shop.Currency.FromDecimal(Most))}.",
            _ => null,
        };
        return trouble is null ? shop.Currency.FromDecimal(Math.Round(TypedAmount.Read(typed, shop.Currency)!.Value, shop.Currency.Decimals)) : null;
    }
}

/// <summary>What lies ahead of a member's tier.</summary>
/// <param name="Typed">What was typed for an order only thought of, with what is wrong with it.</param>
/// <param name="Then">The plan if that were bought; null when nothing was typed.</param>
public sealed record PlanPage(Club Club, MemberStanding Me, MemberPlan Plan, string Typed, string? Trouble, Money? Thought, MemberPlan? Then)
{
    public required DateTime Now { get; init; }

    /// <summary>What would be different with it.</summary>
    public PlannedRelease? Change => Then?.Plan.Pending.LastOrDefault(p => p.Order.OrderId is null);
}
