using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Moves a page to another address and keeps the one it had, so that old links, bookmarks and search engines still arrive. Saves nothing by itself.</summary>
public sealed class ChangeSlug(ShopDb db, TimeProvider clock)
{
    /// <exception cref="RuleBroken">The address cannot be used, or another page of the kind has it.</exception>
    public async Task Of<T>(T thing, string slug, CancellationToken ct) where T : Entity, IAddressed
    {
        if (thing.Slug == slug) return;
        if (await db.Set<T>().AnyAsync(t => t.Slug == slug && t.Id != thing.Id, ct)) throw new RuleBroken($"Another {NameOf(T.Page)} has the address “{slug}”.");
        var before = thing.Slug;
        thing.MoveTo(slug);
        await Remember(T.Page, before, slug, thing.Id, ct);
    }

    // Whoever has an address now answers to it; the last who left it is found by it.
    private async Task Remember(PageKind kind, string before, string now, Guid id, CancellationToken ct)
    {
        var known = await db.FormerSlugs.Where(f => f.Kind == kind && (f.Slug == before || f.Slug == now)).ToListAsync(ct);
        db.FormerSlugs.RemoveRange(known);
        if (known.Any(f => f.Slug == before)) await db.SaveChangesAsync(ct); // the key is needed again below
        db.FormerSlugs.Add(FormerSlug.Of(kind, before, id, clock.GetUtcNow().UtcDateTime));
    }

    private static string NameOf(PageKind kind) => kind switch { PageKind.Product => "product", PageKind.Category => "category", _ => "maker" };
}
