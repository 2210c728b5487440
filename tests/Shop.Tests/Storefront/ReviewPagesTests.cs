using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Catalog.Photos;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Tests.Catalog;

namespace Shop.Tests.Storefront;

/// <summary>A review from its author's form over the desk to the page, and back.</summary>
public sealed class ReviewPagesTests(ReviewPagesTests.Open shop) : IClassFixture<ReviewPagesTests.Open>
{
    [Fact]
    public async Task A_review_with_a_photo_is_shown_when_it_was_read_and_not_before()
    {
        var product = await shop.Sell(Given.Product("Blue jug").At("blue-jug"));
        var (author, _) = await shop.Person("jug@example.org");
        await Write(author, "blue-jug", 4, "It pours well.", [("Form.Photos[0].File", TestPhotos.FromTelephone(), "image/jpeg")], ("Form.Title", "A jug"), ("Form.Photos[0].Alt", "The jug on our table"));
        var photo = await shop.InDb(db => db.Reviews.SelectMany(r => r.Photos).Where(p => p.Alt == "The jug on our table").Select(p => p.File).SingleAsync());

        Assert.DoesNotContain("It pours well.", (await shop.Visitor().GetPage("/p/blue-jug")).Text("main"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Visitor().Get($"/photos/{photo}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await (await shop.Person("stranger@example.org")).Visitor.Get($"/photos/{photo}")).StatusCode);
        var own = await author.Get($"/photos/{photo}");
        Assert.Equal((HttpStatusCode.OK, "no-store, private"), (own.StatusCode, own.Headers.CacheControl!.ToString()));
        Assert.Contains("We are reading it", (await author.GetPage("/account/reviews")).Text("main"), StringComparison.Ordinal);

        var staff = await shop.Staff();
        Assert.Equal(HttpStatusCode.OK, (await staff.Get($"/photos/{photo}")).StatusCode);
        await Judge(staff, product.Id, "approve");

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
        await Write(author, "red-bowl", 5, "Round.");
        var desk = await staff.GetPage("/backoffice/reviews");
        await Judge(staff, product.Id, "approve");
        Assert.Equal((1, 5), await Rating(product.Id));

        await Write(author, "red-bowl", 2, "Round, but it leaks.");
        Assert.Equal((0, 0), await Rating(product.Id));
        Assert.DoesNotContain("leaks", (await shop.Visitor().GetPage("/p/red-bowl")).Text("main"), StringComparison.Ordinal);

        // The desk that still shows the first words cannot approve the second ones.
        var review = await shop.InDb(db => db.Reviews.SingleAsync(r => r.ProductId == product.Id));
        var late = await staff.SubmitForPage(desk.Form($"form[action$='{review.Id}/approve']"));
        Assert.Contains("has changed since you opened it", late.Text("main"), StringComparison.Ordinal);
        Assert.Equal((0, 0), await Rating(product.Id));

        await Judge(staff, product.Id, "refuse", ("Reason", "It names other people."));
        Assert.Contains("It names other people.", (await author.GetPage("/account/reviews")).Text("main"), StringComparison.Ordinal);
        Assert.Contains("It names other people.", (await author.GetPage("/account/reviews/red-bowl")).Text("main"), StringComparison.Ordinal);

        await Write(author, "red-bowl", 3, "Round, glued now.");
        await Judge(staff, product.Id, "approve");
        Assert.Equal((1, 3), await Rating(product.Id));
        Assert.Equal(1, await shop.InDb(db => db.Reviews.CountAsync(r => r.ProductId == product.Id)));
    }

    [Fact]
    public async Task What_is_wrong_with_the_form_is_said_and_nothing_is_lost()
    {
        await shop.Sell(Given.Product("Grey vase").At("grey-vase"));
        var (author, _) = await shop.Person("vase@example.org");
        var form = (await author.GetPage("/account/reviews/grey-vase")).Form("#review-form");
        var answer = await author.Upload(form, [("Form.Photos[0].File", TestPhotos.Jpeg, "image/jpeg"), ("Form.Photos[1].File", "<script>"u8.ToArray(), "image/jpeg")], ("Form.Title", "Tall"), ("Form.Text", ""), ("Form.Photos[0].Alt", "On the sill"));
        var again = await author.Read(answer, HttpStatusCode.UnprocessableEntity);
        foreach (var told in new[] { "Choose one to five stars.", "Write a few words about it.", "This is not a photo we can show." }) Assert.Contains(told, again.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("Tall", ((IHtmlInputElement)again.QuerySelector("[name='Form.Title']")!).Value);
        Assert.Equal("On the sill", ((IHtmlInputElement)again.QuerySelector("[name='Form.Photos[0].Alt']")!).Value);
        Assert.NotEmpty(((IHtmlInputElement)again.QuerySelector("[name='Form.Photos[0].Kept']")!).Value);

        // The good photo came along with the first try and need not be sent again.
        await author.Follow(await author.Upload(again.Form("#review-form"), [], ("Form.Rating", "5"), ("Form.Text", "Tall and grey.")));
        var saved = await shop.InDb(db => db.Reviews.SingleAsync(r => r.Text == "Tall and grey."));
        Assert.Equal(["On the sill"], saved.Photos.Select(p => p.Alt));

        // Somebody else's sealed photo is nobody's.
        var (thief, _) = await shop.Person("thief@example.org");
        var theirs = (await thief.GetPage("/account/reviews/grey-vase")).Form("#review-form");
        var kept = ((IHtmlInputElement)again.QuerySelector("[name='Form.Photos[0].Kept']")!).Value;
        await thief.Follow(await thief.Upload(theirs, [], ("Form.Rating", "1"), ("Form.Text", "Mine now."), ("Form.Photos[0].Kept", kept)));
        Assert.Empty(await shop.InDb(db => db.Reviews.AsNoTracking().Where(r => r.Text == "Mine now.").SelectMany(r => r.Photos).ToListAsync()));
    }

    [Fact]
    public async Task Photos_are_taken_away_kept_and_added_five_at_most()
    {
        await shop.Sell(Given.Product("Oak tray").At("oak-tray"));
        var (author, _) = await shop.Person("tray@example.org");
        await Write(author, "oak-tray", 5, "Flat.", [.. Enumerable.Range(0, 3).Select(i => ($"Form.Photos[{i}].File", TestPhotos.Read("plain.png"), "image/png"))]);
        var before = await Photos("Flat.");
        Assert.All(before, p => Assert.Equal("Oak tray, photographed by Ingrid S.", p.Alt));

        await Write(author, "oak-tray", 5, "Flat.", [("Form.Photos[3].File", TestPhotos.Read("soft.webp"), "image/webp")], ("Form.Photos[0].Remove", "true"), ("Form.Photos[2].Alt", "From above"));
        var after = await Photos("Flat.");
        Assert.Equal([before[1].File, before[2].File], after.Take(2).Select(p => p.File));
        Assert.Equal("From above", after[1].Alt);
        Assert.Equal(3, after.Count);
        Assert.Null(shop.Shelf.Find(before[0].File)); // gone from the folder too

        var form = (await author.GetPage("/account/reviews/oak-tray")).Form("#review-form");
        var many = await author.Upload(form, Enumerable.Range(3, 4).Select(i => ($"Form.Photos[{i}].File", TestPhotos.Jpeg, "image/jpeg")));
        Assert.Contains("at most 5 photos", (await author.Read(many, HttpStatusCode.UnprocessableEntity)).Text(".error-summary"), StringComparison.Ordinal);

        // What came with the unfinished form is thrown away after some days, what is used stays.
        File.SetLastWriteTimeUtc(shop.Shelf.Find(after[0].File)!.Value.Path, shop.Clock.Now.AddDays(-9));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(shop.Folder, "photos"), "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, shop.Clock.Now.AddDays(-9));
        await shop.RunJob<ForgetLoosePhotos>();
        Assert.Equal(await shop.InDb(db => db.Reviews.SelectMany(r => r.Photos).CountAsync()), Directory.EnumerateFiles(Path.Combine(shop.Folder, "photos"), "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task Who_has_it_from_us_is_marked_even_when_it_arrives_later()
    {
        var early = await shop.Sell(Given.Product("Tin cup").At("tin-cup"));
        var late = await shop.Sell(Given.Product("Tin plate").At("tin-plate"));
        var (author, customer) = await shop.Person("tin@example.org");
        var order = await shop.InDb(db => Order(db, customer, early));
        await Deliver(order);
        var invitation = (await author.GetPage($"/account/orders/{order.Number}")).QuerySelector("a[href*='/account/reviews/']")!;
        Assert.Contains("Tin cup", (await author.GetPage(invitation.GetAttribute("href")!)).Text("h1"), StringComparison.Ordinal);
        Assert.Contains("Tin cup", (await author.GetPage("/account/reviews")).Text("section[aria-labelledby=invited]"), StringComparison.Ordinal);

        await Write(author, "tin-cup", 5, "Light.");
        await Write(author, "tin-plate", 5, "Flat and light.");
        Assert.Equal((true, false), (await Verified(early.Id), await Verified(late.Id)));

        await Deliver(await shop.InDb(db => Order(db, customer, late)));
        await shop.Tell();
        Assert.True(await Verified(late.Id));
        await Judge(await shop.Staff(), early.Id, "approve");
        Assert.Contains("Bought it here", (await shop.Visitor().GetPage("/p/tin-cup")).Text(".review"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_person_finds_a_review_helpful_once_and_never_their_own()
    {
        var product = await shop.Sell(Given.Product("Wool sock").At("wool-sock"));
        var (author, _) = await shop.Person("sock@example.org");
        await Write(author, "wool-sock", 4, "Warm.");
        await Judge(await shop.Staff(), product.Id, "approve");
        var review = await shop.InDb(db => db.Reviews.Where(r => r.ProductId == product.Id).Select(r => r.Id).SingleAsync());

        var guest = shop.Visitor();
        var page = await guest.GetPage("/p/wool-sock");
        var answer = await guest.Submit(page.Form("#helpful-form"), ("review", review.ToString()));
        Assert.Equal((HttpStatusCode.SeeOther, $"/p/wool-sock#review-{review:N}"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Contains("Helpful (1)", (await guest.GetPage("/p/wool-sock")).Text(".review-helpful"), StringComparison.Ordinal);
        await guest.Submit(page.Form("#helpful-form"), ("review", review.ToString()));
        Assert.Equal(1, await Helpful(review));

        // The same person with an account now: still one.
        await shop.Account("reader@example.org");
        await guest.SignIn("reader@example.org");
        await guest.Submit((await guest.GetPage("/p/wool-sock")).Form("#helpful-form"), ("review", review.ToString()));
        Assert.Equal(1, await Helpful(review));

        var own = await author.SubmitForPage((await author.GetPage("/p/wool-sock")).Form("#helpful-form"), ("review", review.ToString()));
        Assert.Contains("It is your own review", own.Text("main"), StringComparison.Ordinal);
        Assert.Equal(1, await Helpful(review));

        guest.Headers.Add("HX-Request", "true");
        var undone = await guest.Submit(page.Form("#helpful-form"), ("undo", review.ToString()));
        Assert.StartsWith($"<div class=\"review-helpful\" id=\"helpful-{review:N}\">", (await undone.Content.ReadAsStringAsync()).Trim(), StringComparison.Ordinal);
        Assert.Equal((0, 0), (await Helpful(review), await shop.InDb(db => db.ReviewVotes.CountAsync(v => v.ReviewId == review))));
        Assert.Equal(HttpStatusCode.NotFound, (await guest.Submit(page.Form("#helpful-form"), ("review", Guid.NewGuid().ToString()))).StatusCode);
    }

    [Fact]
    public async Task Fifty_votes_at_once_by_ten_people_are_ten()
    {
        var product = await shop.Sell(Given.Product("Linen bag").At("linen-bag"));
        var (author, _) = await shop.Person("bag@example.org");
        await Write(author, "linen-bag", 5, "Strong.");
        await Judge(await shop.Staff(), product.Id, "approve");
        var review = await shop.InDb(db => db.Reviews.Where(r => r.ProductId == product.Id).Select(r => r.Id).SingleAsync());
        var people = Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()).ToList();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => shop.With<VoteForReview, VoteForReview.Outcome>(vote => vote.Helpful(review, people[i % 10], null, default))));
        Assert.Equal(10, await Helpful(review));
    }

    [Fact]
    public async Task Ten_first_reviews_of_one_person_at_once_are_one()
    {
        var product = await shop.Sell(Given.Product("Clay pipe").At("clay-pipe"));
        var (_, customer) = await shop.Person("pipe@example.org");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => shop.With<WriteReview, WriteReview.Outcome>(write => write.Run(customer, product.Id, new ReviewDraft("Ingrid S.", null, 1 + i % 5, "", $"Try {i}", []), default))));
        Assert.Equal(1, await shop.InDb(db => db.Reviews.CountAsync(r => r.ProductId == product.Id)));
    }

    [Fact]
    public async Task The_shop_answers_in_public_and_a_review_can_be_taken_away()
    {
        var product = await shop.Sell(Given.Product("Glass bell").At("glass-bell"));
        var (author, _) = await shop.Person("bell@example.org");
        var staff = await shop.Staff();
        await Write(author, "glass-bell", 1, "It does not ring.", [("Form.Photos[0].File", TestPhotos.Jpeg, "image/jpeg")]);
        await Judge(staff, product.Id, "approve");
        await Judge(staff, product.Id, "answer", ("Answer", "It is <b>meant</b> to be looked at."));
        Assert.Contains("It is <b>meant</b> to be looked at.", (await shop.Visitor().GetPage("/p/glass-bell")).Text(".review-reply"), StringComparison.Ordinal);

        var review = await shop.InDb(db => db.Reviews.SingleAsync(r => r.ProductId == product.Id));
        var tooLong = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await staff.GetPage($"/backoffice/reviews/{review.Id}")).Form("form[action$='/answer']"), ("Answer", new string('x', Review.AnswerMaxLength + 1)));
        Assert.Contains("at most 2000 characters", tooLong.Text("main"), StringComparison.Ordinal);
        await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await staff.GetPage($"/backoffice/reviews/{review.Id}")).Form("form[action$='/refuse']"), ("Reason", " "));

        await author.SubmitForPage((await author.GetPage("/account/reviews/glass-bell")).Form("form[action$='/withdraw']"));
        await shop.Tell();
        Assert.Equal((0, 0), await Rating(product.Id));
        Assert.Null(shop.Shelf.Find(review.Photos[0].File));
        Assert.Contains("Nobody has written about it yet", (await shop.Visitor().GetPage("/p/glass-bell")).Text("#review-section"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_is_shown_how_to_write_and_the_desk_is_for_staff()
    {
        await shop.Sell(Given.Product("Bone spoon").At("bone-spoon"));
        var guest = shop.Visitor();
        var link = (IHtmlAnchorElement)(await guest.GetPage("/p/bone-spoon")).QuerySelector("#review-section .section-head a")!;
        var sign = await guest.Get(link.PathName);
        Assert.Contains("/account/sign-in?returnUrl=%2Faccount%2Freviews%2Fbone-spoon", sign.Headers.Location!.ToString(), StringComparison.OrdinalIgnoreCase);
        var (customer, _) = await shop.Person("nosy@example.org");
        Assert.NotEqual(HttpStatusCode.OK, (await customer.Get("/backoffice/reviews")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await customer.Get("/account/reviews/no-such-thing")).StatusCode);
        foreach (var name in new[] { "..%2F..%2Fshop.db", "shop.db", $"{new string('a', 32)}.jpg", $"{new string('a', 32)}.html" }) Assert.Equal(HttpStatusCode.NotFound, (await customer.Get($"/photos/{name}")).StatusCode);
    }

    [Fact]
    public async Task A_rating_that_went_wrong_is_put_right_over_night()
    {
        var product = await shop.Sell(Given.Product("Slate").At("slate"));
        var (author, _) = await shop.Person("slate@example.org");
        await Write(author, "slate", 4, "Grey.");
        await Judge(await shop.Staff(), product.Id, "approve");
        await shop.InDb(db => db.Products.Where(p => p.Id == product.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.RatingCount, 7).SetProperty(x => x.RatingSum, 99)));
        await shop.RunJob<RecountReviews>();
        Assert.Equal((1, 4), await Rating(product.Id));
    }

    private async Task Write(Visitor author, string slug, int stars, string text, IReadOnlyList<(string, byte[], string)>? photos = null, params (string, string)[] more)
    {
        var form = (await author.GetPage($"/account/reviews/{slug}")).Form("#review-form");
        var answer = await author.Upload(form, photos ?? [], [("Form.Rating", stars.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Form.Text", text), .. more]);
        Assert.Contains("Thank you.", (await author.Read(await author.Follow(answer), HttpStatusCode.OK)).Text("main"), StringComparison.Ordinal);
        await shop.Tell();
    }

    private async Task Judge(Visitor staff, Guid product, string step, params (string, string)[] words)
    {
        var review = await shop.InDb(db => db.Reviews.Where(r => r.ProductId == product).Select(r => r.Id).SingleAsync());
        await staff.SubmitForPage((await staff.GetPage($"/backoffice/reviews/{review}")).Form($"form[action$='/{step}']"), words);
        await shop.Tell();
    }

    private Task<(int, int)> Rating(Guid product) => shop.InDb(async db => await db.Products.Where(p => p.Id == product).Select(p => new { p.RatingCount, p.RatingSum }).SingleAsync() is var p ? (p.RatingCount, p.RatingSum) : default);

    private Task<int> Helpful(Guid review) => shop.InDb(db => db.Reviews.Where(r => r.Id == review).Select(r => r.Helpful).SingleAsync());

    private Task<bool> Verified(Guid product) => shop.InDb(db => db.Reviews.Where(r => r.ProductId == product).Select(r => r.Verified).SingleAsync());

    private Task<List<ReviewPhoto>> Photos(string text) => shop.InDb(db => db.Reviews.AsNoTracking().Where(r => r.Text == text).SelectMany(r => r.Photos).OrderBy(p => p.Position).ToListAsync());

    internal static async Task<Order> Order(ShopDb db, Guid? customer, Product product)
    {
        var order = global::Shop.Ordering.Order.Place(new OrderRequest(OrderNumbers.New(), customer, null, OrderChannel.Web, "tin@example.org", null, Given.Address(), null, null, "EUR",
            [new OrderLine(product.Id, product.Variants[0].Id, product.Variants[0].Sku, product.Name, null, null, 1, new Money(10_00), Money.Zero, 2500, new Money(2_00))],
            new Money(10_00), Money.Zero, new Money(5_00), new Money(3_00), new Money(15_00), DeliveryMethods.Home, 2500, null, null, TestClock.Opening.AddMinutes(30), Actor.Guest("tin@example.org")), TestClock.Opening);
        order.MarkPaid(order.Total, TestClock.Opening, Actor.Gateway);
        order.MarkPacked(TestClock.Opening, Actor.System);
        order.MarkShipped(TestClock.Opening, Actor.System, "Shipped");
        db.Add(order);
        await db.SaveChangesAsync();
        return order;
    }

    private Task Deliver(Order order) => shop.With<DeliverOrder>(deliver => deliver.Run(order.Id, Actor.System, default));

    /// <summary>A shop with one person at the desk.</summary>
    public class Open : ShopFactory
    {
        protected override Dictionary<string, string?> Settings => new() { ["Reviews:OnlyBuyers"] = "false" }; // what happens to a review does not depend on it

        private Visitor? _staff;

        public PhotoShelf Shelf => (PhotoShelf)Services.GetService(typeof(PhotoShelf))!;

        /// <summary>Puts a product on the shelf, for everybody to see.</summary>
        public async Task<Product> Sell(ProductBuilder product)
        {
            var sold = await Have(product);
            await Tell();
            return sold;
        }

        public async Task<(Visitor Visitor, Guid Customer)> Person(string email)
        {
            var user = await this.Account(email);
            return (await this.SignedIn(email), await InDb(db => db.Customers.Where(c => c.UserId == user.Id).Select(c => c.Id).SingleAsync()));
        }

        public async Task<Visitor> Staff()
        {
            if (_staff is not null) return _staff;
            await this.Account("desk@example.org", Roles.Staff);
            return _staff = await this.SignedIn("desk@example.org");
        }
    }
}

/// <summary>A shop as it comes: who may write, and how far people who are not signed in count.</summary>
public sealed class ReviewRuleTests(ReviewRuleTests.Usual shop) : IClassFixture<ReviewRuleTests.Usual>
{
    public sealed class Usual : ReviewPagesTests.Open
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
        var order = await shop.InDb(db => ReviewPagesTests.Order(db, null, product));
        await shop.With<DeliverOrder>(deliver => deliver.Run(order.Id, Actor.System, default));
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
