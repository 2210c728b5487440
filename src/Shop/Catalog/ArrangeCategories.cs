using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Adds shelves and puts them in order: in which other one each stands, and where among its neighbours. No shelf ever stands in itself.</summary>
public sealed class ArrangeCategories(ShopDb db)
{
    /// <summary>As deep as visitors find their way.</summary>
    public const int Deepest = 4;

    /// <exception cref="RuleBroken">It cannot be called so, or stand there.</exception>
    public async Task<Guid> Add(string name, Guid? parentId, CancellationToken ct)
    {
        if (name.Trim().Length is 0 or > Category.NameMaxLength) throw new RuleBroken($"A category needs a name of at most {Category.NameMaxLength} characters.");
        await using var whole = await db.Database.BeginTransactionAsync(ct);
        var all = await Held(ct);
        if (parentId is { } parent && all.All(c => c.Id != parent)) throw new RuleBroken("The category it is to stand in is not there any more.");
        if (DepthOf(parentId, all) >= Deepest) throw new RuleBroken($"Categories stand at most {Deepest} deep.");
        var plain = Slugs.Of(name) is { Length: > 0 } slug ? slug.Length > 100 ? slug[..100].TrimEnd('-') : slug : "category";
        var address = plain;
        for (var n = 2; all.Any(c => c.Slug == address); n++) address = string.Create(CultureInfo.InvariantCulture, $"{plain}-{n}");
        var category = Category.Open(address, name.Trim(), Last(parentId, all), parentId);
        db.Add(category);
        await db.SaveChangesAsync(ct);
        await whole.CommitAsync(ct);
        return category.Id;
    }

    /// <summary>It stands in this one from now on, behind those that stand there; null is on top.</summary>
    public async Task Put(Guid id, Guid? parentId, CancellationToken ct)
    {
        await using var whole = await db.Database.BeginTransactionAsync(ct);
        var all = await Held(ct);
        var category = all.FirstOrDefault(c => c.Id == id) ?? throw new RuleBroken("This category is not there any more.");
        if (category.ParentId == parentId) return;
        for (var (at, steps) = (parentId, 0); at is { } shelf && steps <= Deepest; (at, steps) = (all.FirstOrDefault(c => c.Id == shelf)?.ParentId, steps + 1))
            if (shelf == id) throw new RuleBroken("A category cannot stand in itself, or in one that stands in it.");
        if (DepthOf(parentId, all) + HeightOf(id, all) > Deepest) throw new RuleBroken($"Categories stand at most {Deepest} deep.");
        category.Stand(parentId, Last(parentId, all));
        await db.SaveChangesAsync(ct);
        await whole.CommitAsync(ct);
    }

    /// <summary>It changes places with its neighbour; at the end of the row it stays.</summary>
    public async Task Move(Guid id, bool up, CancellationToken ct)
    {
        await using var whole = await db.Database.BeginTransactionAsync(ct);
        var all = await Held(ct);
        var category = all.FirstOrDefault(c => c.Id == id) ?? throw new RuleBroken("This category is not there any more.");
        var row = all.Where(c => c.ParentId == category.ParentId).OrderBy(c => c.Position).ThenBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Id).ToList();
        var (at, to) = (row.IndexOf(category), row.IndexOf(category) + (up ? -1 : 1));
        if (to < 0 || to >= row.Count) return;
        (row[at], row[to]) = (row[to], row[at]);
        for (var i = 0; i < row.Count; i++) if (row[i].Position != i) row[i].Stand(row[i].ParentId, i);
        await db.SaveChangesAsync(ct);
        await whole.CommitAsync(ct);
    }

    // One row is held for the order of all: who comes second reads where everything stands now, so that two who move shelves into one another make no circle.
    private async Task<List<Category>> Held(CancellationToken ct)
    {
        await db.ShopProfiles.ExecuteUpdateAsync(p => p.SetProperty(x => x.Version, x => x.Version), ct);
        return await db.Categories.ToListAsync(ct);
    }

    private static int Last(Guid? parentId, List<Category> all) => all.Where(c => c.ParentId == parentId).Select(c => c.Position + 1).DefaultIfEmpty(0).Max();

    private static int DepthOf(Guid? id, List<Category> all)
    {
        var depth = 0;
        for (var at = id; at is { } shelf && depth <= Deepest; at = all.FirstOrDefault(c => c.Id == shelf)?.ParentId) depth++;
        return depth;
    }

    private static int HeightOf(Guid id, List<Category> all, int depth = 0) => depth > Deepest ? Deepest : 1 + all.Where(c => c.ParentId == id).Select(c => HeightOf(c.Id, all, depth + 1)).DefaultIfEmpty(0).Max();
}
