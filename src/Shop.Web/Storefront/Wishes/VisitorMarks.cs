using Shop.Web.Doors;
using Shop.Web.Storefront.Catalog;
using Shop.Wishes;

namespace Shop.Web.Storefront.Wishes;

/// <summary>What this visitor has marked: wishes and things to compare. Asked for at most once a request, and not at all for who has no wish.</summary>
public sealed class VisitorMarks(CurrentMember member, CurrentWishes current, ReadWishes wishes, IHttpContextAccessor accessor)
{
    private Task<Marks>? _marks;

    public Task<Marks> Now(CancellationToken ct) => _marks ??= Read(ct);

    private async Task<Marks> Read(CancellationToken ct)
    {
        var owner = await current.Owner(ct);
        var compared = ProductCookie.Compared.Read(accessor.HttpContext!);
        if (owner.IsNobody && compared.Count == 0) return Marks.None;
        var things = await HasNone(ct) ? [] : await wishes.Marked(owner, ct);
        return new Marks(things.Count, [.. things.Select(t => t.ProductId)], [.. things.Select(t => t.VariantId ?? t.ProductId)], compared);
    }

    // Only who looks: a request that puts something on a list began without it.
    private async Task<bool> HasNone(CancellationToken ct) => HttpMethods.IsGet(accessor.HttpContext!.Request.Method) && await member.Now(ct) is { HasWishes: false };
}

/// <summary>How many wishes somebody has, which products and which forms of them, and what they compare.</summary>
public sealed record Marks(int Wishes, HashSet<Guid> Products, HashSet<Guid> Forms, IReadOnlyList<Guid> Compared)
{
    public static readonly Marks None = new(0, [], [], []);

    public bool IsNone => Wishes == 0 && Compared.Count == 0;

    /// <summary>Whether this form of a product is on a list, or the product in any form.</summary>
    public bool Has(Guid productId, Guid variantId) => Forms.Contains(variantId) || Forms.Contains(productId);
}
