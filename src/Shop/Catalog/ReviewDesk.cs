using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Catalog;

/// <summary>Reads reviews for staff: what waits, the longest first, and all that was judged, the latest first.</summary>
public sealed class ReviewDesk(ShopDb db)
{
    public const int PageSize = 20;

    public async Task<DeskPage> List(ReviewStatus? status, int page, CancellationToken ct)
    {
        var wanted = db.Reviews.AsNoTracking().Where(r => status == null || r.Status == status);
        var total = await wanted.CountAsync(ct);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, pages);
        var sorted = status == ReviewStatus.Waiting ? wanted.OrderBy(r => r.ChangedAt ?? r.WrittenAt).ThenBy(r => r.Id) : wanted.OrderByDescending(r => r.ChangedAt ?? r.WrittenAt).ThenBy(r => r.Id);
        return new DeskPage(status, await Read(sorted.Skip((page - 1) * PageSize).Take(PageSize), ct), total, page, pages);
    }

    public async Task<DeskReview?> Find(Guid id, CancellationToken ct) => (await Read(db.Reviews.AsNoTracking().Where(r => r.Id == id), ct)).SingleOrDefault();

    public Task<int> Waiting(CancellationToken ct) => db.Reviews.CountAsync(r => r.Status == ReviewStatus.Waiting, ct);

    private Task<List<DeskReview>> Read(IQueryable<Review> reviews, CancellationToken ct)
    {
        var products = db.Products;
        return reviews.Select(r => new DeskReview(
            r.Id, r.Version, products.Where(p => p.Id == r.ProductId).Select(p => p.Name).First(), products.Where(p => p.Id == r.ProductId).Select(p => p.Slug).First(),
            r.Author, r.Country, r.Rating, r.Title, r.Text, r.Verified, r.WrittenAt, r.ChangedAt, r.Status, r.Reason, r.JudgedAt, r.JudgedBy, r.Answer, r.AnsweredAt, r.AnsweredBy, r.Helpful,
            r.Photos.OrderBy(p => p.Position).Select(p => new ShownPhoto(p.File, p.Alt, p.Width, p.Height)).ToList())).ToListAsync(ct);
    }
}

/// <summary>Some of the reviews that staff look at.</summary>
public sealed record DeskPage(ReviewStatus? Status, IReadOnlyList<DeskReview> Reviews, int Total, int Page, int Pages);

/// <summary>A review with all that staff may know of it.</summary>
public sealed record DeskReview(Guid Id, int Version, string ProductName, string ProductSlug, string Author, string? Country, int Rating, string Title, string Text, bool Verified,
    DateTime WrittenAt, DateTime? ChangedAt, ReviewStatus Status, string? Reason, DateTime? JudgedAt, string? JudgedBy, string? Answer, DateTime? AnsweredAt, string? AnsweredBy, int Helpful,
    IReadOnlyList<ShownPhoto> Photos);
