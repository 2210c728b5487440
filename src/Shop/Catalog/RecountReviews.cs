using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Shop.Data;

namespace Shop.Catalog;

/// <summary>Every day: counts the approved reviews of each product anew and puts right what does not agree, so that a rating is never more than what can be read.</summary>
public sealed class RecountReviews(ShopDb db, ILogger<RecountReviews> log)
{
    public Task<int> Run(CancellationToken ct) => db.Retrying(async () =>
    {
        var counted = await db.Reviews.AsNoTracking().Where(r => r.Status == ReviewStatus.Approved).GroupBy(r => r.ProductId)
            .Select(g => new { g.Key, Count = g.Count(), Sum = g.Sum(r => r.Rating) }).ToDictionaryAsync(g => g.Key, g => (g.Count, g.Sum), ct);
        var rated = await db.Products.AsNoTracking().Where(p => p.RatingCount != 0 || p.RatingSum != 0).Select(p => new { p.Id, p.RatingCount, p.RatingSum }).ToDictionaryAsync(p => p.Id, p => (p.RatingCount, p.RatingSum), ct);
        var wrong = counted.Keys.Union(rated.Keys).Where(id => counted.GetValueOrDefault(id) != rated.GetValueOrDefault(id)).ToList();
        foreach (var some in wrong.Chunk(200))
            foreach (var product in await db.Products.AsSplitQuery().Where(p => some.Contains(p.Id)).ToListAsync(ct))
            {
                var (count, sum) = counted.GetValueOrDefault(product.Id);
                log.LogWarning("The rating of {Product} was {Count} reviews with {Sum} stars; it is {NewCount} with {NewSum}.", product.Slug, product.RatingCount, product.RatingSum, count, sum);
                product.RateAnew(count, sum);
            }
        await db.SaveChangesAsync(ct);
        return wrong.Count;
    }, ct);
}
