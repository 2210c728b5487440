using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Catalog;

/// <summary>In which order reviews are read.</summary>
public enum ReviewOrder { Newest, Highest, Lowest }

/// <summary>Reads what people wrote: approved reviews only.</summary>
public sealed class ReadReviews(ShopDb db)
{
    public const int PageSize = 6;

    /// <summary>One page of a product's reviews, and how many there are of each number of stars.</summary>
    public async Task<ReviewPage> Of(Guid productId, ReviewOrder order, int? stars, int page, CancellationToken ct)
    {
        var approved = db.Reviews.AsNoTracking().Where(r => r.ProductId == productId && r.Status == ReviewStatus.Approved);
        var byStars = await approved.GroupBy(r => r.Rating).Select(g => new { Stars = g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Stars, g => g.Count, ct);
        var wanted = stars is null ? approved : approved.Where(r => r.Rating == stars);
        var total = stars is { } only ? byStars.GetValueOrDefault(only) : byStars.Values.Sum();
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, pages);
        var sorted = order switch
        {
            ReviewOrder.Highest => wanted.OrderByDescending(r => r.Rating).ThenByDescending(r => r.WrittenAt).ThenBy(r => r.Id),
            ReviewOrder.Lowest => wanted.OrderBy(r => r.Rating).ThenByDescending(r => r.WrittenAt).ThenBy(r => r.Id),
            _ => wanted.OrderByDescending(r => r.WrittenAt).ThenBy(r => r.Id),
        };
        var written = await sorted.Skip((page - 1) * PageSize).Take(PageSize)
            .Select(r => new ShownReview(r.ProductId, r.Author, r.Country, r.Rating, r.Title, r.Text, r.Verified, r.WrittenAt)).ToListAsync(ct);
        return new ReviewPage(written, [.. Enumerable.Range(1, 5).Select(s => byStars.GetValueOrDefault(s))], total, page, pages);
    }

    /// <summary>What content people wrote last, one for each product at most.</summary>
    public async Task<IReadOnlyList<ShownReview>> Latest(int count, CancellationToken ct)
    {
        var products = db.Products;
        var latest = await db.Reviews.AsNoTracking().Where(r => r.Status == ReviewStatus.Approved && r.Rating >= 4 && r.Text.Length > 40)
            .Where(r => products.Any(p => p.Id == r.ProductId && p.Status == ProductStatus.Active && p.PublishedAt != null))
            .OrderByDescending(r => r.WrittenAt).ThenBy(r => r.Id).Take(count * 8)
            .Select(r => new ShownReview(r.ProductId, r.Author, r.Country, r.Rating, r.Title, r.Text, r.Verified, r.WrittenAt)).ToListAsync(ct);
        return [.. latest.DistinctBy(r => r.ProductId).Take(count)];
    }
}

/// <summary>A review as visitors read it.</summary>
public sealed record ShownReview(Guid ProductId, string Author, string? Country, int Rating, string Title, string Text, bool Verified, DateTime WrittenAt);

/// <summary>Some reviews of many.</summary>
/// <param name="ByStars">How many there are with one, two, … five stars.</param>
/// <param name="Total">Of how many this is a page.</param>
public sealed record ReviewPage(IReadOnlyList<ShownReview> Reviews, IReadOnlyList<int> ByStars, int Total, int Page, int Pages);
