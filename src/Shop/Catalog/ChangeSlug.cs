using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Moves a page to another address and keeps the one it had, so that old links, bookmarks and search engines still arrive. Saves nothing by itself.</summary>
public sealed class ChangeSlug(ShopDb db, TimeProvider clock)
{
    /// <exception cref="RuleBroken">The address cannot be used, or another product has it.</exception>
    public async Task Of(Product product, string slug, CancellationToken ct)
    {
        if (product.Slug == slug) return;
        if (await db.Products.AnyAsync(p => p.Slug == slug && p.Id != product.Id, ct)) throw new RuleBroken($"Another product has the address “{slug}”.");
        var before = product.Slug;
        product.MoveTo(slug);
        await Remember(PageKind.Product, before, slug, product.Id, ct);
    }

    /// <exception cref="RuleBroken">The address cannot be used, or another category has it.</exception>
    public async Task Of(Category category, string slug, CancellationToken ct)
    {
        if (category.Slug == slug) return;
        if (await db.Categories.AnyAsync(c => c.Slug == slug && c.Id != category.Id, ct)) throw new RuleBroken($"Another category has the address “{slug}”.");
        var before = category.Slug;
        category.MoveTo(slug);
        await Remember(PageKind.Category, before, slug, category.Id, ct);
    }

    /// <exception cref="RuleBroken">The address cannot be used, or another maker has it.</exception>
    public async Task Of(Brand brand, string slug, CancellationToken ct)
    {
        if (brand.Slug == slug) return;
        if (await db.Brands.AnyAsync(b => b.Slug == slug && b.Id != brand.Id, ct)) throw new RuleBroken($"Another maker has the address “{slug}”.");
        var before = brand.Slug;
        brand.MoveTo(slug);
        await Remember(PageKind.Brand, before, slug, brand.Id, ct);
    }

    // Whoever has an address now answers to it; the last who left it is found by it.
    private async Task Remember(PageKind kind, string before, string now, Guid id, CancellationToken ct)
    {
        var known = await db.FormerSlugs.Where(f => f.Kind == kind && (f.Slug == before || f.Slug == now)).ToListAsync(ct);
        db.FormerSlugs.RemoveRange(known);
        if (known.Any(f => f.Slug == before)) await db.SaveChangesAsync(ct); // the key is needed again below
        db.FormerSlugs.Add(FormerSlug.Of(kind, before, id, clock.GetUtcNow().UtcDateTime));
    }
}
