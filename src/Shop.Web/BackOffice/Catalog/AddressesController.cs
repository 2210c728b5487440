using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>Shelves and makers as staff see them: renamed and moved to other addresses, from which the old ones lead on.</summary>
[Route("backoffice/{kind:regex(^(categories|brands)$)}")]
public sealed class AddressesController(ShopDb db, ChangeSlug change) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(string kind, CancellationToken ct) => View(new AddressesPage(AddressKind.Of(kind), kind == AddressKind.Categories
        ? await db.Categories.AsNoTracking().OrderBy(c => c.Position).ThenBy(c => c.Name).Select(c => new AddressesPage.Row(c.Id, c.Name, c.Slug)).ToListAsync(ct)
        : await db.Brands.AsNoTracking().OrderBy(b => b.Name).ThenBy(b => b.Id).Select(b => new AddressesPage.Row(b.Id, b.Name, b.Slug)).ToListAsync(ct)));

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Edit(string kind, Guid id, CancellationToken ct)
    {
        if (kind == AddressKind.Categories)
            return await db.Categories.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is { } category ? View(await Page(kind, id, category.Slug, new AddressForm { Name = category.Name, Slug = category.Slug, Version = category.Version }, ct)) : NotFound();
        return await db.Brands.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, ct) is { } brand ? View(await Page(kind, id, brand.Slug, new AddressForm { Name = brand.Name, Slug = brand.Slug, Version = brand.Version }, ct)) : NotFound();
    }

    [HttpPost("{id:guid}")]
    public async Task<IActionResult> Update(string kind, Guid id, [Bind(Prefix = "Form")] AddressForm form, CancellationToken ct)
    {
        var category = kind == AddressKind.Categories ? await db.Categories.SingleOrDefaultAsync(c => c.Id == id, ct) : null;
        var brand = kind == AddressKind.Categories ? null : await db.Brands.SingleOrDefaultAsync(b => b.Id == id, ct);
        if (((Entity?)category ?? brand) is not { } thing) return NotFound();
        var before = category?.Slug ?? brand!.Slug;
        if (ModelState.IsValid && thing.Version != form.Version) ModelState.AddModelError("", "A colleague saved this page meanwhile. Open it again to see what they changed; what you typed is below.");
        if (ModelState.IsValid && !Slugs.IsValid(form.Slug)) ModelState.AddModelError("Form.Slug", "Use small letters, digits and hyphens, for example still-mugs.");
        if (!ModelState.IsValid) return this.Again(nameof(Edit), await Page(kind, id, before, form, ct));
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (category is not null) await change.Of(category, form.Slug, ct);
            else await change.Of(brand!, form.Slug, ct);
            category?.Rename(form.Name);
            brand?.Rename(form.Name);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (RuleBroken refused)
        {
            return this.Again(nameof(Edit), await Page(kind, id, before, form, ct), "Form.Slug", refused.Message);
        }
        TempData["Notice"] = "It is saved. The shop shows it within a minute.";
        return new SeeOther(Url.Content($"~/backoffice/{kind}/{id}"));
    }

    private async Task<AddressPage> Page(string kind, Guid id, string slug, AddressForm form, CancellationToken ct)
    {
        var page = kind == AddressKind.Categories ? PageKind.Category : PageKind.Brand;
        return new AddressPage(AddressKind.Of(kind), id, slug, await db.FormerSlugs.AsNoTracking().Where(f => f.Kind == page && f.TargetId == id).OrderByDescending(f => f.LeftAt).Select(f => f.Slug).ToListAsync(ct), form);
    }
}

/// <summary>What is addressed: shelves or makers, as staff call them and where they stand in the shop.</summary>
public sealed record AddressKind(string Route, string Title, string Path)
{
    public const string Categories = "categories";

    public static AddressKind Of(string kind) => kind == Categories ? new(kind, "Categories", "/c/") : new(kind, "Makers", "/brands/");
}

/// <summary>All shelves, or all makers.</summary>
public sealed record AddressesPage(AddressKind Kind, IReadOnlyList<AddressesPage.Row> Rows)
{
    public sealed record Row(Guid Id, string Name, string Slug);
}

/// <summary>One shelf or maker at the desk.</summary>
public sealed record AddressPage(AddressKind Kind, Guid Id, string Slug, IReadOnlyList<string> FormerSlugs, AddressForm Form);

/// <summary>How a shelf or a maker is called and addressed.</summary>
public sealed class AddressForm
{
    [Required(ErrorMessage = "Enter the name."), StringLength(Category.NameMaxLength, ErrorMessage = "A name has at most {1} characters.")]
    public string Name { get; set; } = "";

    [Required(ErrorMessage = "Enter the address."), StringLength(Category.SlugMaxLength, ErrorMessage = "An address has at most {1} characters.")]
    public string Slug { get; set; } = "";

    /// <summary>What the form was filled from, so that nobody's change is lost.</summary>
    public int Version { get; set; }
}
