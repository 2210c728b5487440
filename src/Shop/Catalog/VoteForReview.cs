using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Catalog;

/// <summary>Counts who found a review helpful: one vote for each person, none for one's own. Vote and count change together.</summary>
public sealed class VoteForReview(ShopDb db, ProductSheets sheets, TimeProvider clock)
{
    public abstract record Outcome;
    /// <param name="Helpful">How many found it helpful now.</param>
    public sealed record Counted(string ProductSlug, int Helpful) : Outcome;
    public sealed record OwnReview(string ProductSlug, int Helpful) : Outcome;
    public sealed record NotThere : Outcome;

    /// <param name="visitor">The secret this browser carries.</param>
    /// <param name="customerId">Who is signed in: what they said before they signed in is not counted again.</param>
    public Task<Outcome> Helpful(Guid reviewId, Guid? customerId, string? visitor, CancellationToken ct) => Vote(reviewId, customerId, visitor, 1, ct);

    public Task<Outcome> TakeBack(Guid reviewId, Guid? customerId, string? visitor, CancellationToken ct) => Vote(reviewId, customerId, visitor, -1, ct);

    /// <summary>Whether this browser has said so before.</summary>
    public async Task<bool> Said(Guid reviewId, string? visitor, CancellationToken ct)
    {
        if (visitor is null) return false;
        var voter = ReviewVote.Visitor(visitor);
        return await db.ReviewVotes.AnyAsync(v => v.ReviewId == reviewId && v.Voter == voter, ct);
    }

    /// <summary>How it stands without another vote; null when there is no such review to be seen.</summary>
    public async Task<Counted?> Standing(Guid reviewId, CancellationToken ct)
    {
        var products = db.Products;
        return await db.Reviews.Where(r => r.Id == reviewId && r.Status == ReviewStatus.Approved)
            .Select(r => new Counted(products.Where(p => p.Id == r.ProductId).Select(p => p.Slug).First(), r.Helpful)).SingleOrDefaultAsync(ct);
    }

    private async Task<Outcome> Vote(Guid reviewId, Guid? customerId, string? visitor, int change, CancellationToken ct)
    {
        string[] voters = [.. new[] { customerId is { } id ? ReviewVote.Customer(id) : null, visitor is { } secret ? ReviewVote.Visitor(secret) : null }.OfType<string>()];
        if (voters.Length == 0) return new NotThere();

        var (outcome, productId) = await db.Retrying(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var products = db.Products;
            var shown = db.Reviews.Where(r => r.Id == reviewId && r.Status == ReviewStatus.Approved);
            var review = await shown.Select(r => new { r.ProductId, r.CustomerId, Slug = products.Where(p => p.Id == r.ProductId).Select(p => p.Slug).First() }).SingleOrDefaultAsync(ct);
            if (review is null) return ((Outcome)new NotThere(), Guid.Empty);

            if (customerId is not null && review.CustomerId == customerId) return (new OwnReview(review.Slug, await Count(reviewId, ct)), Guid.Empty);
            var rows = change > 0 ? await Enter(reviewId, voters, ct) : await db.ReviewVotes.Where(v => v.ReviewId == reviewId && voters.Contains(v.Voter)).ExecuteDeleteAsync(ct);
            if (rows > 0) await shown.ExecuteUpdateAsync(r => r.SetProperty(x => x.Helpful, x => x.Helpful + (change > 0 ? rows : -rows)), ct);
            var count = await Count(reviewId, ct);
            await transaction.CommitAsync(ct);
            return (new Counted(review.Slug, count), review.ProductId);
        }, ct);
        if (productId != Guid.Empty) sheets.Forget(productId); // on this node at once, on others when they read it next
        return outcome;
    }

    // Having said so before is no error, and changes nothing.
    private async Task<int> Enter(Guid reviewId, string[] voters, CancellationToken ct)
    {
        if (await db.ReviewVotes.AnyAsync(v => v.ReviewId == reviewId && voters.Contains(v.Voter), ct)) return 0;
        db.Add(new ReviewVote { ReviewId = reviewId, Voter = voters[0], At = clock.GetUtcNow().UtcDateTime });
        return await db.SaveChangesAsync(ct);
    }

    private Task<int> Count(Guid reviewId, CancellationToken ct) => db.Reviews.Where(r => r.Id == reviewId).Select(r => r.Helpful).SingleAsync(ct);
}
