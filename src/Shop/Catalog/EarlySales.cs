using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Pieces of a product that an order took before everybody could buy it. Changed only by <see cref="EarlySales"/>.</summary>
public sealed class EarlySale
{
    public Guid Id { get; init; } = NewId.Next();

    /// <summary>The order that took them.</summary>
    public Guid HeldFor { get; init; }
    public Guid ProductId { get; init; }
    public Guid CustomerId { get; init; }
    public int Quantity { get; init; }
    public DateTime At { get; init; }

    /// <summary>When the order was called off, and the pieces went back to the quota.</summary>
    public DateTime? GivenBackAt { get; init; }
}

/// <summary>
/// The only doors of early quotas. Every change is a conditional update whose affected rows are counted, inside the caller's transaction:
/// never more goes early than the quota says, in total and for each member, and being told twice changes nothing.
/// </summary>
public sealed class EarlySales(ShopDb db)
{
    /// <summary>Takes pieces by product for an order. Returns the first product of which it may not have so many, or null; the caller then rolls back.</summary>
    public async Task<Guid?> Take(Guid heldFor, Guid customerId, EarlyRight right, IReadOnlyDictionary<Guid, int> quantities, DateTime now, CancellationToken ct)
    {
        RequireTransaction();
        var latest = now.AddHours(right.Hours);
        foreach (var (productId, quantity) in quantities.OrderBy(q => q.Key)) // one order of locks for all: no deadlocks
        {
            if (quantity <= 0) throw new RuleBroken("A quantity is at least one.");
            if (await db.EarlySales.AnyAsync(s => s.HeldFor == heldFor && s.ProductId == productId, ct)) continue;
            var rows = await db.Products.Where(p => p.Id == productId && p.PublicFrom != null && p.PublicFrom <= latest && (p.EarlyQuota == null || p.EarlySold + quantity <= p.EarlyQuota))
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.EarlySold, x => x.EarlySold + quantity), ct);
            if (rows == 0) return productId;
            // Whoever comes second waits at the row above: what the first one took is seen here.
            if (right.Each is { } each && await db.EarlySales.Where(s => s.ProductId == productId && s.CustomerId == customerId && s.GivenBackAt == null).SumAsync(s => s.Quantity, ct) + quantity > each) return productId;
            db.Add(new EarlySale { HeldFor = heldFor, ProductId = productId, CustomerId = customerId, Quantity = quantity, At = now });
        }
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>An order is called off: its pieces are for others again.</summary>
    public async Task GiveBack(Guid heldFor, DateTime now, CancellationToken ct)
    {
        RequireTransaction();
        var taken = await db.EarlySales.AsNoTracking().Where(s => s.HeldFor == heldFor && s.GivenBackAt == null).OrderBy(s => s.ProductId).ToListAsync(ct);
        foreach (var sale in taken)
        {
            var mine = await db.EarlySales.Where(s => s.Id == sale.Id && s.GivenBackAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.GivenBackAt, now), ct);
            if (mine == 0) continue; // somebody else was quicker; he gave it back
            await db.Products.Where(p => p.Id == sale.ProductId && p.EarlySold >= sale.Quantity).ExecuteUpdateAsync(p => p.SetProperty(x => x.EarlySold, x => x.EarlySold - sale.Quantity), ct);
        }
    }

    private void RequireTransaction()
    {
        if (db.Database.CurrentTransaction is null) throw new InvalidOperationException("A quota changes with the order it is for: begin a transaction first.");
    }
}

internal sealed class EarlySaleMapping : IEntityTypeConfiguration<EarlySale>
{
    public void Configure(EntityTypeBuilder<EarlySale> sale)
    {
        sale.ToTable("catalog_early_sales");
        sale.HasIndex(s => new { s.HeldFor, s.ProductId }).IsUnique(); // an order takes its pieces once, however often it is told to
        sale.HasIndex(s => new { s.ProductId, s.CustomerId });
        sale.HasIndex(s => s.CustomerId);
        sale.HasOne<Product>().WithMany().HasForeignKey(s => s.ProductId).OnDelete(DeleteBehavior.Cascade);
    }
}
