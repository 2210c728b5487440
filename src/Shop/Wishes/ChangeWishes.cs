using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Wishes;

/// <summary>Puts things on somebody's lists and takes them off, opens, changes and throws away lists. Two windows at once lose nothing.</summary>
public sealed class ChangeWishes(ShopDb db, ShopWindow window, TimeProvider clock)
{
    /// <summary>On the list, be it new there or not.</summary>
    public sealed record Added(Guid ListId, string List, string Thing, bool IsNew);

    /// <summary>What was taken off, with what is needed to put it back.</summary>
    public sealed record TakenOff(Guid ListId, Guid ProductId, Guid? VariantId, string Name, string? Note);

    /// <param name="listId">Null: the first one, opened when there is none.</param>
    /// <exception cref="RuleBroken">It is not on show, or the list is full or gone.</exception>
    public Task<Added> Add(WishOwner owner, Guid? listId, Guid productId, Guid? variantId, string? note, CancellationToken ct) => db.Retrying(async () =>
    {
        if ((await window.Now(ct)).Product(productId) is not { } product) throw new RuleBroken("We do not have this any more.");
        var variant = product.Variants.FirstOrDefault(v => v.Id == variantId) ?? (product.Variants.Count == 1 ? product.Variants[0] : null);
        var list = await Find(owner, listId, ct);
        var isNew = list.Add(product.Id, variant?.Id, product.Name, (variant ?? product.Leading).Price, Now);
        if (note is not null && list.Items.FirstOrDefault(i => i.ProductId == productId && i.VariantId == variant?.Id) is { Note: null } item) list.Write(item.Id, note, Now);
        await db.SaveChangesAsync(ct);
        return new Added(list.Id, list.Name, product.Name, isNew);
    }, ct);

    /// <summary>Takes a product off every list of theirs, or one form of it.</summary>
    public Task<IReadOnlyList<TakenOff>> Remove(WishOwner owner, Guid productId, Guid? variantId, CancellationToken ct) => db.Retrying(async () =>
    {
        var off = new List<TakenOff>();
        foreach (var list in await db.Wishlists.OwnedBy(owner).Where(l => l.Items.Any(i => i.ProductId == productId)).ToListAsync(ct))
            foreach (var item in list.Items.Where(i => i.ProductId == productId && (variantId is null || i.VariantId is null || i.VariantId == variantId)).ToList())
            {
                list.Remove(item.Id, Now);
                off.Add(new TakenOff(list.Id, item.ProductId, item.VariantId, item.Name, item.Note));
            }
        await db.SaveChangesAsync(ct);
        return (IReadOnlyList<TakenOff>)off;
    }, ct);

    /// <summary>Does something with one list of theirs. False when there is no such list.</summary>
    public Task<bool> Change(WishOwner owner, Guid listId, Action<Wishlist, DateTime> change, CancellationToken ct) => db.Retrying(async () =>
    {
        if (await db.Wishlists.OwnedBy(owner).SingleOrDefaultAsync(l => l.Id == listId, ct) is not { } list) return false;
        change(list, Now);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);

    /// <summary>Moves a thing to another list of theirs. False when either is gone.</summary>
    public Task<bool> Move(WishOwner owner, Guid listId, Guid itemId, Guid toListId, CancellationToken ct) => db.Retrying(async () =>
    {
        var lists = await db.Wishlists.OwnedBy(owner).Where(l => l.Id == listId || l.Id == toListId).ToListAsync(ct);
        if (lists.SingleOrDefault(l => l.Id == listId) is not { } from || lists.SingleOrDefault(l => l.Id == toListId) is not { } to) return false;
        if (from == to) return true;
        if (from.Remove(itemId, Now) is not { } item) return false;
        to.Take(item, Now);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);

    /// <exception cref="RuleBroken">They have as many as there may be, or one of this name.</exception>
    public Task<Guid> Open(Guid customerId, string name, CancellationToken ct) => db.Retrying(async () =>
    {
        var there = await db.Wishlists.Where(l => l.CustomerId == customerId).Select(l => l.NameKey).ToListAsync(ct);
        if (there.Count >= Wishlist.MaxLists) throw new RuleBroken($"You have {Wishlist.MaxLists} lists, which is the most there may be.");
        var list = Wishlist.OfCustomer(customerId, name, Now);
        if (there.Contains(list.NameKey)) throw new RuleBroken($"You have a list called “{list.Name}” already.");
        db.Add(list);
        await db.SaveChangesAsync(ct);
        return list.Id;
    }, ct);

    /// <exception cref="RuleBroken">They have another of this name.</exception>
    public Task<bool> Rename(WishOwner owner, Guid listId, string name, CancellationToken ct) => db.Retrying(async () =>
    {
        var lists = await db.Wishlists.OwnedBy(owner).ToListAsync(ct);
        if (lists.SingleOrDefault(l => l.Id == listId) is not { } list) return false;
        list.Rename(name);
        if (lists.Any(l => l != list && l.NameKey == list.NameKey)) throw new RuleBroken($"You have a list called “{list.Name}” already.");
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);

    /// <summary>Throws a list away with all that is on it; its shared address shows nothing from now on.</summary>
    public async Task<bool> Destroy(WishOwner owner, Guid listId, CancellationToken ct)
    {
        var lists = db.Wishlists;
        return await lists.OwnedBy(owner).Where(l => l.Id == listId).ExecuteDeleteAsync(ct) == 1;
    }

    private async Task<Wishlist> Find(WishOwner owner, Guid? listId, CancellationToken ct)
    {
        if (owner.IsNobody) throw new InvalidOperationException("A wishlist belongs to somebody.");
        var own = db.Wishlists.OwnedBy(owner);
        if (listId is not null) return await own.SingleOrDefaultAsync(l => l.Id == listId, ct) ?? throw new RuleBroken("This list is not there any more.");
        if (await own.OrderBy(l => l.Id).FirstOrDefaultAsync(ct) is { } first) return first;
        var list = owner.CustomerId is { } customer ? Wishlist.OfCustomer(customer, Wishlist.FirstName, Now) : Wishlist.OfVisitor(owner.Print!, Now);
        db.Add(list);
        return list;
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;
}
