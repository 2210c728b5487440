using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Accounts.Audit;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>Shelves as staff see them.</summary>
[Route("backoffice/categories")]
public sealed class CategoriesController(ShopDb db, Relabel relabel, ReadAuditTrail trail, CurrentShop shop) : AddressesController<Category>(db, relabel, trail, shop, new AddressKind("categories", "Categories", "/c/", "In a few words", Category.TextMaxLength, "Description"))
{
    /// <summary>As a tree, with the place of each.</summary>
    public override Task<IActionResult> Index(CancellationToken ct) => Task.FromResult<IActionResult>(View("Categories/Index", new CategoriesPage(CategoryTree.Read(Db).All)));

    protected override IQueryable<Category> Sorted(IQueryable<Category> all) => all.OrderBy(c => c.Position).ThenBy(c => c.Name);
}

/// <summary>Makers as staff see them.</summary>
[Route("backoffice/brands")]
public sealed class BrandsController(ShopDb db, Relabel relabel, ReadAuditTrail trail, CurrentShop shop, AddMaker add) : AddressesController<Brand>(db, relabel, trail, shop, new AddressKind("brands", "Makers", "/brands/", "Place", Brand.NameMaxLength, "Story") { Adds = "New maker" })
{
    [HttpPost(""), Needs(Area.Catalogue, Act.Change)]
    public async Task<IActionResult> Create(string? name, CancellationToken ct)
    {
        try
        {
            var id = await add.Run(name ?? "", ct);
            TempData["Notice"] = "It is added. Visitors find it as soon as something of it is in the shop.";
            return new SeeOther(Url.Content($"~/backoffice/brands/{id}"));
        }
        catch (RuleBroken refused)
        {
            return this.Again("Addresses/Index", await All(ct) with { Typed = name }, "name", refused.Message);
        }
    }

    protected override IQueryable<Brand> Sorted(IQueryable<Brand> all) => all.OrderBy(b => b.Name).ThenBy(b => b.Id);
}

/// <summary>Things with a name and an address: renamed, told of, and moved to other addresses, from which the old ones lead on.</summary>
[Needs(Area.Catalogue, Act.See)]
public abstract class AddressesController<T>(ShopDb db, Relabel relabel, ReadAuditTrail trail, CurrentShop shop, AddressKind kind) : Controller where T : Entity, IShelfLabel
{
    [HttpGet("")]
    public virtual async Task<IActionResult> Index(CancellationToken ct) => View("Addresses/Index", await All(ct));

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct) => await Page(id, null, ct) is { } page ? View("Addresses/Edit", page) : NotFound();

    [HttpPost("{id:guid}"), Needs(Area.Catalogue, Act.Change)]
    public async Task<IActionResult> Update(Guid id, [Bind(Prefix = "Form")] AddressForm form, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            switch (await relabel.Run<T>(id, form.Version, form.Name, form.Slug, form.Line ?? "", form.Text ?? "", ct))
            {
                case Relabel.Done:
                    TempData["Notice"] = "It is saved. The shop shows it within a minute.";
                    return new SeeOther(Url.Content($"~/backoffice/{kind.Route}/{id}"));
                case Relabel.Outrun:
                    ModelState.AddModelError("", $"A colleague saved this page meanwhile. {await LastChange.Of(trail, typeof(T).Name, id, shop.Zone, ct)} What you typed is below: save again, and it counts.");
                    ModelState.Remove("Form.Version");
                    form.Version = await db.Set<T>().Where(t => t.Id == id).Select(t => t.Version).SingleOrDefaultAsync(ct);
                    break;
                case Relabel.Refused(var reason): ModelState.AddModelError("Form.Slug", reason); break;
                default: return NotFound();
            }
        }
        return await Page(id, form, ct) is { } page ? this.Again("Addresses/Edit", page) : NotFound();
    }

    protected ShopDb Db => db;

    protected async Task<AddressesPage> All(CancellationToken ct) => new(kind, await Sorted(db.Set<T>().AsNoTracking()).Select(t => new AddressesPage.Row(t.Id, t.Name, t.Slug)).ToListAsync(ct));

    /// <summary>In the order of the list.</summary>
    protected abstract IQueryable<T> Sorted(IQueryable<T> all);

    private async Task<AddressPage?> Page(Guid id, AddressForm? typed, CancellationToken ct)
    {
        if (await db.Set<T>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } thing) return null;
        var page = T.Page;
        var former = await db.FormerSlugs.AsNoTracking().Where(f => f.Kind == page && f.TargetId == id).OrderByDescending(f => f.LeftAt).Select(f => f.Slug).ToListAsync(ct);
        return new AddressPage(kind, id, thing.Slug, former, typed ?? new AddressForm { Name = thing.Name, Slug = thing.Slug, Line = thing.Line, Text = thing.Text, Version = thing.Version });
    }
}

/// <summary>The shelves as a tree.</summary>
public sealed record CategoriesPage(IReadOnlyList<CategoryTree.Node> Rows);

/// <summary>What is addressed: shelves or makers, as staff call them and where they stand in the shop.</summary>
/// <param name="Line">What its few words are called, and <paramref name="LineMaxLength"/> how many letters they have; <paramref name="Text"/> what its longer text is called.</param>
public sealed record AddressKind(string Route, string Title, string Path, string Line, int LineMaxLength, string Text)
{
    /// <summary>The heading above the form for another one; null where they are added elsewhere.</summary>
    public string? Adds { get; init; }
}

/// <summary>All shelves, or all makers.</summary>
public sealed record AddressesPage(AddressKind Kind, IReadOnlyList<AddressesPage.Row> Rows)
{
    public sealed record Row(Guid Id, string Name, string Slug);

    /// <summary>The name of another one, as typed.</summary>
    public string? Typed { get; init; }
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

    [StringLength(Category.TextMaxLength, ErrorMessage = "It has at most {1} characters.")]
    public string? Line { get; set; }

    [StringLength(Category.TextMaxLength, ErrorMessage = "It has at most {1} characters.")]
    public string? Text { get; set; }

    /// <summary>What the form was filled from, so that nobody's change is lost.</summary>
    public int Version { get; set; }
}
