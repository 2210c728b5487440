using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Accounts;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>Rewards at the desk: the list, opening, changing and ending them.</summary>
[Route("backoffice/rewards"), Needs(Area.Club, Act.See)]
public sealed class RewardsController(ListDesk list, ShopDb db, RewardDesk desk, ChangeReward change, SettleClaim settle, ClubTerms terms, CurrentShop shop, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Index(CancellationToken ct) => list.Show(this, list.Find("rewards")!, ct);

    [HttpGet("new"), Needs(Area.Club, Act.Approve)]
    public async Task<IActionResult> New(CancellationToken ct) => View("Edit", await Page(null, new RewardForm { From = Typed.Local(Now, shop.Zone) }, ct));

    [HttpPost(""), Needs(Area.Club, Act.Approve)]
    public Task<IActionResult> Create([Bind(Prefix = "Form")] RewardForm form, CancellationToken ct) => Save(null, form, ct);

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct)
    {
        if (await desk.One(id, ct) is not { } row) return NotFound();
        var slug = await db.Products.Where(p => p.Id == row.Terms.ProductId).Select(p => p.Slug).SingleOrDefaultAsync(ct);
        return View(await Page(row, RewardForm.Of(row.Terms, slug, shop.Currency, shop.Zone), ct));
    }

    [HttpPost("{id:guid}"), Needs(Area.Club, Act.Approve)]
    public async Task<IActionResult> Update(Guid id, [Bind(Prefix = "Form")] RewardForm form, CancellationToken ct) =>
        await desk.One(id, ct) is { } row ? await Save(row, form, ct) : NotFound();

    [HttpGet("{id:guid}/end"), Needs(Area.Club, Act.Approve)]
    public async Task<IActionResult> Delete(Guid id, CancellationToken ct) =>
        await desk.One(id, ct) is { } row && !row.IsOver(Now) ? View("End", row) : new SeeOther(Url.Content($"~/backoffice/rewards/{id}"));

    [HttpPost("{id:guid}/end"), Needs(Area.Club, Act.Approve)]
    public async Task<IActionResult> Destroy(Guid id, CancellationToken ct)
    {
        if (await desk.One(id, ct) is null) return NotFound();
        await change.End(id, ct);
        TempData["Notice"] = "Nobody can take it any more. Vouchers that were taken keep their time.";
        return new SeeOther(Url.Content("~/backoffice/rewards"));
    }

    [HttpGet("{id:guid}/call-off"), Needs(Area.Club, Act.Approve)]
    public async Task<IActionResult> CallOff(Guid id, CancellationToken ct) =>
        await desk.One(id, ct) is { Terms.Kind: RewardKind.EventSeat, Waiting: > 0 } row ? View("CallOff", new EventToCallOff(row, null)) : new SeeOther(Url.Content($"~/backoffice/rewards/{id}"));

    /// <summary>The event is not held: every seat's points go back.</summary>
    [HttpPost("{id:guid}/call-off"), Needs(Area.Club, Act.Approve)]
    public async Task<IActionResult> DestroyEvent(Guid id, string? note, CancellationToken ct)
    {
        if (await desk.One(id, ct) is not { } row) return NotFound();
        try
        {
            var seats = await settle.CallOffEvent(id, Actor.Staff(User.Who().UserId, User.Who().Name), note, ct);
            TempData["Notice"] = seats == 1 ? "It is called off. One seat was given back, and its member hears of it." : $"It is called off. {seats} seats were given back, and their members hear of it.";
            return new SeeOther(Url.Content($"~/backoffice/rewards/{id}"));
        }
        catch (RuleBroken refused)
        {
            return this.Again("CallOff", new EventToCallOff(row, note), "note", refused.Message);
        }
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<IActionResult> Save(RewardRow? row, RewardForm form, CancellationToken ct)
    {
        var said = form.Read(await ProductOf(form, ct), shop.Currency, shop.Zone, (field, text) => ModelState.TryAddModelError($"Form.{field}", text));
        foreach (var complaint in said.Complaints().Where(c => ModelState[FieldOf(c.Field)]?.Errors.Count is null or 0)) ModelState.AddModelError(FieldOf(complaint.Field), complaint.Text);
        if (said.Quota < row?.Taken) ModelState.TryAddModelError("Form.Quota", $"“How many in all”: {row!.Taken} were taken already");
        if (!ModelState.IsValid) return this.Again("Edit", await Page(row, form, ct));
        try
        {
            await change.Save(row?.Id, said, ct);
            TempData["Notice"] = row is not null ? "Saved." : said.From > Now ? "It is planned." : "Members can have it now.";
            return new SeeOther(Url.Content("~/backoffice/rewards"));
        }
        catch (RuleBroken refused)
        {
            return this.Again("Edit", await Page(row, form, ct), "", refused.Message);
        }
    }

    // The form calls two things otherwise.
    private static string FieldOf(string field) => "Form." + field switch
    {
        nameof(RewardTerms.BasisPoints) => nameof(RewardForm.Percent),
        nameof(RewardTerms.ProductId) => nameof(RewardForm.Product),
        var same => same,
    };

    private async Task<Guid?> ProductOf(RewardForm form, CancellationToken ct)
    {
        if (form.Product?.Trim() is not { Length: > 0 } typed) return null;
        return await db.Products.Where(p => p.Slug == typed).Select(p => (Guid?)p.Id).SingleOrDefaultAsync(ct) ?? await db.Variants.Where(v => v.Sku == typed).Select(v => (Guid?)v.ProductId).FirstOrDefaultAsync(ct);
    }

    private async Task<RewardEditPage> Page(RewardRow? row, RewardForm form, CancellationToken ct) => new(row, form, await terms.Now(ct), row?.IsOver(Now) ?? false);
}

/// <summary>An event that is to be called off, and what its members are told.</summary>
public sealed record EventToCallOff(RewardRow Row, string? Note);

/// <summary>A reward being written; without a row it is a new one.</summary>
public sealed record RewardEditPage(RewardRow? Row, RewardForm Form, Club? Club, bool IsOver)
{
    public string NameOf(Tier tier) => Club?.NameOf(tier) ?? tier.ToString();
}
