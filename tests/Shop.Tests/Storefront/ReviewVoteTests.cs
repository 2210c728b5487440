using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;

namespace Shop.Tests.Storefront;

/// <summary>Who finds a review helpful counts once.</summary>
[Collection(ReviewShops.Name)]
public sealed class ReviewVoteTests(ReviewShop shop)
{
    [Fact]
    public async Task One_person_finds_a_review_helpful_once_and_never_their_own()
    {
        var product = await shop.Sell(Given.Product("Wool sock").At("wool-sock"));
        var (author, _) = await shop.Person("sock@example.org");
        await shop.Write(author, "wool-sock", 4, "Warm.");
        await shop.Judge(await shop.Staff(), product.Id, "approve");
        var review = await shop.InDb(db => db.Reviews.Where(r => r.ProductId == product.Id).Select(r => r.Id).SingleAsync());

        var guest = shop.Visitor();
        var page = await guest.GetPage("/p/wool-sock");
        var answer = await guest.Submit(page.Form("#helpful-form"), ("review", review.ToString()));
        Assert.Equal((HttpStatusCode.SeeOther, $"/p/wool-sock#review-{review:N}"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Contains("Helpful (1)", (await guest.GetPage("/p/wool-sock")).Text(".review-helpful"), StringComparison.Ordinal);
        await guest.Submit(page.Form("#helpful-form"), ("review", review.ToString()));
        Assert.Equal(1, await shop.Helpful(review));

        // The same person with an account now: still one.
        await shop.Account("reader@example.org");
        await guest.SignIn("reader@example.org");
        await guest.Submit((await guest.GetPage("/p/wool-sock")).Form("#helpful-form"), ("review", review.ToString()));
        Assert.Equal(1, await shop.Helpful(review));

        var own = await author.SubmitForPage((await author.GetPage("/p/wool-sock")).Form("#helpful-form"), ("review", review.ToString()));
        Assert.Contains("It is your own review", own.Text("main"), StringComparison.Ordinal);
        Assert.Equal(1, await shop.Helpful(review));

        guest.Headers.Add("HX-Request", "true");
        var undone = await guest.Submit(page.Form("#helpful-form"), ("undo", review.ToString()));
        Assert.StartsWith($"<div class=\"review-helpful\" id=\"helpful-{review:N}\">", (await undone.Content.ReadAsStringAsync()).Trim(), StringComparison.Ordinal);
        Assert.Equal((0, 0), (await shop.Helpful(review), await shop.InDb(db => db.ReviewVotes.CountAsync(v => v.ReviewId == review))));
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Submit(page.Form("#helpful-form"), ("review", Guid.NewGuid().ToString()))).StatusCode);
    }

    [Fact]
    public async Task Fifty_votes_at_once_by_ten_people_are_ten()
    {
        var product = await shop.Sell(Given.Product("Linen bag").At("linen-bag"));
        var (author, _) = await shop.Person("bag@example.org");
        await shop.Write(author, "linen-bag", 5, "Strong.");
        await shop.Judge(await shop.Staff(), product.Id, "approve");
        var review = await shop.InDb(db => db.Reviews.Where(r => r.ProductId == product.Id).Select(r => r.Id).SingleAsync());
        var people = Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()).ToList();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => shop.With<VoteForReview, VoteForReview.Outcome>(vote => vote.Helpful(review, people[i % 10], null, default))));
        Assert.Equal(10, await shop.Helpful(review));
    }
}
