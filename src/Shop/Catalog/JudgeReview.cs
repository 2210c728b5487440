using Microsoft.EntityFrameworkCore;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Staff read a review: it is shown and counted, or not, and may get an answer. The product's rating changes with it or not at all.</summary>
public sealed class JudgeReview(ShopDb db, TimeProvider clock)
{
    /// <param name="seen">The version that was read: what the author changed meanwhile has to be read again.</param>
    public Task Approve(Guid reviewId, int seen, Actor by, CancellationToken ct) => Judge(reviewId, seen, (review, now) => review.Approve(by, now), ct);

    /// <inheritdoc cref="Approve"/>
    public Task Refuse(Guid reviewId, int seen, string reason, Actor by, CancellationToken ct) => Judge(reviewId, seen, (review, now) => review.Refuse(reason, by, now), ct);

    public Task Respond(Guid reviewId, string? answer, Actor by, CancellationToken ct) => db.Retrying(async () =>
    {
        (await Find(reviewId, ct)).Respond(answer, by, clock.GetUtcNow().UtcDateTime);
        return await db.SaveChangesAsync(ct);
    }, ct);

    private Task<int> Judge(Guid reviewId, int seen, Action<Review, DateTime> judge, CancellationToken ct) => db.Retrying(async () =>
    {
        var review = await Find(reviewId, ct);
        if (review.Version != seen) throw new RuleBroken("This review has changed since you opened it. Read it again.");
        var before = review.Status;
        judge(review, clock.GetUtcNow().UtcDateTime);
        if (before != review.Status)
        {
            var product = await db.Products.AsSplitQuery().SingleAsync(p => p.Id == review.ProductId, ct);
            if (review.Status == ReviewStatus.Approved) product.CountReview(review.Rating);
            else if (before == ReviewStatus.Approved) product.DiscountReview(review.Rating);
        }
        return await db.SaveChangesAsync(ct);
    }, ct);

    private async Task<Review> Find(Guid reviewId, CancellationToken ct) =>
        await db.Reviews.SingleOrDefaultAsync(r => r.Id == reviewId, ct) ?? throw new RuleBroken("This review is not there any more: its author took it away.");
}
