using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>What comes out when: staff say from when everybody may buy a product, and how many pieces of it members may have before that.</summary>
[Route("backoffice/launches"), Needs(Area.Catalogue, Act.See)]
public sealed class LaunchesController(ShopDb db, CurrentShop shop, TimeProvider clock) : Controller
{
    private const int MostFound = 20;

    [HttpGet("")]
    public async Task<IActionResult> Index(string? q, CancellationToken ct)
    {
        var now = Now;
        var products = db.Products.AsNoTracking();
        var coming = await products.Where(p => p.PublicFrom > now).OrderBy(p => p.PublicFrom).ThenBy(p => p.Id).Select(p => new LaunchRow(p.Id, p.Name, p.Slug, p.Status, p.PublicFrom, p.EarlyQuota, p.EarlySold)).ToListAsync(ct);
        if (string.IsNullOrWhiteSpace(q)) return View(new LaunchesPage(null, coming, []));
        var text = q.Trim().ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        var found = await products.Where(p => p.Name.ToLower().Contains(text) || p.Slug.Contains(text) || p.Variants.Any(v => v.Sku.ToLower() == text)).OrderBy(p => p.Name).ThenBy(p => p.Id).Take(MostFound)
            .Select(p => new LaunchRow(p.Id, p.Name, p.Slug, p.Status, p.PublicFrom, p.EarlyQuota, p.EarlySold)).ToListAsync(ct);
#pragma warning restore CA1304, CA1311, CA1862
        return View(new LaunchesPage(q.Trim(), coming, found));
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct) => await Find(id, ct) is not { } product ? NotFound() : View(Page(product, new LaunchForm
    {
        From = product.PublicFrom > Now ? Typed.Local(product.PublicFrom.Value, shop.Zone) : null, Quota = product.PublicFrom > Now ? product.EarlyQuota?.ToString(CultureInfo.InvariantCulture) : null, Version = product.Version,
    }));

    [HttpPost("{id:guid}"), Needs(Area.Catalogue, Act.Change)]
    public async Task<IActionResult> Update(Guid id, [Bind(Prefix = "Form")] LaunchForm form, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } product) return NotFound();
        void Complain(string field, string text) => ModelState.TryAddModelError($"Form.{field}", text);
        var from = Typed.Moment(form.From, nameof(form.From), "Everybody may buy it from", shop.Zone, Complain);
        var quota = Typed.Whole(form.Quota, nameof(form.Quota), "“Pieces for members before that”: enter a whole number above zero, like 20", Complain);
        if (from is null && string.IsNullOrWhiteSpace(form.From)) Complain(nameof(form.From), "Enter the day and the time");
        if (product.Version != form.Version) ModelState.AddModelError("", "A colleague saved this product meanwhile. Open it again to see what they changed; what you typed is below.");
        return ModelState.IsValid ? await Save(product, form, from, quota, $"Everybody can buy it from {DateText.Moment(from!.Value, shop.Zone)}.", ct) : this.Again(nameof(Edit), Page(product, form));
    }

    [HttpPost("{id:guid}/clear"), Needs(Area.Catalogue, Act.Change)]
    public async Task<IActionResult> Destroy(Guid id, CancellationToken ct) => await Find(id, ct) is not { } product ? NotFound()
        : await Save(product, new LaunchForm { Version = product.Version }, null, null, product.Status == ProductStatus.Active ? "Everybody can buy it now." : "It has no day any more.", ct);

    private async Task<IActionResult> Save(Product product, LaunchForm form, DateTime? from, int? quota, string done, CancellationToken ct)
    {
        try
        {
            product.ComeOut(from, quota, Now);
            await db.SaveChangesAsync(ct);
        }
        catch (RuleBroken refused)
        {
            ModelState.AddModelError(quota is null ? "Form.From" : "Form.Quota", refused.Message);
            return this.Again(nameof(Edit), Page(product, form));
        }
        TempData["Notice"] = done;
        return new SeeOther(Url.Content("~/backoffice/launches"));
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private Task<Product?> Find(Guid id, CancellationToken ct) => db.Products.SingleOrDefaultAsync(p => p.Id == id, ct);

    private LaunchPage Page(Product product, LaunchForm form) => new(product.Id, product.Name, product.Slug, product.Status, product.PublicFrom > Now ? product.PublicFrom : null, product.EarlySold, form);
}

/// <summary>What comes out in the next time, and what was looked for.</summary>
public sealed record LaunchesPage(string? Search, IReadOnlyList<LaunchRow> Coming, IReadOnlyList<LaunchRow> Found);

/// <summary>A product with its day.</summary>
public sealed record LaunchRow(Guid Id, string Name, string Slug, ProductStatus Status, DateTime? PublicFrom, int? EarlyQuota, int EarlySold);

/// <summary>One product's day at the desk.</summary>
public sealed record LaunchPage(Guid Id, string Name, string Slug, ProductStatus Status, DateTime? PublicFrom, int EarlySold, LaunchForm Form);

/// <summary>When a product comes out, as typed.</summary>
public sealed class LaunchForm
{
    public string? From { get; set; }
    public string? Quota { get; set; }

    /// <summary>What the form was filled from, so that nobody's change is lost.</summary>
    public int Version { get; set; }
}
