using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.Storefront;

/// <summary>A shop as it comes: who may write, and how far people who are not signed in count.</summary>
public sealed class ReviewRuleTests(ReviewRuleTests.Usual shop) : IClassFixture<ReviewRuleTests.Usual>
{
    public sealed class Usual : ReviewShop
    {
        protected override Dictionary<string, string?> Settings => [];
    }

    [Fact]
    public async Task Who_never_bought_it_gets_a_sentence_and_no_form_and_a_guest_is_asked_to_sign_in()
    {
        var product = await shop.Sell(Given.Product("Salt cellar").At("salt-cellar"));
        Assert.Contains("Did we bring it to you? Sign in", (await shop.Visitor().GetPage("/p/salt-cellar")).Text("#review-section"), StringComparison.Ordinal);
        Assert.StartsWith("/account/sign-in?returnUrl=", (await shop.Visitor().Get("/account/reviews/salt-cellar")).Headers.Location!.ToString(), StringComparison.Ordinal);
        var (stranger, customer) = await shop.Person("salt@example.org");
        var page = await stranger.GetPage("/account/reviews/salt-cellar");
        Assert.Contains("Reviews are written by those who have it from us.", page.Text("#only-buyers"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("#review-form"));
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.Post("/account/reviews/salt-cellar", page, ("Form.Rating", "5"), ("Form.Text", "I imagine."), ("Form.Author", "Nobody"))).StatusCode);
        Assert.Equal(0, await shop.InDb(db => db.Reviews.CountAsync(r => r.ProductId == product.Id)));

        // Ordered as a guest: it counts as soon as the order is the account's.
        var order = await shop.Order(null, product);
        await shop.Deliver(order);
        Assert.Null((await stranger.GetPage("/account/reviews/salt-cellar")).QuerySelector("#review-form"));
        await shop.InDb(async db => { (await db.Orders.SingleAsync(o => o.Id == order.Id)).Join(customer); return await db.SaveChangesAsync(); });
        Assert.NotNull((await stranger.GetPage("/account/reviews/salt-cellar")).QuerySelector("#review-form"));
    }

    [Fact]
    public async Task Of_people_who_are_not_signed_in_one_a_day_and_address_counts()
    {
        var product = await shop.Sell(Given.Product("Pepper mill").At("pepper-mill"));
        var review = await shop.InDb(async db =>
        {
            var written = Review.Write(product.Id, null, "Ingrid S.", null, 5, "", "It grinds.", verified: false, shop.Clock.Now);
            written.Approve(Actor.System, shop.Clock.Now);
            db.Add(written);
            await db.SaveChangesAsync();
            return written.Id;
        });
        async Task<string> Vote(Visitor visitor, string what = "review")
        {
            var page = await visitor.GetPage("/account/sign-in");
            return (await visitor.Read(await visitor.Follow(await visitor.Post("/reviews/helpful", page, (what, review.ToString()))), HttpStatusCode.OK)).Text("main") ?? "";
        }
        Task<int> Helpful() => shop.InDb(db => db.Reviews.Where(r => r.Id == review).Select(r => r.Helpful).SingleAsync());

        var first = shop.Visitor();
        await Vote(first);
        for (var i = 0; i < 40; i++) await shop.Visitor().Send(Bare(review));
        Assert.Equal(1, await Helpful());
        Assert.Contains("Sign in to have yours counted", await Vote(shop.Visitor()), StringComparison.Ordinal);
        var (member, _) = await shop.Person("mill@example.org");
        await Vote(member);
        Assert.Equal(2, await Helpful());

        await Vote(first, "undo");
        Assert.Equal(1, await Helpful());
        await Vote(shop.Visitor());
        Assert.Equal(2, await Helpful());
        shop.Clock.Advance(TimeSpan.FromDays(1));
        await Vote(shop.Visitor());
        Assert.Equal(3, await Helpful());
    }

    private static HttpRequestMessage Bare(Guid review)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/reviews/helpful") { Content = new FormUrlEncodedContent([KeyValuePair.Create("review", review.ToString())]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return request;
    }
}
