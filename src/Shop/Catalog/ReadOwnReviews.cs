using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Catalog;

/// <summary>What a customer wrote themselves, whether it is shown or not, and what they have and could write about.</summary>
public sealed class ReadOwnReviews(ShopDb db, IPurchases purchases)
{
    private const int MostInvitations = 6;

    public async Task<OwnReview?> Of(Guid customerId, Guid productId, CancellationToken ct) =>
        (await Read(r => r.CustomerId == customerId && r.ProductId == productId, ct)).SingleOrDefault();

    public async Task<IReadOnlyList<OwnReview>> All(Guid customerId, CancellationToken ct) => await Read(r => r.CustomerId == customerId, ct);

    /// <summary>Products on sale that they have and did not write about, the latest first.</summary>
    public async Task<IReadOnlyList<DeliveredProduct>> Invitations(Guid customerId, CancellationToken ct)
    {
        var have = await purchases.DeliveredTo(customerId, ct);
        var said = await db.Reviews.AsNoTracking().Where(r => r.CustomerId == customerId).Select(r => r.ProductId).ToListAsync(ct);
        return [.. have.Where(h => !said.Contains(h.ProductId)).Take(MostInvitations)];
    }

    private Task<List<OwnReview>> Read(System.Linq.Expressions.Expression<Func<Review, bool>> which, CancellationToken ct)
    {
        var products = db.Products;
        return db.Reviews.AsNoTracking().Where(which).OrderByDescending(r => r.ChangedAt ?? r.WrittenAt).Select(r => new OwnReview(
            r.Id, r.ProductId, products.Where(p => p.Id == r.ProductId).Select(p => p.Name).First(), products.Where(p => p.Id == r.ProductId).Select(p => p.Slug).First(),
            r.Author, r.Rating, r.Title, r.Text, r.Status, r.Reason, r.Answer, r.ChangedAt ?? r.WrittenAt,
            r.Photos.OrderBy(p => p.Position).Select(p => new OwnPhoto(p.Id, p.File, p.Alt, p.Width, p.Height)).ToList())).ToListAsync(ct);
    }
}

/// <summary>A review as its author sees it.</summary>
public sealed record OwnReview(Guid Id, Guid ProductId, string ProductName, string ProductSlug, string Author, int Rating, string Title, string Text,
    ReviewStatus Status, string? Reason, string? Answer, DateTime At, IReadOnlyList<OwnPhoto> Photos);

/// <summary>A photo of one's own review.</summary>
public sealed record OwnPhoto(Guid Id, string File, string Alt, int Width, int Height);
