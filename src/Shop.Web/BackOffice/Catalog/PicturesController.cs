using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Catalog.Photos;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Catalog;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>The pictures of a product: brought in, said in words, put in order, taken away. The first is the one on its cards.</summary>
[Route("backoffice/products/{product:guid}/pictures"), Needs(Area.Catalogue, Act.See)]
public sealed class PicturesController(ShopDb db, PhotoShelf shelf) : Controller
{
    private const long MostSent = PhotoCleaner.MostBytes + 64 * 1024; // the form around the file

    [HttpGet("")]
    public async Task<IActionResult> Edit(Guid product, CancellationToken ct) => await Find(product, ct) is { } found ? View(PicturesPage.Of(found)) : NotFound();

    [HttpPost(""), Needs(Area.Catalogue, Act.Change), RequestSizeLimit(2 * MostSent), RequestFormLimits(MultipartBodyLengthLimit = 2 * MostSent)]
    public async Task<IActionResult> Create(Guid product, IFormFile? file, string? alt, string? colour, CancellationToken ct)
    {
        if (await Find(product, ct) is not { } found) return NotFound();
        try
        {
            if (file is null || file.Length == 0) throw new RuleBroken("Choose a picture.");
            if (file.Length > PhotoCleaner.MostBytes) throw new RuleBroken($"This picture has more than {PhotoCleaner.MostBytes / 1024 / 1024} MB. Choose a smaller one.");
            if (string.IsNullOrWhiteSpace(alt)) throw new RuleBroken("Say in words what it shows: who cannot see it hears that.");
            using var bytes = new MemoryStream((int)file.Length);
            await file.CopyToAsync(bytes, ct);
            var stored = await shelf.Put(PhotoCleaner.Clean(bytes.GetBuffer().AsSpan(0, (int)bytes.Length), file.ContentType), ct);
            found.ShowPicture(stored.File, alt, stored.Width, stored.Height, colour);
            await db.SaveChangesAsync(ct);
        }
        catch (RuleBroken refused)
        {
            db.ChangeTracker.Clear();
            return this.Again(nameof(Edit), PicturesPage.Of((await Find(product, ct))!) with { Alt = alt, Colour = colour }, "file", refused.Message);
        }
        TempData["Notice"] = "The picture is added.";
        return Back(product);
    }

    [HttpPost("{id:guid}"), Needs(Area.Catalogue, Act.Change)]
    public Task<IActionResult> Update(Guid product, Guid id, string? alt, string? colour, CancellationToken ct) => Change(product, found => found.DescribePicture(id, alt ?? "", colour), "It is saved.", ct);

    [HttpPost("{id:guid}/move"), Needs(Area.Catalogue, Act.Change)]
    public Task<IActionResult> Move(Guid product, Guid id, bool up, CancellationToken ct) => Change(product, found => found.MovePicture(id, up), up ? "It stands one further ahead." : "It stands one further behind.", ct);

    [HttpPost("{id:guid}/remove"), Needs(Area.Catalogue, Act.Change)]
    public Task<IActionResult> Destroy(Guid product, Guid id, CancellationToken ct) => Change(product, found => found.RemovePicture(id), "The picture is taken away.", ct);

    private async Task<IActionResult> Change(Guid product, Action<Product> change, string done, CancellationToken ct)
    {
        if (await Find(product, ct) is not { } found) return NotFound();
        try
        {
            change(found);
            await db.SaveChangesAsync(ct);
            TempData["Notice"] = done;
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message;
        }
        return Back(product);
    }

    private Task<Product?> Find(Guid id, CancellationToken ct) => db.Products.Include(p => p.Variants).AsSplitQuery().SingleOrDefaultAsync(p => p.Id == id, ct);

    private SeeOther Back(Guid product) => new(Url.Content($"~/backoffice/products/{product}/pictures"));
}

/// <summary>The pictures of a product in their order, and what was typed for another.</summary>
public sealed record PicturesPage(ProductHead Head, IReadOnlyList<PicturesPage.Shown> Pictures, IReadOnlyList<string> Colours)
{
    public sealed record Shown(Guid Id, Picture? Picture, string Alt, string? Colour);

    public string? Alt { get; init; }
    public string? Colour { get; init; }

    internal static PicturesPage Of(Product product) => new(new ProductHead(product.Id, product.Name, product.Slug, product.Status),
        [.. product.Pictures.OrderBy(p => p.Position).Select(p => new Shown(p.Id, Cards.PictureOf(p.File, p.Alt, p.Width, p.Height), p.Alt, p.Colour))],
        [.. product.Variants.SelectMany(v => v.Options).Where(o => o.Swatch is not null || o.Option.StartsWith("Colo", StringComparison.OrdinalIgnoreCase)).Select(o => o.Value).Distinct()]);
}
