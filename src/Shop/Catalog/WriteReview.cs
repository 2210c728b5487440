using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Shop.Catalog.Photos;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>What a customer says about a product.</summary>
/// <param name="Photos">In the order they are shown; a photo of before that is not named is taken away.</param>
public sealed record ReviewDraft(string Author, string? Country, int Rating, string Title, string Text, IReadOnlyList<DraftPhoto> Photos);

/// <summary>A photo of a draft: one that the review has already, or a new one that lies on the shelf.</summary>
public sealed record DraftPhoto(Guid? Kept, StoredPhoto? New, string Alt);

/// <summary>Saves what a customer thinks of a product: one review each, read by staff before it is shown, also after each change.</summary>
public sealed class WriteReview(ShopDb db, IPurchases purchases, PhotoShelf shelf, IOptions<ReviewOptions> options, TimeProvider clock)
{
    public abstract record Outcome;
    public sealed record Saved(Guid ReviewId, bool Anew) : Outcome;
    public sealed record NotBought : Outcome;

    /// <summary>Whether this customer may write about it: a guest's orders count once they belong to the account.</summary>
    public async Task<bool> May(Guid customerId, Guid productId, CancellationToken ct) => !options.Value.OnlyBuyers || await purchases.Delivered(customerId, productId, ct);

    public async Task<Outcome> Run(Guid customerId, Guid productId, ReviewDraft draft, CancellationToken ct)
    {
        var bought = await purchases.Delivered(customerId, productId, ct);
        if (!bought && options.Value.OnlyBuyers) return new NotBought();

        var (saved, gone) = await db.Retrying(() => Save(customerId, productId, draft, bought, ct), ct);
        foreach (var file in gone) shelf.Remove(file); // only after it is certain that no row names it
        return saved;
    }

    /// <summary>Takes a customer's review away, with its photos and votes.</summary>
    public async Task<bool> Withdraw(Guid customerId, Guid productId, CancellationToken ct)
    {
        var gone = await db.Retrying(async () =>
        {
            if (await Find(customerId, productId, ct) is not { } review) return null;
            if (review.Status == ReviewStatus.Approved) (await ProductOf(review, ct)).DiscountReview(review.Rating);
            db.Remove(review);
            await db.SaveChangesAsync(ct);
            return review.Photos.Select(p => p.File).ToList();
        }, ct);
        foreach (var file in gone ?? []) shelf.Remove(file);
        return gone is not null;
    }

    private async Task<(Saved, IReadOnlyList<string> Gone)> Save(Guid customerId, Guid productId, ReviewDraft draft, bool bought, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var review = await Find(customerId, productId, ct);
        var anew = review is null;
        var before = review?.Photos.ToList() ?? [];
        if (review is null)
        {
            review = Review.Write(productId, customerId, draft.Author, draft.Country, draft.Rating, draft.Title, draft.Text, bought, now);
            db.Add(review);
        }
        else
        {
            if (review.Status == ReviewStatus.Approved) (await ProductOf(review, ct)).DiscountReview(review.Rating);
            review.Change(draft.Author, draft.Country, draft.Rating, draft.Title, draft.Text, now);
            if (bought) review.Verify();
        }
        review.Show([.. draft.Photos.Select(p => PhotoOf(p, before)).OfType<ReviewPhoto>()]);
        await db.SaveChangesAsync(ct);
        return (new Saved(review.Id, anew), [.. before.Where(b => review.Photos.All(p => p.File != b.File)).Select(b => b.File)]);
    }

    private static ReviewPhoto? PhotoOf(DraftPhoto draft, List<ReviewPhoto> before) => draft switch
    {
        { New: { } photo } => before.Find(p => p.File == photo.File)?.Saying(draft.Alt) ?? new ReviewPhoto(photo.File, draft.Alt, photo.Width, photo.Height), // a form may be sent twice
        { Kept: { } id } => before.Find(p => p.Id == id) is { } kept ? kept.Saying(draft.Alt) : null,
        _ => null,
    };

    private Task<Review?> Find(Guid customerId, Guid productId, CancellationToken ct) =>
        db.Reviews.SingleOrDefaultAsync(r => r.CustomerId == customerId && r.ProductId == productId, ct);

    private Task<Product> ProductOf(Review review, CancellationToken ct) => db.Products.AsSplitQuery().SingleAsync(p => p.Id == review.ProductId, ct);
}
