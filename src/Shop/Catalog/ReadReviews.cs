using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Catalog;

/// <summary>In which order reviews are read.</summary>
public enum ReviewOrder { Newest, Helpful, Highest, Lowest }

/// <summary>Reads what people wrote: approved reviews only.</summary>
public sealed class ReadReviews(ShopDb db)
{
    public const int PageSize = 6;
    public const int StripLength = 12;

    private static readonly Expression<Func<Review, ShownReview>> Shown = r => new ShownReview(r.Id, r.ProductId, r.Author, r.Country, r.Rating, r.Title, r.Text, r.Verified, r.WrittenAt)
    {
        ChangedAt = r.ChangedAt, Helpful = r.Helpful, Answer = r.Answer, AnsweredAt = r.AnsweredAt,
        Photos = r.Photos.OrderBy(p => p.Position).Select(p => new ShownPhoto(p.File, p.Alt, p.Width, p.Height)).ToList(),
    };

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
            ReviewOrder.Helpful => wanted.OrderByDescending(r => r.Helpful).ThenByDescending(r => r.WrittenAt).ThenBy(r => r.Id),
            ReviewOrder.Highest => wanted.OrderByDescending(r => r.Rating).ThenByDescending(r => r.WrittenAt).ThenBy(r => r.Id),
            ReviewOrder.Lowest => wanted.OrderBy(r => r.Rating).ThenByDescending(r => r.WrittenAt).ThenBy(r => r.Id),
            _ => wanted.OrderByDescending(r => r.WrittenAt).ThenBy(r => r.Id),
        };
        var written = total == 0 ? [] : await sorted.Skip((page - 1) * PageSize).Take(PageSize).Select(Shown).ToListAsync(ct);
        return new ReviewPage(written, [.. Enumerable.Range(1, 5).Select(s => byStars.GetValueOrDefault(s))], total, page, pages);
    }

    /// <summary>The latest photos of a product by those who have it.</summary>
    public async Task<IReadOnlyList<ShownPhoto>> Photos(Guid productId, CancellationToken ct) =>
        await db.Reviews.AsNoTracking().Where(r => r.ProductId == productId && r.Status == ReviewStatus.Approved)
            .SelectMany(r => r.Photos, (r, p) => new { r.WrittenAt, p.File, p.Alt, p.Width, p.Height, p.Position })
            .OrderByDescending(p => p.WrittenAt).ThenBy(p => p.Position).Take(StripLength)
            .Select(p => new ShownPhoto(p.File, p.Alt, p.Width, p.Height)).ToListAsync(ct);

    /// <summary>What content people wrote last, one for each product at most.</summary>
    public async Task<IReadOnlyList<ShownReview>> Latest(int count, CancellationToken ct)
    {
        var products = db.Products;
        var latest = await db.Reviews.AsNoTracking().Where(r => r.Status == ReviewStatus.Approved && r.Rating >= 4 && r.Text.Length > 40)
            .Where(r => products.Any(p => p.Id == r.ProductId && p.Status == ProductStatus.Active && p.PublishedAt != null))
            .OrderByDescending(r => r.WrittenAt).ThenBy(r => r.Id).Take(count * 8).Select(Shown).ToListAsync(ct);
        return [.. latest.DistinctBy(r => r.ProductId).Take(count)];
    }
}

/// <summary>A review as visitors read it.</summary>
public sealed record ShownReview(Guid Id, Guid ProductId, string Author, string? Country, int Rating, string Title, string Text, bool Verified, DateTime WrittenAt)
{
    public DateTime? ChangedAt { get; init; }
    public int Helpful { get; init; }
    public string? Answer { get; init; }
    public DateTime? AnsweredAt { get; init; }
    public IReadOnlyList<ShownPhoto> Photos { get; init; } = [];
}

/// <summary>A photo somebody took of what they bought.</summary>
public sealed record ShownPhoto(string File, string Alt, int Width, int Height)
{
    public string Url => $"/photos/{File}";
}

/// <summary>Some reviews of many.</summary>
/// <param name="ByStars">How many there are with one, two, … five stars.</param>
/// <param name="Total">Of how many this is a page.</param>
public sealed record ReviewPage(IReadOnlyList<ShownReview> Reviews, IReadOnlyList<int> ByStars, int Total, int Page, int Pages);
