using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Promotions;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Promotions;

/// <summary>Promotions at the desk: the list, one with its codes and uses, opening, changing and ending. Whatever changes what customers pay is shown first and asked about.</summary>
[Route("backoffice/promotions"), Needs(Area.Promotions, Act.See)]
public sealed class PromotionsController(ListDesk desk, ShopDb db, PromotionList list, ChangePromotion change, PreviewPromotion preview, CurrentShop shop, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Index(CancellationToken ct) => desk.Show(this, desk.Find("promotions")!, ct);

    [HttpGet("new"), Needs(Area.Promotions, Act.Change)]
    public async Task<IActionResult> New(CancellationToken ct) =>
        View("Edit", await Page(null, new PromotionForm { StartsAt = Typed.Local(Now, shop.Zone) }, ct));

    [HttpPost(""), Needs(Area.Promotions, Act.Change)]
    public Task<IActionResult> Create([Bind(Prefix = "Form")] PromotionForm form, string? step, CancellationToken ct) => Save(null, form, step, ct);

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct)
    {
        if (await list.One(id, Now, ct) is not { } sheet) return NotFound();
        var ids = sheet.Terms.Targets.Select(t => t.TargetId).ToList();
        var slugs = await db.Products.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Slug, ct);
        return View(await Page(sheet, PromotionForm.Of(sheet.Terms, slugs, shop.Currency, shop.Zone), ct));
    }

    [HttpPost("{id:guid}"), Needs(Area.Promotions, Act.Change)]
    public Task<IActionResult> Update(Guid id, [Bind(Prefix = "Form")] PromotionForm form, string? step, CancellationToken ct) => Save(id, form, step, ct);

    [HttpGet("{id:guid}/end"), Needs(Area.Promotions, Act.Change)]
    public async Task<IActionResult> Delete(Guid id, CancellationToken ct) =>
        await list.One(id, Now, ct) is { Time: not PromotionTime.Over } sheet ? View("End", sheet) : new SeeOther(Url.Content($"~/backoffice/promotions/{id}"));

    [HttpPost("{id:guid}/end"), Needs(Area.Promotions, Act.Change)]
    public async Task<IActionResult> Destroy(Guid id, CancellationToken ct)
    {
        if (await list.One(id, Now, ct) is not { } sheet) return NotFound();
        if (await db.Rewards.Where(r => r.PromotionId == id).Select(r => new { r.Id, r.Name }).FirstOrDefaultAsync(ct) is { } reward)
        {
            TempData["Warning"] = $"Members have vouchers of it: end the reward “{reward.Name}” instead, and theirs keep their time.";
            return new SeeOther(Url.Content($"~/backoffice/rewards/{reward.Id}"));
        }
        await change.End(id, ct);
        TempData["Notice"] = sheet.LowersPrices ? "It is over. The prices on the shelves follow within a minute." : "It is over.";
        return new SeeOther(Url.Content($"~/backoffice/promotions/{id}"));
    }

    [HttpPost("{id:guid}/codes"), Needs(Area.Promotions, Act.Change)]
    public async Task<IActionResult> Draw(Guid id, string? count, CancellationToken ct)
    {
        if (await list.One(id, Now, ct) is not { Terms.NeedsCode: true }) return NotFound();
        if (int.TryParse(count, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= ChangePromotion.MostDrawn)
        {
            await change.Draw(id, number, ct);
            TempData["Notice"] = number == 1 ? "One code is drawn." : $"{number} codes are drawn.";
        }
        else TempData["Warning"] = $"Draw from 1 to {ChangePromotion.MostDrawn} codes at once.";
        return new SeeOther(Url.Content($"~/backoffice/promotions/{id}"));
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<IActionResult> Save(Guid? id, PromotionForm form, string? step, CancellationToken ct)
    {
        var sheet = id is { } known ? await list.One(known, Now, ct) : null;
        if (id is not null && sheet is null) return NotFound();
        if (step == PromotionQuestion.Change)
        {
            ModelState.Clear(); // it was looked over before: nothing is wrong, it is only not meant so
            return View("Edit", await Page(sheet, form, ct));
        }
        var terms = form.Read(await Products(form, ct), shop.Currency, shop.Zone, (field, text) => ModelState.TryAddModelError($"Form.{field}", text));
        foreach (var complaint in terms.Complaints().Where(c => ModelState[FieldOf(c)]?.Errors.Count is null or 0)) ModelState.AddModelError(FieldOf(complaint), complaint.Text);
        var codes = form.NeedsCode ? PromotionForm.LinesOf(form.Codes) : [];
        if (codes.FirstOrDefault(c => PromotionCode.Normalise(c) is null) is { } odd) ModelState.AddModelError("Form.Codes", $"“{odd}” is no code: use {PromotionCode.MinLength} to {PromotionCode.MaxLength} letters and digits");
        if (form.NeedsCode && codes.Count == 0 && sheet is null or { CodesInAll: 0 } && form.NeedsCode) ModelState.TryAddModelError("Form.Codes", "Enter a code, or more, one a line");
        if (sheet is not null && terms.Limit < sheet.Used) ModelState.TryAddModelError("Form.Limit", $"It has been used {sheet.Used} times already.");
        var words = codes.Select(PromotionCode.Normalise).ToList();
        if (await db.PromotionCodes.Where(c => words.Contains(c.Code) && c.PromotionId != id).Select(c => c.Code).FirstOrDefaultAsync(ct) is { } taken) ModelState.AddModelError("Form.Codes", $"The code {taken} belongs to another promotion.");
        if (!ModelState.IsValid) return this.Again("Edit", await Page(sheet, form, ct));
        if (step != PromotionQuestion.Open) return View("Confirm", new PromotionQuestion(sheet, terms, [.. words.OfType<string>()], form.Unused(), await preview.Of(id, terms, ct), Now));
        try
        {
            var saved = await change.Save(id, terms, codes, ct);
            TempData["Notice"] = (id is null ? terms.StartsAt > Now ? "It is planned." : "It is open." : "Saved.") + (!terms.NeedsCode ? " Prices on the shelves follow within a minute." : "");
            return new SeeOther(Url.Content($"~/backoffice/promotions/{saved}"));
        }
        catch (RuleBroken refused)
        {
            return this.Again("Edit", await Page(sheet, form, ct), "", refused.Message);
        }
    }

    // The form calls two things otherwise.
    private static string FieldOf(Complaint complaint) => "Form." + complaint.Field switch
    {
        nameof(PromotionTerms.BasisPoints) => nameof(PromotionForm.Percent),
        nameof(PromotionTerms.Targets) => nameof(PromotionForm.Products),
        var same => same,
    };

    private async Task<Dictionary<string, Guid>> Products(PromotionForm form, CancellationToken ct)
    {
        var named = PromotionForm.LinesOf(form.Products).Concat(PromotionForm.LinesOf(form.NotProducts)).Distinct().Take(Promotion.MaxTargets + 1).ToList();
        var found = new Dictionary<string, Guid>();
        if (named.Count == 0) return found;
        foreach (var product in await db.Products.Where(p => named.Contains(p.Slug)).Select(p => new { p.Id, p.Slug }).ToListAsync(ct)) found[product.Slug] = product.Id;
        foreach (var variant in await db.Variants.Where(v => named.Contains(v.Sku)).Select(v => new { v.ProductId, v.Sku }).ToListAsync(ct)) found[variant.Sku] = variant.ProductId;
        return found;
    }

    private async Task<PromotionPage> Page(PromotionSheet? sheet, PromotionForm form, CancellationToken ct) => new(sheet, form,
        await db.Categories.AsNoTracking().OrderBy(c => c.Position).ThenBy(c => c.Name).Select(c => new PromotionPage.Shelf(c.Id, c.Name)).ToListAsync(ct));
}

/// <summary>A promotion being written; without a sheet it is a new one.</summary>
public sealed record PromotionPage(PromotionSheet? Sheet, PromotionForm Form, IReadOnlyList<PromotionPage.Shelf> Shelves)
{
    public sealed record Shelf(Guid Id, string Name);
}

/// <summary>What is about to be opened or changed, and what that would do: staff say yes, or change it.</summary>
/// <param name="Codes">The codes that are added.</param>
/// <param name="Unused">What was typed into fields that this kind has no use for.</param>
public sealed record PromotionQuestion(PromotionSheet? Sheet, PromotionTerms Terms, IReadOnlyList<string> Codes, IReadOnlyList<string> Unused, PromotionPreview Preview, DateTime Now)
{
    public const string Open = "open";
    public const string Change = "change";

    public bool IsPlanned => Terms.StartsAt > Now;
    public bool IsBold => Preview.Steep > 0 || Preview is { LowersPrices: true, WholeShop: true };
}
