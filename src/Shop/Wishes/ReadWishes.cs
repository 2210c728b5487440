using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Wishes;

/// <summary>Reads wishlists: which things somebody has on any of theirs, their lists, and a list by the address it is shared under.</summary>
public sealed class ReadWishes(ShopDb db)
{
    // Asked on every page of a visitor who has a list: compiled once.
    private static readonly Func<ShopDb, Guid, IAsyncEnumerable<MarkedThing>> OfCustomer = EF.CompileAsyncQuery((ShopDb db, Guid customer) =>
        db.Set<Wishlist>().Where(l => l.CustomerId == customer).SelectMany(l => l.Items).Select(i => new MarkedThing(i.ProductId, i.VariantId)));

    private static readonly Func<ShopDb, string, IAsyncEnumerable<MarkedThing>> OfVisitor = EF.CompileAsyncQuery((ShopDb db, string print) =>
        db.Set<Wishlist>().Where(l => l.Print == print).SelectMany(l => l.Items).Select(i => new MarkedThing(i.ProductId, i.VariantId)));

    /// <summary>Each thing on any of their lists.</summary>
    public async Task<List<MarkedThing>> Marked(WishOwner owner, CancellationToken ct)
    {
        var things = new List<MarkedThing>();
        if (owner.IsNobody) return things;
        await foreach (var thing in (owner.CustomerId is { } customer ? OfCustomer(db, customer) : OfVisitor(db, owner.Print!)).WithCancellation(ct)) things.Add(thing);
        return things;
    }

    /// <summary>All lists of somebody, the first one first.</summary>
    public async Task<IReadOnlyList<ShownWishlist>> Of(WishOwner owner, CancellationToken ct)
    {
        var lists = await db.Wishlists.AsNoTracking().OwnedBy(owner).OrderBy(l => l.Id).ToListAsync(ct);
        return [.. lists.Select(Show)];
    }

    /// <summary>What others see: nothing of the owner but the heading they chose, and no notes.</summary>
    public async Task<ShownWishlist?> Shared(string token, CancellationToken ct)
    {
        if (token.Length != Wishlist.ShareTokenLength) return null;
        var list = await db.Wishlists.AsNoTracking().SingleOrDefaultAsync(l => l.ShareToken == token, ct);
        return list is null ? null : Show(list) with { Id = default, Name = list.SharedAs ?? "A wishlist", ShareToken = null, SharedAs = null, Items = [.. Show(list).Items.Select(i => i with { Note = null })] };
    }

    private static ShownWishlist Show(Wishlist list) => new(list.Id, list.Name, list.ShareToken, list.SharedAs,
        [.. list.Items.OrderByDescending(i => i.AddedAt).ThenByDescending(i => i.Id).Select(i => new ShownWish(i.Id, i.ProductId, i.VariantId, i.Name, i.PriceSeen, i.Note, i.AddedAt))]);
}

/// <summary>A wishlist as a page shows it; what was put on last comes first.</summary>
public sealed record ShownWishlist(Guid Id, string Name, string? ShareToken, string? SharedAs, IReadOnlyList<ShownWish> Items);

/// <summary>A thing on a wishlist, as it was when it was put there.</summary>
public sealed record ShownWish(Guid Id, Guid ProductId, Guid? VariantId, string Name, Money PriceSeen, string? Note, DateTime AddedAt);

/// <summary>A product on a list, and in which form if one was chosen.</summary>
public sealed record MarkedThing(Guid ProductId, Guid? VariantId);
