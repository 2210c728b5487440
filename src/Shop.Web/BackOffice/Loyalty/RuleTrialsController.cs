using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Customers;
using Shop.Data;
using Shop.Loyalty;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>“Test this order”: what an order would earn under a rule set, each point explained. Nothing is written.</summary>
[Route("backoffice/club/rules/{id:guid}/try"), Needs(Area.Club, Act.See)]
public sealed class RuleTrialsController(ShopDb db, TryOrder trial, RuleDesk desk, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(Guid id, TrialForm form, CancellationToken ct)
    {
        if (await db.RuleSets.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } set) return NotFound();
        ModelState.Clear(); // odd tiers count as none
        var page = new TrialPage(RuleSetRow.Of(set), form, TimeZoneInfo.FindSystemTimeZoneById((await desk.Text(ct)).Zone));
        if (!form.IsFilled) return View(page);
        var tier = Enum.TryParse<Tier>(form.Tier, out var named) && Enum.IsDefined(named) ? named : (Tier?)null;
        if (form.Who?.Trim() is { Length: > 0 } who)
        {
            tier = await Members(who).Select(m => (Tier?)m.Tier).FirstOrDefaultAsync(ct);
            if (tier is null) ModelState.AddModelError("Who", "No member has this number or e-mail address.");
        }
        var at = Typed.Moment(form.At, "At", "Placed", page.Zone, ModelState.AddModelError);
        var tried = form.Number?.Trim() is { Length: > 0 } number ? await OfOrder(number, set.Rules, page.Zone, tier, at, ct) : await OfGoods(form, set.Rules, page.Zone, tier ?? Tier.Member, at, ct);
        if (!ModelState.IsValid) Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(page with { Tried = ModelState.IsValid ? tried : null });
    }

    private IQueryable<Membership> Members(string who) => db.Memberships.AsNoTracking().Where(m => m.State == MembershipState.Active && (m.Number == who.Replace(" ", "") || db.Set<Customer>().Any(c => c.Id == m.CustomerId && c.Email == who)));

    private async Task<TriedOrder?> OfOrder(string number, ProgrammeRules rules, TimeZoneInfo zone, Tier? tier, DateTime? at, CancellationToken ct)
    {
        var tried = await trial.Of(number, rules, zone, tier, at, ct);
        if (tried is null) ModelState.AddModelError("Number", "There is no order of this number.");
        return tried;
    }

    private async Task<TriedOrder?> OfGoods(TrialForm form, ProgrammeRules rules, TimeZoneInfo zone, Tier tier, DateTime? at, CancellationToken ct)
    {
        var typed = form.Rows.Where(r => r.Item.Length > 0).ToList();
        var found = await desk.Find(typed.Select(r => (BonusOn.Product, r.Item)), ct);
        var goods = new List<(Guid, int)>();
        foreach (var row in typed)
        {
            if (found[(BonusOn.Product, row.Item)] is not { Id: { } product }) ModelState.AddModelError($"Item[{row.At}]", found[(BonusOn.Product, row.Item)].Sentence!);
            else if (!int.TryParse(row.Pieces, NumberStyles.None, CultureInfo.InvariantCulture, out var pieces) || pieces is < 1 or > 10_000) ModelState.AddModelError($"Pieces[{row.At}]", "Enter how many, 1 to 10000.");
            else goods.Add((product, pieces));
        }
        if (typed.Count == 0) ModelState.AddModelError("Number", "Enter an order's number, or goods.");
        return ModelState.IsValid ? await trial.Of(goods, rules, zone, tier, at ?? clock.GetUtcNow().UtcDateTime, ct) : null;
    }
}

/// <summary>An order to try rules on.</summary>
public sealed class TrialForm
{
    public const int Goods = 4;

    /// <summary>A member's number or e-mail address.</summary>
    public string? Who { get; set; }
    public string? Tier { get; set; }
    public string? Number { get; set; }
    public string? At { get; set; }
    public List<string?> Item { get; set; } = [];
    public List<string?> Pieces { get; set; } = [];

    public bool IsFilled => !string.IsNullOrWhiteSpace(Number) || Rows.Any(r => r.Item.Length > 0) || !string.IsNullOrWhiteSpace(Who);

    public IEnumerable<(int At, string Item, string Pieces)> Rows => Enumerable.Range(0, Goods).Select(i => (i, Item.ElementAtOrDefault(i)?.Trim() ?? "", Pieces.ElementAtOrDefault(i)?.Trim() is { Length: > 0 } pieces ? pieces : "1"));
}

/// <summary>What came of trying rules on an order.</summary>
public sealed record TrialPage(RuleSetRow Set, TrialForm Form, TimeZoneInfo Zone)
{
    public TriedOrder? Tried { get; init; }
}
