using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Catalog.Photos;
using Shop.Ordering;
using Shop.Tests.Catalog;

namespace Shop.Tests.Storefront;

/// <summary>A review from its author’s form: what is said, what is kept, who may and how often.</summary>
[Collection(ReviewShops.Name)]
public sealed class ReviewWritingTests(ReviewShop shop)
{
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
        await shop.Write(author, "oak-tray", 5, "Flat.", [.. Enumerable.Range(0, 3).Select(i => ($"Form.Photos[{i}].File", TestPhotos.Read("plain.png"), "image/png"))]);
        var before = await Photos("Flat.");
        Assert.All(before, p => Assert.Equal("Oak tray, photographed by Ingrid S.", p.Alt));

        await shop.Write(author, "oak-tray", 5, "Flat.", [("Form.Photos[3].File", TestPhotos.Read("soft.webp"), "image/webp")], ("Form.Photos[0].Remove", "true"), ("Form.Photos[2].Alt", "From above"));
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
        var order = await shop.Order(customer, early);
        await shop.Deliver(order);
        var invitation = (await author.GetPage($"/account/orders/{order.Number}")).QuerySelector("a[href*='/account/reviews/']")!;
        Assert.Contains("Tin cup", (await author.GetPage(invitation.GetAttribute("href")!)).Text("h1"), StringComparison.Ordinal);
        Assert.Contains("Tin cup", (await author.GetPage("/account/reviews")).Text("section[aria-labelledby=invited]"), StringComparison.Ordinal);

        await shop.Write(author, "tin-cup", 5, "Light.");
        await shop.Write(author, "tin-plate", 5, "Flat and light.");
        Assert.Equal((true, false), (await Verified(early.Id), await Verified(late.Id)));

        await shop.Deliver(await shop.Order(customer, late));
        await shop.Tell();
        Assert.True(await Verified(late.Id));
        await shop.Judge(await shop.Staff(), early.Id, "approve");
        Assert.Contains("Bought it here", (await shop.Visitor().GetPage("/p/tin-cup")).Text(".review"), StringComparison.Ordinal);
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

    private Task<bool> Verified(Guid product) => shop.InDb(db => db.Reviews.Where(r => r.ProductId == product).Select(r => r.Verified).SingleAsync());

    private Task<List<ReviewPhoto>> Photos(string text) => shop.InDb(db => db.Reviews.AsNoTracking().Where(r => r.Text == text).SelectMany(r => r.Photos).OrderBy(p => p.Position).ToListAsync());
}
