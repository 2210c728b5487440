using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;

namespace Shop.Promotions;

/// <summary>Which shelves stand around which.</summary>
public sealed class CategoryPaths
{
    private static readonly IReadOnlySet<Guid> None = new HashSet<Guid>();

    private readonly Dictionary<Guid, IReadOnlySet<Guid>> _around = [];

    public static async Task<CategoryPaths> Read(ShopDb db, CancellationToken ct)
    {
        return Of(await db.Categories.AsNoTracking().Select(c => new { c.Id, c.ParentId }).ToDictionaryAsync(c => c.Id, c => c.ParentId, ct));
    }

    /// <param name="parents">In which shelf each stands, if in any.</param>
    public static CategoryPaths Of(IReadOnlyDictionary<Guid, Guid?> parents)
    {
        var paths = new CategoryPaths();
        foreach (var id in parents.Keys)
        {
            var around = new HashSet<Guid>();
            for (Guid? at = id; at is { } shelf && around.Add(shelf);) at = parents.GetValueOrDefault(shelf);
            paths._around[id] = around;
        }
        return paths;
    }

    /// <summary>These shelves and all that stand in them.</summary>
    public IReadOnlyList<Guid> Within(IReadOnlySet<Guid> shelves) => [.. _around.Where(a => a.Value.Overlaps(shelves)).Select(a => a.Key)];

    /// <summary>The shelf itself and those it stands in.</summary>
    public IReadOnlySet<Guid> Around(Guid? shelf) => shelf is { } id ? _around.GetValueOrDefault(id, None) : None;
}
