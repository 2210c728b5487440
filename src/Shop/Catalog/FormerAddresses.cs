using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Catalog;

/// <summary>Says where a page that left its address is now, if visitors may see it.</summary>
public sealed class FormerAddresses(ShopDb db, Showcase showcase)
{
    /// <summary>The slug the page has today; null when no page ever had this one, or it may no longer be seen.</summary>
    public async Task<string?> Today(PageKind kind, string slug, CancellationToken ct)
    {
        var target = await db.FormerSlugs.Where(f => f.Kind == kind && f.Slug == slug).Select(f => (Guid?)f.TargetId).SingleOrDefaultAsync(ct);
        if (target is not { } id) return null;
        var assortment = await showcase.Now(ct);
        return kind switch
        {
            PageKind.Product => assortment.Product(id)?.Slug,
            PageKind.Category => assortment.Category(id)?.Slug,
            _ => assortment.Brand(id)?.Slug,
        };
    }
}
