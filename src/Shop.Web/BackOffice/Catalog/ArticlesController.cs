using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Accounts.Audit;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>The articles of a product as a table: prices, stock, weights and barcodes, filled in by hand or all at once, and more of them from options.</summary>
[Route("backoffice/products/{product:guid}/articles"), Needs(Area.Catalogue, Act.See)]
public sealed class ArticlesController(ShopDb db, ChangeArticles change, ReadAuditTrail trail, CurrentShop shop) : Controller
{
    private const int FieldsOfAnArticle = 9;

    [HttpGet("")]
    public async Task<IActionResult> Edit(Guid product, CancellationToken ct) => await Page(product, null, ct) is { } page ? View(page) : NotFound();

    [HttpPost(""), Needs(Area.Catalogue, Act.Change), RequestFormLimits(ValueCountLimit = Product.MostArticles * FieldsOfAnArticle + 30)]
    public async Task<IActionResult> Update(Guid product, [Bind(Prefix = "Form")] ArticlesForm form, string? fill, CancellationToken ct)
    {
        if (await Page(product, form, ct) is not { } page) return NotFound();
        if (fill is not null)
        {
            ModelState.Clear(); // what is filled in stands in place of what was typed
            form.FillIn();
            return View(nameof(Edit), page with { IsFilledIn = true });
        }
        var changes = form.Read(shop.Currency, ModelState);
        if (!ModelState.IsValid) return this.Again(nameof(Edit), page);
        switch (await change.Run(product, changes, form.Reason, User.Who().Name, ct, form.Once == Guid.Empty ? null : form.Once))
        {
            case ChangeArticles.Done(var changed):
                TempData["Notice"] = changed switch { 0 => "Nothing was different.", 1 => "1 article is changed.", _ => $"{changed} articles are changed." };
                return new SeeOther(Url.Content($"~/backoffice/products/{product}/articles"));
            case ChangeArticles.Outrun(var articles):
                foreach (var id in articles) await Tell(form, id, ct);
                return this.Again(nameof(Edit), page);
            case ChangeArticles.Refused(var id, var reason):
                ModelState.AddModelError($"Form.Rows[{form.Rows.FindIndex(r => r.Id == id)}].Price", reason);
                return this.Again(nameof(Edit), page);
            default: throw new InvalidOperationException("This outcome is not known.");
        }
    }

    [HttpPost("matrix"), Needs(Area.Catalogue, Act.Change)]
    public async Task<IActionResult> Matrix(Guid product, [Bind(Prefix = "Matrix")] MatrixForm form, CancellationToken ct)
    {
        try
        {
            var made = await change.Combine(product, form.Read(), ct);
            TempData["Notice"] = made switch { 0 => "Each combination is there already.", 1 => "1 article is added, with nothing in stock.", _ => $"{made} articles are added, with nothing in stock." };
            return new SeeOther(Url.Content($"~/backoffice/products/{product}/articles"));
        }
        catch (RuleBroken refused)
        {
            return await Page(product, null, ct) is { } page ? this.Again(nameof(Edit), page with { Matrix = form }, "Matrix.Options[0].Values", refused.Message) : NotFound();
        }
    }

    // Who was quicker and what they changed; what was typed stays, and saved once more it counts.
    private async Task Tell(ArticlesForm form, Guid id, CancellationToken ct)
    {
        var row = form.Rows.FindIndex(r => r.Id == id);
        if (row < 0 || await db.Variants.AsNoTracking().SingleOrDefaultAsync(v => v.Id == id, ct) is not { } now)
        {
            ModelState.AddModelError("", "One of these articles is not there any more. Open the page again.");
            return;
        }
        ModelState.AddModelError($"Form.Rows[{row}].Price", $"{now.Sku}: {await LastChange.Of(trail, "Variant", id, shop.Zone, ct)} What you typed is kept: save again, and it counts.");
        ModelState.Remove($"Form.Rows[{row}].Seen");
        form.Rows[row].Seen = now.Version;
    }

    private async Task<ArticlesPage?> Page(Guid id, ArticlesForm? typed, CancellationToken ct)
    {
        if (await db.Products.AsNoTracking().Where(p => p.Id == id).Select(p => new { p.Name, p.Slug, p.Status }).SingleOrDefaultAsync(ct) is not { } product) return null;
        var (levels, articles) = (db.StockLevels, db.Variants.AsNoTracking().Where(v => v.ProductId == id));
        var known = (await (from v in articles join l in levels on v.Id equals l.VariantId into all from l in all.DefaultIfEmpty() orderby v.Position select new { Variant = v, OnHand = l == null ? 0 : l.OnHand, Reserved = l == null ? 0 : l.Reserved }).ToListAsync(ct))
            .Select(a => new ArticleAtDesk(a.Variant.Id, a.Variant.Sku, a.Variant.Name, a.Variant.Price, a.Variant.OwnPrice, a.Variant.OwnCompareAt, a.OnHand, a.Reserved, a.Variant.WeightGrams, a.Variant.Barcode, a.Variant.Version, a.Variant.Options)).ToList();
        return new ArticlesPage(new ProductHead(id, product.Name, product.Slug, product.Status), known, typed ?? ArticlesForm.Of(known, shop.Currency), MatrixForm.Of(known));
    }
}
