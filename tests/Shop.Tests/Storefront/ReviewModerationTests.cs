using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Tests.Catalog;

namespace Shop.Tests.Storefront;

/// <summary>A review at the desk, and what the page shows of it before and after.</summary>
[Collection(ReviewShops.Name)]
public sealed class ReviewModerationTests(ReviewShop shop)
{
    [Fact]
    public async Task A_review_with_a_photo_is_shown_when_it_was_read_and_not_before()
    {
        var product = await shop.Sell(Given.Product("Blue jug").At("blue-jug"));
        var (author, _) = await shop.Person("jug@example.org");
        await shop.Write(author, "blue-jug", 4, "It pours well.", [("Form.Photos[0].File", TestPhotos.FromTelephone(), "image/jpeg")], ("Form.Title", "A jug"), ("Form.Photos[0].Alt", "The jug on our table"));
        var photo = await shop.InDb(db => db.Reviews.SelectMany(r => r.Photos).Where(p => p.Alt == "The jug on our table").Select(p => p.File).SingleAsync());

        Assert.DoesNotContain("It pours well.", (await shop.Visitor().GetPage("/p/blue-jug")).Text("main"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Visitor().Get($"/photos/{photo}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await shop.Person("stranger@example.org")).Visitor.Get($"/photos/{photo}")).StatusCode);
        var own = await author.Get($"/photos/{photo}");
        Assert.Equal((HttpStatusCode.OK, "no-store, private"), (own.StatusCode, own.Headers.CacheControl!.ToString()));
        Assert.Contains("We are reading it", (await author.GetPage("/account/reviews")).Text("main"), StringComparison.Ordinal);

        var staff = await shop.Staff();
        Assert.Equal(HttpStatusCode.OK, (await staff.Get($"/photos/{photo}")).StatusCode);
        await shop.Judge(staff, product.Id, "approve");

        var page = await shop.Visitor().GetPage("/p/blue-jug");
        Assert.Equal("It pours well.", page.Text(".review .review-text"));
        Assert.Equal("The jug on our table", page.QuerySelector(".review .photo-strip img")!.GetAttribute("alt"));
        Assert.Equal($"/photos/{photo}", page.QuerySelector("#review-section > .photo-strip a[data-zoom]")!.GetAttribute("href"));
        Assert.Null(page.QuerySelector(".review-verified"));
        Assert.Contains("\"aggregateRating\":{\"@type\":\"AggregateRating\",\"ratingValue\":4,\"reviewCount\":1", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var list = await shop.Visitor().GetPage("/shop?rating=4&sort=rating");
        Assert.Contains("4.0", list.QuerySelectorAll(".product-card").Single(c => c.TextContent.Contains("Blue jug", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);

        var shown = await shop.Visitor().Get($"/photos/{photo}");
        Assert.Equal("image/jpeg", shown.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", shown.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("default-src 'none'; sandbox", shown.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("nosniff", shown.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("inline; filename=\"photo.jpg\"", shown.Content.Headers.GetValues("Content-Disposition").Single());
        Assert.False(TestPhotos.Holds(await shown.Content.ReadAsByteArrayAsync(), TestPhotos.Place));
    }

    [Fact]
    public async Task A_change_goes_back_to_the_desk_and_the_rating_with_it()
    {
        var product = await shop.Sell(Given.Product("Red bowl").At("red-bowl"));
        var (author, _) = await shop.Person("bowl@example.org");
        var staff = await shop.Staff();
        await shop.Write(author, "red-bowl", 5, "Round.");
        var desk = await staff.GetPage("/backoffice/reviews");
        await shop.Judge(staff, product.Id, "approve");
        Assert.Equal((1, 5), await shop.Rating(product.Id));

        await shop.Write(author, "red-bowl", 2, "Round, but it leaks.");
        Assert.Equal((0, 0), await shop.Rating(product.Id));
        Assert.DoesNotContain("leaks", (await shop.Visitor().GetPage("/p/red-bowl")).Text("main"), StringComparison.Ordinal);

        // The desk that still shows the first words cannot approve the second ones.
        var review = await shop.InDb(db => db.Reviews.SingleAsync(r => r.ProductId == product.Id));
        var late = await staff.SubmitForPage(desk.Form($"form[action$='{review.Id}/approve']"));
        Assert.Contains("has changed since you opened it", late.Text("main"), StringComparison.Ordinal);
        Assert.Equal((0, 0), await shop.Rating(product.Id));

        await shop.Judge(staff, product.Id, "refuse", ("Reason", "It names other people."));
        Assert.Contains("It names other people.", (await author.GetPage("/account/reviews")).Text("main"), StringComparison.Ordinal);
        Assert.Contains("It names other people.", (await author.GetPage("/account/reviews/red-bowl")).Text("main"), StringComparison.Ordinal);

        await shop.Write(author, "red-bowl", 3, "Round, glued now.");
        await shop.Judge(staff, product.Id, "approve");
        Assert.Equal((1, 3), await shop.Rating(product.Id));
        Assert.Equal(1, await shop.InDb(db => db.Reviews.CountAsync(r => r.ProductId == product.Id)));
    }

    [Fact]
    public async Task The_shop_answers_in_public_and_a_review_can_be_taken_away()
    {
        var product = await shop.Sell(Given.Product("Glass bell").At("glass-bell"));
        var (author, _) = await shop.Person("bell@example.org");
        var staff = await shop.Staff();
        await shop.Write(author, "glass-bell", 1, "It does not ring.", [("Form.Photos[0].File", TestPhotos.Jpeg, "image/jpeg")]);
        await shop.Judge(staff, product.Id, "approve");
        await shop.Judge(staff, product.Id, "answer", ("Answer", "It is <b>meant</b> to be looked at."));
        Assert.Contains("It is <b>meant</b> to be looked at.", (await shop.Visitor().GetPage("/p/glass-bell")).Text(".review-reply"), StringComparison.Ordinal);

        var review = await shop.InDb(db => db.Reviews.SingleAsync(r => r.ProductId == product.Id));
        var tooLong = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await staff.GetPage($"/backoffice/reviews/{review.Id}")).Form("form[action$='/answer']"), ("Answer", new string('x', Review.AnswerMaxLength + 1)));
        Assert.Contains("at most 2000 characters", tooLong.Text("main"), StringComparison.Ordinal);
        await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await staff.GetPage($"/backoffice/reviews/{review.Id}")).Form("form[action$='/refuse']"), ("Reason", " "));

        await author.SubmitForPage((await author.GetPage("/account/reviews/glass-bell")).Form("form[action$='/withdraw']"));
        await shop.Tell();
        Assert.Equal((0, 0), await shop.Rating(product.Id));
        Assert.Null(shop.Shelf.Find(review.Photos[0].File));
        Assert.Contains("Nobody has written about it yet", (await shop.Visitor().GetPage("/p/glass-bell")).Text("#review-section"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rating_that_went_wrong_is_put_right_over_night()
    {
        var product = await shop.Sell(Given.Product("Slate").At("slate"));
        var (author, _) = await shop.Person("slate@example.org");
        await shop.Write(author, "slate", 4, "Grey.");
        await shop.Judge(await shop.Staff(), product.Id, "approve");
        await shop.InDb(db => db.Products.Where(p => p.Id == product.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.RatingCount, 7).SetProperty(x => x.RatingSum, 99)));
        await shop.RunJob<RecountReviews>();
        Assert.Equal((1, 4), await shop.Rating(product.Id));
    }
}
