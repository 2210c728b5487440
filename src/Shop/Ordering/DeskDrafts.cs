using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>An order in the making at the desk, as a list has it.</summary>
public sealed record DraftRow(Guid Id, Guid CustomerId, string CustomerName, string StaffName, DateTime ChangedAt, int Things);

/// <summary>Something that can be put into an order, found by a word.</summary>
public sealed record GoodsFound(Guid VariantId, string Name, string Sku, Money Price, int Available);

/// <summary>Orders that somebody at the desk makes for a customer: begun, kept while the telephone rings again, and dropped.</summary>
public sealed class DeskDrafts(ShopDb db, TimeProvider clock)
{
    private const int MostFound = 12, MostDrafts = 50, MostWords = 5, MostRead = 400;

    public Task<Guid> Open(Guid customerId, OrderChannel channel, Actor by, CancellationToken ct) => db.Retrying(async () =>
    {
        var customer = await db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == customerId && c.MergedIntoId == null, ct) ?? throw new RuleBroken("There is no such customer.");
        var cart = Cart.OpenAtDesk(customer.Id, by, channel, clock.GetUtcNow().UtcDateTime);
        db.Add(cart);
        await KnownCustomer.FillIn(db, cart, customer.Id, ct);
        if (cart.Draft.Delivery.Line1.Length == 0) cart.Draft.Delivery = cart.Draft.Delivery with { Name = customer.Name };
        cart.Draft.PaymentSeen = true; // it is paid in another way than on a page of the shop
        await db.SaveChangesAsync(ct);
        return cart.Id;
    }, ct);

    /// <summary>Those that wait to be placed, the latest first.</summary>
    public async Task<IReadOnlyList<DraftRow>> Waiting(CancellationToken ct) => await (
        from cart in db.Carts.AsNoTracking()
        where cart.Desk != null && cart.OrderId == null && (cart.Items.Any() || cart.Version <= 1)
        join customer in db.Customers on cart.Desk!.CustomerId equals customer.Id
        orderby cart.ChangedAt descending
        select new DraftRow(cart.Id, customer.Id, customer.Name, cart.Desk!.StaffName, cart.ChangedAt, cart.Items.Sum(i => i.Quantity))).Take(MostDrafts).ToListAsync(ct);

    /// <summary>For whom a draft is; null when there is no such draft.</summary>
    public async Task<(Guid CustomerId, string Name, string? Email)?> CustomerOf(Guid cartId, CancellationToken ct) =>
        await db.Carts.AsNoTracking().Where(c => c.Id == cartId && c.Desk != null).Join(db.Customers, c => c.Desk!.CustomerId, c => c.Id, (_, customer) => new { customer.Id, customer.Name, customer.Email }).SingleOrDefaultAsync(ct)
            is { } found ? (found.Id, found.Name, found.Email) : null;

    /// <summary>Drops a draft that no order was made of.</summary>
    public Task Discard(Guid cartId, CancellationToken ct) => db.Carts.Where(c => c.Id == cartId && c.Desk != null && c.OrderId == null).ExecuteDeleteAsync(ct);

    /// <summary>By which channel it came, and how the member agreed to pay with points.</summary>
    public Task Agree(Guid cartId, long points, string? consent, CancellationToken ct) => Change(cartId, cart =>
    {
        if (points > 0 && string.IsNullOrWhiteSpace(consent)) throw new RuleBroken("Note how the member agreed to pay with points, for example “asked on the telephone”.");
        cart.Desk!.PointsConsent = points > 0 ? consent!.Trim() : null;
        cart.FillIn(draft => draft.PointsWanted = points > 0 ? points : null, clock.GetUtcNow().UtcDateTime);
    }, ct);

    public Task Use(Guid cartId, OrderChannel channel, CancellationToken ct) => Change(cartId, cart => cart.Desk!.Channel = channel, ct);

    /// <summary>What is for sale under these words, by name, form or article number.</summary>
    public async Task<IReadOnlyList<GoodsFound>> Find(string sought, CancellationToken ct)
    {
        var words = sought.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostWords).ToList();
        var (products, levels) = (db.Products, db.StockLevels);
        // Forms are no column that a question could look into: a product with one of the words is read, and must then have them all.
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        var found = words.Count == 0 ? [] : await words.Select(word => from variant in db.Variants.AsNoTracking()
                                                                       join product in products on variant.ProductId equals product.Id
                                                                       where product.Status == ProductStatus.Active && (product.Name.ToLower().Contains(word) || variant.Sku.ToLower().StartsWith(word))
                                                                       select variant.Id)
            .Aggregate((some, more) => some.Union(more)).Take(MostRead).ToListAsync(ct);
#pragma warning restore CA1304, CA1311, CA1862
        var forms = await (from variant in db.Variants.AsNoTracking()
                           where found.Contains(variant.Id)
                           join product in products on variant.ProductId equals product.Id
                           orderby product.Slug, variant.Position
                           select new { Variant = variant, product.Name, Several = product.Variants.Count > 1, Available = levels.Where(l => l.VariantId == variant.Id).Select(l => l.OnHand - l.Reserved).FirstOrDefault() }).ToListAsync(ct);
        return [.. forms.Select(f => new GoodsFound(f.Variant.Id, f.Several && f.Variant.Name.Length > 0 ? $"{f.Name} ({f.Variant.Name})" : f.Name, f.Variant.Sku, f.Variant.Price, f.Available))
            .Where(f => words.TrueForAll(w => f.Name.Contains(w, StringComparison.OrdinalIgnoreCase) || f.Sku.StartsWith(w, StringComparison.OrdinalIgnoreCase))).Take(MostFound)];
    }

    private Task<int> Change(Guid cartId, Action<Cart> change, CancellationToken ct) => db.Retrying(async () =>
    {
        change(await db.Carts.SingleAsync(c => c.Id == cartId && c.Desk != null, ct));
        return await db.SaveChangesAsync(ct);
    }, ct);
}
