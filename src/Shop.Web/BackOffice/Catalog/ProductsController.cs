using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Accounts.Audit;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Catalog;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>The goods as staff see them: found by name, article number or address, reworded, moved to another address, shown or taken off the shelf.</summary>
[Route("backoffice/products"), Needs(Area.Catalogue, Act.See)]
public sealed class ProductsController(ShopDb db, ChangeSlug change, AddProduct add, ListDesk desk, CurrentShop shop, ReadAuditTrail trail, PreviewLinks previews, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Index(CancellationToken ct) => desk.Show(this, desk.Find("products")!, ct);

    [HttpGet("new"), Needs(Area.Catalogue, Act.Change)]
    public async Task<IActionResult> New(CancellationToken ct) => View(await Blank(new NewProductForm(), ct));

    [HttpPost(""), Needs(Area.Catalogue, Act.Change)]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] NewProductForm form, CancellationToken ct)
    {
        var price = Typed.Amount(form.Price, $"Form.{nameof(form.Price)}", shop.Currency, ModelState.AddModelError);
        var stock = Typed.Whole(form.Stock, $"Form.{nameof(form.Stock)}", "Enter a whole number, like 12", ModelState.AddModelError) ?? 0;
        if (price is null && string.IsNullOrWhiteSpace(form.Price)) ModelState.AddModelError($"Form.{nameof(form.Price)}", "Enter the price.");
        if (!ModelState.IsValid) return this.Again(nameof(New), await Blank(form, ct));
        try
        {
            var id = await add.Run(form.Name, form.CategoryId, form.BrandId, form.Sku.Trim(), price!.Value, stock, ct);
            TempData["Notice"] = "It is a draft: nobody sees it until you show it in the shop.";
            return new SeeOther(Url.Content($"~/backoffice/products/{id}"));
        }
        catch (RuleBroken refused)
        {
            return this.Again(nameof(New), await Blank(form, ct), $"Form.{nameof(form.Sku)}", refused.Message);
        }
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct) =>
        await db.Products.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, ct) is { } product ? View(await Page(product, ProductForm.Of(product), ct)) : NotFound();

    [HttpPost("{id:guid}"), Needs(Area.Catalogue, Act.Change)]
    public async Task<IActionResult> Update(Guid id, [Bind(Prefix = "Form")] ProductForm form, CancellationToken ct)
    {
        if (await db.Products.SingleOrDefaultAsync(p => p.Id == id, ct) is not { } product) return NotFound();
        if (ModelState.IsValid && product.Version != form.Version)
        {
            // What was typed is kept; saved once more it counts, by somebody who knows what it replaces.
            ModelState.AddModelError("", $"A colleague saved this product meanwhile. {await LastChange.Of(trail, "Product", id, shop.Zone, ct)} What you typed is below: save again, and it counts.");
            ModelState.Remove("Form.Version");
            form.Version = product.Version;
        }
        if (ModelState.IsValid && !Slugs.IsValid(form.Slug)) ModelState.AddModelError("Form.Slug", "Use small letters, digits and hyphens, for example still-mug.");
        if (!ModelState.IsValid) return this.Again(nameof(Edit), await Page(product, form, ct));
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await change.Of(product, form.Slug, ct);
            form.Apply(product);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (RuleBroken refused)
        {
            ModelState.AddModelError("Form.Slug", refused.Message);
            return this.Again(nameof(Edit), await Page(product, form, ct));
        }
        TempData["Notice"] = "It is saved.";
        return new SeeOther(Url.Content($"~/backoffice/products/{id}"));
    }

    /// <summary>Makes a link that shows the product as it would be in the shop, and goes there.</summary>
    [HttpPost("{id:guid}/preview"), Needs(Area.Catalogue, Act.Change)]
    public async Task<IActionResult> Preview(Guid id, CancellationToken ct) =>
        await db.Products.AnyAsync(p => p.Id == id, ct) ? new SeeOther(Url.Content("~" + previews.UrlOf(id, clock.GetUtcNow().UtcDateTime))) : NotFound();

    [HttpPost("{id:guid}/status"), Needs(Area.Catalogue, Act.Change)]
    public async Task<IActionResult> Status(Guid id, bool shown, CancellationToken ct)
    {
        if (await db.Products.Include(p => p.Variants).SingleOrDefaultAsync(p => p.Id == id, ct) is not { } product) return NotFound();
        try
        {
            if (shown) product.Publish(clock.GetUtcNow().UtcDateTime);
            else product.Archive();
            await db.SaveChangesAsync(ct);
            TempData["Notice"] = shown ? "It is in the shop." : "It is taken off the shelf. Past orders keep it.";
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message;
        }
        return new SeeOther(Url.Content($"~/backoffice/products/{id}"));
    }

    private async Task<NewProductPage> Blank(NewProductForm form, CancellationToken ct) => new(form, ProductChoices.Shelves(db), await ProductChoices.Makers(db, ct));

    private async Task<ProductPage> Page(Product product, ProductForm form, CancellationToken ct) => new(new ProductHead(product.Id, product.Name, product.Slug, product.Status),
        await db.FormerSlugs.AsNoTracking().Where(f => f.Kind == PageKind.Product && f.TargetId == product.Id).OrderByDescending(f => f.LeftAt).Select(f => f.Slug).ToListAsync(ct), form,
        ProductChoices.Shelves(db), await ProductChoices.Makers(db, ct), await db.AttributeDefinitions.AsNoTracking().OrderBy(a => a.Position).ThenBy(a => a.Name).Select(a => KeyValuePair.Create(a.Code, a.Name)).ToListAsync(ct));
}

/// <summary>One product at the desk.</summary>
public sealed record ProductPage(ProductHead Head, IReadOnlyList<string> FormerSlugs, ProductForm Form, IReadOnlyList<SelectListItem> Shelves, IReadOnlyList<SelectListItem> Makers, IReadOnlyList<KeyValuePair<string, string>> Properties);

/// <summary>How a product is called, told to be and addressed.</summary>
public sealed class ProductForm
{
    [Required(ErrorMessage = "Enter the name."), StringLength(Product.NameMaxLength, ErrorMessage = "A name has at most {1} characters.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Enter the address."), StringLength(Product.SlugMaxLength, ErrorMessage = "An address has at most {1} characters.")]
    public string Slug { get; set; } = "";

    [StringLength(Product.SummaryMaxLength, ErrorMessage = "The summary has at most {1} characters.")]
    public string? Summary { get; set; }

    [StringLength(Product.DescriptionMaxLength, ErrorMessage = "The description has at most {1} characters.")]
    public string? Description { get; set; }

    public Guid? CategoryId { get; set; }
    public Guid? BrandId { get; set; }

    /// <summary>Words with commas between.</summary>
    [StringLength(Product.ListMaxLength / 2, ErrorMessage = "The tags have at most {1} characters.")]
    public string? Tags { get; set; }

    /// <summary>By the code of the property; empty where the product has none.</summary>
    public Dictionary<string, string?> Properties { get; set; } = [];

    /// <summary>What the form was filled from, so that nobody's change is lost.</summary>
    public int Version { get; set; }

    public static ProductForm Of(Product product) => new()
    {
        Name = product.Name, Slug = product.Slug, Summary = product.Summary, Description = product.Description, CategoryId = product.CategoryId, BrandId = product.BrandId, Tags = string.Join(", ", product.Tags),
        Properties = product.Attributes.ToDictionary(a => a.Code, a => (string?)a.Value), Version = product.Version,
    };

    public void Apply(Product product)
    {
        product.Reword(Name, Summary ?? "", Description ?? "");
        product.PutInto(CategoryId);
        product.MakeBy(BrandId);
        var tags = (Tags ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        if (!tags.SequenceEqual(product.Tags)) product.Label(tags);
        foreach (var (code, typed) in Properties)
        {
            var (value, known) = (typed?.Trim() ?? "", product.Attributes.FirstOrDefault(a => a.Code == code)?.Value);
            if (value.Length > ProductAttribute.ValueMaxLength) throw new RuleBroken($"“{value[..20]}…” is longer than the {ProductAttribute.ValueMaxLength} characters a property has.");
            if (value.Length == 0) product.DropAttribute(code);
            else if (value != known) product.SetAttribute(code, value);
        }
    }
}

/// <summary>A product that is not there yet.</summary>
public sealed record NewProductPage(NewProductForm Form, IReadOnlyList<SelectListItem> Shelves, IReadOnlyList<SelectListItem> Makers);

/// <summary>What a product needs to begin with.</summary>
public sealed class NewProductForm
{
    [Required(ErrorMessage = "Enter the name."), StringLength(Product.NameMaxLength, ErrorMessage = "A name has at most {1} characters.")]
    public string Name { get; set; } = "";
    public Guid? CategoryId { get; set; }
    public Guid? BrandId { get; set; }

    [Required(ErrorMessage = "Enter the article number."), StringLength(Variant.SkuMaxLength, ErrorMessage = "An article number has at most {1} characters.")]
    public string Sku { get; set; } = "";
    public string? Price { get; set; }
    public string? Stock { get; set; }
}

/// <summary>Where a product can stand, and who can have made it.</summary>
internal static class ProductChoices
{
    public static IReadOnlyList<SelectListItem> Shelves(ShopDb db) => [new("None", ""), .. CategoryTree.Read(db).All.Select(c => new SelectListItem(c.Path, c.Id.ToString()))];

    public static async Task<IReadOnlyList<SelectListItem>> Makers(ShopDb db, CancellationToken ct) =>
        [new("None", ""), .. (await db.Brands.AsNoTracking().OrderBy(b => b.Name).ThenBy(b => b.Id).Select(b => new { b.Id, b.Name }).ToListAsync(ct)).Select(b => new SelectListItem(b.Name, b.Id.ToString()))];
}
