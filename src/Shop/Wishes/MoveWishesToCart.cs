using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Wishes;

/// <summary>Moves one thing of a wishlist, or all, into the cart as far as they can be had. What cannot stays on the list, with the reason.</summary>
public sealed class MoveWishesToCart(ShopDb db, TimeProvider clock)
{
    /// <summary>The cart, what went into it, and what stayed and why.</summary>
    public sealed record Outcome(Guid? CartId, IReadOnlyList<string> Moved, IReadOnlyList<string> Stayed);

    /// <param name="itemId">Null: all of them.</param>
    /// <returns>Null when there is no such list.</returns>
    public Task<Outcome?> Run(WishOwner owner, Guid listId, Guid? itemId, Guid? cartId, CancellationToken ct) => db.Retrying(async () =>
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.Wishlists.OwnedBy(owner).SingleOrDefaultAsync(l => l.Id == listId, ct) is not { } list) return null;
        var wishes = list.Items.Where(i => itemId is null || i.Id == itemId).OrderBy(i => i.AddedAt).ThenBy(i => i.Id).ToList();
        var goods = await Goods([.. wishes.Select(w => w.ProductId).Distinct()], ct);
        var (carts, customer) = (db.Carts, owner.CustomerId);
        var cart = customer is not null ? await carts.SingleOrDefaultAsync(c => c.CustomerId == customer, ct) : await carts.SingleOrDefaultAsync(c => c.Id == cartId && c.CustomerId == null, ct);

        var (moved, stayed) = (new List<string>(), new List<string>());
        foreach (var wish in wishes)
        {
            var forms = goods[wish.ProductId].ToList();
            var chosen = wish.VariantId is { } id ? forms.SingleOrDefault(f => f.Id == id) : forms.Count == 1 ? forms[0] : null;
            var there = cart?.Items.FirstOrDefault(i => i.VariantId == chosen?.Id)?.Quantity ?? 0;
            if (Reason(wish, forms, chosen, there, cart, now) is { } reason)
            {
                stayed.Add(reason);
                continue;
            }
            if (cart is null)
            {
                db.Add(cart = Cart.Open(customer, now));
                if (customer is { } known) await KnownCustomer.FillIn(db, cart, known, ct);
            }
            cart.Add(chosen!.Id, 1, chosen.Price, now);
            list.Remove(wish.Id, now);
            moved.Add(wish.Name);
        }
        if (moved.Count > 0) await db.SaveChangesAsync(ct);
        return new Outcome(cart?.Id, moved, stayed);
    }, ct);

    private async Task<ILookup<Guid, Form>> Goods(List<Guid> products, CancellationToken ct) =>
        (await db.Variants.AsNoTracking().Where(v => products.Contains(v.ProductId))
            .Join(db.Products.Where(p => p.Status == ProductStatus.Active && p.PublishedAt != null), v => v.ProductId, p => p.Id, (v, p) => new { v.ProductId, v.Id, v.Price, p.PublicFrom })
            .Join(db.StockLevels, v => v.Id, l => l.VariantId, (v, l) => new { v.ProductId, v.Id, v.Price, v.PublicFrom, Left = l.OnHand - l.Reserved }).ToListAsync(ct))
        .ToLookup(f => f.ProductId, f => new Form(f.Id, f.Price, f.Left, f.PublicFrom));

    private static string? Reason(WishlistItem wish, List<Form> forms, Form? chosen, int there, Cart? cart, DateTime now)
    {
        if (forms.Count == 0 || wish.VariantId is not null && chosen is null) return $"{wish.Name} is not for sale any more.";
        if (chosen is null) return $"{wish.Name}: choose which one first.";
        if (chosen.PublicFrom > now) return $"{wish.Name} is not out yet. Who may have it earlier buys it on its own page.";
        if (chosen.Left <= 0) return $"{wish.Name} is sold out.";
        if (there >= chosen.Left || there >= Cart.MaxQuantity) return $"{wish.Name}: all there are lie in your cart already.";
        return there == 0 && cart?.Items.Count >= Cart.MaxLines ? $"{wish.Name}: a cart holds at most {Cart.MaxLines} different things." : null;
    }

    private sealed record Form(Guid Id, Money Price, int Left, DateTime? PublicFrom);
}
