using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Promotions;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>The shelves as a tree is read: each after the one it stands in, with the way to it.</summary>
public sealed class CategoryTree
{
    private const string Step = " › ";

    private readonly Dictionary<Guid, Node> _nodes;
    private readonly CategoryPaths _paths;

    private CategoryTree(IReadOnlyList<Node> all)
    {
        (All, _nodes) = (all, all.ToDictionary(n => n.Id));
        _paths = CategoryPaths.Of(all.ToDictionary(n => n.Id, n => n.ParentId));
    }

    public IReadOnlyList<Node> All { get; }

    public static CategoryTree Read(ShopDb db) => Of([.. db.Categories.AsNoTracking().OrderBy(c => c.Position).ThenBy(c => c.Name).ThenBy(c => c.Id).Select(c => new Node(c.Id, c.ParentId, c.Name, c.Slug, c.Position))]);

    public bool Has(Guid id) => _nodes.ContainsKey(id);

    public string NameOf(Guid id) => _nodes.TryGetValue(id, out var node) ? node.Name : "";

    /// <summary>These shelves and all that stand in them.</summary>
    public IReadOnlyList<Guid> Within(IReadOnlySet<Guid> shelves) => _paths.Within(shelves);

    private static CategoryTree Of(IReadOnlyList<Node> sorted)
    {
        var children = sorted.ToLookup(n => n.ParentId);
        var placed = new List<Node>();
        Place(null, "", 0);
        placed.AddRange(sorted.Where(n => placed.All(p => p.Id != n.Id))); // none is lost, however they stand
        return new CategoryTree(placed);

        void Place(Guid? parent, string path, int depth)
        {
            foreach (var node in children[parent])
            {
                placed.Add(node with { Path = path + node.Name, Depth = depth });
                Place(node.Id, path + node.Name + Step, depth + 1);
            }
        }
    }

    /// <summary>A shelf, how deep it stands, and the way to it.</summary>
    public sealed record Node(Guid Id, Guid? ParentId, string Name, string Slug, int Position)
    {
        public string Path { get; init; } = Name;
        public int Depth { get; init; }
    }
}
