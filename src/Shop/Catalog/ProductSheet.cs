using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Shop.Data;

namespace Shop.Catalog;

/// <summary>What a product's own page tells beyond its card.</summary>
public sealed record ProductSheet(string Summary, IReadOnlyList<string> Paragraphs, IReadOnlyList<string> Details, ReviewPage Reviews, IReadOnlyList<ShownPhoto> Photos);

/// <summary>Reads the sheet of a product, and what is left of it.</summary>
public sealed class ReadProductSheet(ShopDb db, ReadReviews reviews)
{
    private static readonly Func<ShopDb, Guid, IAsyncEnumerable<VariantLeft>> LeftOf = EF.CompileAsyncQuery((ShopDb db, Guid product) =>
        db.Set<Variant>().Where(v => v.ProductId == product).Join(db.Set<StockLevel>(), v => v.Id, l => l.VariantId, (v, l) => new VariantLeft(v.Id, l.OnHand - l.Reserved)));

    private static readonly Func<ShopDb, Guid, IAsyncEnumerable<VariantLeft>> LeftEarlyOf = EF.CompileAsyncQuery((ShopDb db, Guid product) =>
        from v in db.Set<Variant>()
        where v.ProductId == product
        join l in db.Set<StockLevel>() on v.Id equals l.VariantId
        join p in db.Set<Product>() on v.ProductId equals p.Id
        select new VariantLeft(v.Id, l.OnHand - l.Reserved) { Early = p.EarlyQuota - p.EarlySold });

    public async Task<ProductSheet?> Of(Guid productId, CancellationToken ct)
    {
        var texts = await db.Products.AsNoTracking().Where(p => p.Id == productId).Select(p => new { p.Summary, p.Description, p.Details }).FirstOrDefaultAsync(ct);
        if (texts is null) return null;
        var written = await reviews.Of(productId, ReviewOrder.Newest, null, 1, ct);
        return new ProductSheet(texts.Summary, texts.Description.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), texts.Details, written, written.Total == 0 ? [] : await reviews.Photos(productId, ct));
    }

    /// <summary>How many of each variant one could buy at this moment.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> Left(Guid productId, CancellationToken ct)
    {
        var left = new Dictionary<Guid, int>();
        await foreach (var variant in LeftOf(db, productId).WithCancellation(ct)) left[variant.VariantId] = variant.Left;
        return left;
    }

    /// <summary>The same of a product that is not for everybody yet, and how many of it members may have before; null: no limit.</summary>
    public async Task<(IReadOnlyDictionary<Guid, int> Left, int? Early)> LeftEarly(Guid productId, CancellationToken ct)
    {
        var left = new Dictionary<Guid, int>();
        int? early = null;
        await foreach (var variant in LeftEarlyOf(db, productId).WithCancellation(ct)) (left[variant.VariantId], early) = (variant.Left, variant.Early);
        return (left, early);
    }

    private sealed record VariantLeft(Guid VariantId, int Left)
    {
        public int? Early { get; init; }
    }
}

/// <summary>The sheets of the products people look at most, kept until the product changes.</summary>
public sealed class ProductSheets : IDisposable
{
    // What other nodes count without changing the product, such as votes, is seen after this at the latest.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly MemoryCache _sheets = new(new MemoryCacheOptions { SizeLimit = 2000 });

    public async Task<ProductSheet?> Of(ListedProduct product, ReadProductSheet read, CancellationToken ct)
    {
        if (_sheets.TryGetValue(product.Id, out Kept? kept) && ReferenceEquals(kept!.Of, product)) return kept.Sheet;
        if (await read.Of(product.Id, ct) is not { } sheet) return null;
        _sheets.Set(product.Id, new Kept(product, sheet), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Longest });
        return sheet;
    }

    public void Forget(Guid productId) => _sheets.Remove(productId);

    public void Dispose() => _sheets.Dispose();

    // A changed product is another object on show: its old sheet is not asked for again.
    private sealed record Kept(ListedProduct Of, ProductSheet Sheet);
}
