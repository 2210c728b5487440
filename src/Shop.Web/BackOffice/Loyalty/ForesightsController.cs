using System.Globalization;
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

/// <summary>Time travel: how the club would stand on a day to come if nothing more were bought or sent back. Worked out in the background; nothing of it is written but the answer.</summary>
[Route("backoffice/club/ahead"), Needs(Area.Club, Act.See)]
public sealed class ForesightsController(ShopDb db, AskForSimulation ask, RuleBook book, TimeProvider clock) : Controller
{
    private const int AtOnce = 50;

    [HttpGet("")]
    public async Task<IActionResult> Show(int page = 1, CancellationToken ct = default) => await Page("", page, ct) is { } shown ? View(shown) : new SeeOther(Url.Content("~/backoffice/club"));

    [HttpPost(""), Needs(Area.Club, Act.Change)]
    public async Task<IActionResult> Create(string? day, CancellationToken ct)
    {
        if (await Page(day ?? "", 1, ct) is not { } page) return new SeeOther(Url.Content("~/backoffice/club"));
        if (!DateOnly.TryParseExact(day?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var chosen) || chosen == DateOnly.MaxValue) return this.Again("Show", page, "day", "Enter a day, like 2027-03-31.");
        try
        {
            await ask.Ahead(Period.StartOf(chosen.AddDays(1), page.Zone), Actor.Staff(User.Who().UserId, User.Who().Name), ct);
        }
        catch (RuleBroken broken)
        {
            return this.Again("Show", page, "day", broken.Message);
        }
        return new SeeOther(Url.Content("~/backoffice/club/ahead"));
    }

    private async Task<ForesightPage?> Page(string day, int page, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await book.At(now, ct) is not { } current) return null;
        var run = await db.Simulations.AsNoTracking().Where(s => s.Kind == SimulationKind.Ahead).OrderByDescending(s => s.RequestedAt).ThenByDescending(s => s.Id).FirstOrDefaultAsync(ct);
        var foresight = run?.Result is { } result ? Foresight.FromJson(result) : null;
        var rules = run?.AsOf is { } asOf ? await book.At(asOf, ct) ?? current : current;
        var pages = Math.Max(1, ((foresight?.Movers.Count ?? 0) + AtOnce - 1) / AtOnce);
        var at = Math.Clamp(page, 1, pages);
        IReadOnlyList<OutcomeMember> movers = foresight is null ? [] : [.. foresight.Movers.Skip((at - 1) * AtOnce).Take(AtOnce)];
        return new ForesightPage(day, current.Zone, rules, RunRow.Of(run), foresight, movers, at, pages) { People = await RuleSimulationsController.People(db, movers, ct) };
    }
}

/// <summary>The latest look ahead.</summary>
/// <param name="Day">As it was typed.</param>
/// <param name="Rules">Those that hold on that day, as far as they are published.</param>
public sealed record ForesightPage(string Day, TimeZoneInfo Zone, PublishedRules Rules, RunRow? Run, Foresight? Foresight, IReadOnlyList<OutcomeMember> Movers, int Page, int Pages)
{
    public IReadOnlyDictionary<Guid, (Guid CustomerId, string Name)> People { get; init; } = new Dictionary<Guid, (Guid, string)>();

    public IReadOnlyList<Tier> Tiers => [.. Rules.Rules.Ladder.Tiers.Select(t => t.Tier).Concat(Foresight?.Moves.Select(m => m.Before) ?? []).Distinct().Order()];

    public string NameOf(Tier tier) => Rules.Rules.Ladder.NameOf(tier);
}

/// <summary>How many go from tier to tier.</summary>
public sealed record TierMoves(IReadOnlyList<TierMove> Moves, IReadOnlyList<Tier> Tiers, Func<Tier, string> NameOf, string From, string To);
