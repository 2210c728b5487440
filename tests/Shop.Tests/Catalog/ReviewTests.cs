using Shop.Catalog;
using Shop.Kernel;

namespace Shop.Tests.Catalog;

/// <summary>A review says what its author said last, and nothing of it is shown unread.</summary>
public sealed class ReviewTests
{
    private static readonly DateTime Now = TestClock.Opening;
    private static readonly Actor Staff = Actor.Staff(Guid.NewGuid(), "Kari");

    private readonly Review _review = Review.Write(Guid.NewGuid(), Guid.NewGuid(), " Ingrid S. ", "NO", 4, " Good ", " A good mug. ", false, Now);

    [Fact]
    public void It_waits_until_somebody_has_read_it()
    {
        Assert.Equal((ReviewStatus.Waiting, "Ingrid S.", "Good", "A good mug."), (_review.Status, _review.Author, _review.Title, _review.Text));
        _review.Approve(Staff, Now.AddHours(1));
        Assert.Equal((ReviewStatus.Approved, "Kari", Now.AddHours(1)), (_review.Status, _review.JudgedBy, _review.JudgedAt));
    }

    [Fact]
    public void A_change_has_to_be_read_again()
    {
        _review.Refuse("It is about the delivery.", Staff, Now);
        _review.Change("Ingrid", "NO", 2, "", "It chipped.", Now.AddDays(1));
        Assert.Equal((ReviewStatus.Waiting, null, null, 2, Now.AddDays(1)), (_review.Status, _review.Reason, _review.JudgedBy, _review.Rating, _review.ChangedAt));
    }

    [Theory]
    [InlineData(0, "Words", "Ingrid")]
    [InlineData(6, "Words", "Ingrid")]
    [InlineData(3, "  ", "Ingrid")]
    [InlineData(3, "Words", "")]
    public void Stars_words_and_a_name_are_needed(int stars, string text, string author) =>
        Assert.Throws<RuleBroken>(() => Review.Write(Guid.NewGuid(), null, author, null, stars, "", text, false, Now));

    [Fact]
    public void A_refusal_says_why() => Assert.Throws<RuleBroken>(() => _review.Refuse(" ", Staff, Now));

    [Fact]
    public void Photos_are_five_at_most_and_keep_their_order()
    {
        var photos = Enumerable.Range(1, 6).Select(i => new ReviewPhoto($"{i}.jpg", "A mug", 100, 100)).ToList();
        Assert.Throws<RuleBroken>(() => _review.Show(photos));
        _review.Show(photos[..5]);
        _review.Show([photos[4], photos[1]]);
        Assert.Equal([("5.jpg", 0), ("2.jpg", 1)], _review.Photos.OrderBy(p => p.Position).Select(p => (p.File, p.Position)));
    }

    [Fact]
    public void An_empty_answer_takes_the_answer_away()
    {
        _review.Respond("Thank you.", Staff, Now);
        Assert.Equal(("Thank you.", "Kari"), (_review.Answer, _review.AnsweredBy));
        _review.Respond("  ", Staff, Now);
        Assert.Equal((null, null, null), (_review.Answer, _review.AnsweredBy, _review.AnsweredAt));
    }

    [Fact]
    public void A_product_never_has_less_than_no_stars()
    {
        var product = Product.Draft("mug", "Mug");
        product.CountReview(4);
        product.DiscountReview(4);
        Assert.Equal((0, 0), (product.RatingCount, product.RatingSum));
        Assert.Throws<RuleBroken>(() => product.DiscountReview(1));
    }
}
