using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Catalog;

namespace Shop.Tests.BackOffice;

/// <summary>Staff move shelves and makers to other addresses; nobody's link breaks.</summary>
public sealed class AddressesTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Theory, InlineData("categories", "/c/"), InlineData("brands", "/brands/")]
    public async Task What_moved_is_found_at_every_address_it_had_until_another_takes_one(string kind, string path)
    {
        await shop.Account($"{kind}@example.org", Roles.Staff);
        var staff = await shop.SignedIn($"{kind}@example.org");
        var (id, other) = await Two(kind);
        foreach (var slug in new[] { $"{kind}-two", $"{kind}-three" })
        {
            var saved = await staff.SubmitForPage((await staff.GetPage($"/backoffice/{kind}/{id}")).Form("[name='Form.Slug']"), ("Form.Slug", slug), ("Form.Name", "Renamed"));
            Assert.Contains("It is saved", saved.Text("main"), StringComparison.Ordinal);
        }
        Assert.Contains("Renamed", (await staff.GetPage($"/backoffice/{kind}")).Text("tbody"), StringComparison.Ordinal);
        await Follow();
        foreach (var former in new[] { $"{kind}-one", $"{kind}-two" })
        {
            var answer = await shop.Visitor().Get($"{path}{former}?sort=price");
            Assert.Equal((HttpStatusCode.MovedPermanently, $"{path}{kind}-three?sort=price"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        }

        // Taken by another it is the other's; an address that is taken now is refused, and nothing is lost.
        await staff.SubmitForPage((await staff.GetPage($"/backoffice/{kind}/{other}")).Form("[name='Form.Slug']"), ("Form.Slug", $"{kind}-one"));
        var again = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await staff.GetPage($"/backoffice/{kind}/{id}")).Form("[name='Form.Slug']"), ("Form.Slug", $"{kind}-one"), ("Form.Name", "Typed with care"));
        Assert.Contains("has the address", again.Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("Typed with care", again.QuerySelector("[name='Form.Name']")!.GetAttribute("value"));
        await Follow();
        Assert.Equal(HttpStatusCode.OK, (await shop.Visitor().Get($"{path}{kind}-one")).StatusCode);

        var late = (await staff.GetPage($"/backoffice/{kind}/{id}")).Form("[name='Form.Slug']");
        await staff.SubmitForPage(late, ("Form.Name", "By the first"));
        Assert.Contains("A colleague saved", (await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, late, ("Form.Name", "By the second"))).Text(".error-summary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_maker_is_added_told_of_and_found_in_the_shop()
    {
        await shop.Account("makers@example.org", Roles.Staff);
        var staff = await shop.SignedIn("makers@example.org");
        var page = await staff.SubmitForPage((await staff.GetPage("/backoffice/brands")).Form("main form"), ("name", "Still Hands & Co"));
        var maker = Guid.Parse(page.Location.PathName.Split('/')[^1]);
        page = await staff.SubmitForPage(page.Form("[name='Form.Slug']"), ("Form.Line", "Bergen"), ("Form.Text", "Two potters and one wheel."));
        Assert.Contains("It is saved", page.Text("main"), StringComparison.Ordinal);
        var product = await shop.Have(Given.Product("Made cup"));
        await staff.SubmitForPage((await staff.GetPage($"/backoffice/products/{product.Id}")).Form("[name='Form.Name']"), ("Form.BrandId", maker.ToString()));
        await Follow();
        Assert.Contains("Bergen. Two potters and one wheel.", (await shop.Visitor().GetPage("/brands/still-hands-and-co")).Text("main"), StringComparison.Ordinal);

        var again = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await staff.GetPage("/backoffice/brands")).Form("main form"), ("name", "Still Hands & Co"));
        Assert.Contains("There is a maker called Still Hands & Co", again.Text("#name-error"), StringComparison.Ordinal);
        Assert.Equal("Still Hands & Co", again.QuerySelector("#name")!.GetAttribute("value"));
    }

    // What the shop does by itself every few seconds.
    private async Task Follow()
    {
        await shop.Settle();
        await shop.Services.GetRequiredService<Showcase>().Compare(default);
    }

    private async Task<(Guid Id, Guid Other)> Two(string kind)
    {
        if (kind == "categories")
        {
            var (shelf, another) = (Given.Category("categories-one"), Given.Category("categories-other"));
            await shop.InDb(db => { db.AddRange(shelf, another); return db.SaveChangesAsync(); });
            await shop.Have(Given.Product("On a shelf").In(shelf));
            await shop.Have(Given.Product("On another").In(another));
            return (shelf.Id, another.Id);
        }
        var (maker, second) = (Brand.Of("brands-one", "First"), Brand.Of("brands-other", "Other"));
        await shop.InDb(db => { db.AddRange(maker, second); return db.SaveChangesAsync(); });
        await shop.Have(Given.Product("Made by one").By(maker));
        await shop.Have(Given.Product("Made by another").By(second));
        return (maker.Id, second.Id);
    }
}
