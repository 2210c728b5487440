using System.Net;
using Shop.Accounts;

namespace Shop.Tests.BackOffice;

/// <summary>Staff reword goods and move them to other addresses; nobody's link breaks.</summary>
public sealed class ProductsTests : IClassFixture<ShopFactory>
{
    private readonly ShopFactory shop;

    public ProductsTests(ShopFactory shop) => this.shop = shop;

    [Fact]
    public async Task A_product_that_moved_is_found_at_every_address_it_had()
    {
        var staff = await Staff("mover@example.org");
        var product = await shop.Have(Given.Product("Ask mug").At("ask-mug"));
        await shop.Settle();
        foreach (var slug in new[] { "ask-cup", "still-cup" })
        {
            var saved = await staff.SubmitForPage((await staff.GetPage($"/backoffice/products/{product.Id}")).Form("[name='Form.Slug']"), ("Form.Slug", slug), ("Form.Name", "Still cup"));
            Assert.Contains("It is saved", saved.Text("main"), StringComparison.Ordinal);
            await shop.Settle();
        }

        foreach (var former in new[] { "ask-mug", "ask-cup" })
        {
            var answer = await shop.Visitor().Get($"/p/{former}?variant=x");
            Assert.Equal((HttpStatusCode.MovedPermanently, "/p/still-cup?variant=x"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        }
        Assert.Equal("Still cup", (await shop.Visitor().GetPage("/p/still-cup")).Text("h1"));

        // Back to where it was: nothing runs in circles.
        await staff.SubmitForPage((await staff.GetPage($"/backoffice/products/{product.Id}")).Form("[name='Form.Slug']"), ("Form.Slug", "ask-mug"));
        await shop.Settle();
        Assert.Equal(HttpStatusCode.OK, (await shop.Visitor().Get("/p/ask-mug")).StatusCode);
        Assert.Equal("/p/ask-mug", (await shop.Visitor().Get("/p/still-cup")).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_new_product_at_a_left_address_is_the_one_shown_there()
    {
        var staff = await Staff("heir@example.org");
        var first = await shop.Have(Given.Product("First").At("sought-after"));
        await staff.SubmitForPage((await staff.GetPage($"/backoffice/products/{first.Id}")).Form("[name='Form.Slug']"), ("Form.Slug", "first"));
        await shop.Have(Given.Product("Second").At("sought-after"));
        await shop.Settle();
        Assert.Equal("Second", (await shop.Visitor().GetPage("/p/sought-after")).Text("h1"));
    }

    [Fact]
    public async Task An_address_that_is_taken_or_cannot_be_is_refused_and_nothing_is_lost()
    {
        var staff = await Staff("clumsy@example.org");
        await shop.Have(Given.Product("Taken").At("taken"));
        var product = await shop.Have(Given.Product("Other").At("other"));
        foreach (var (slug, reason) in new[] { ("taken", "Another product has the address"), ("Æble", "small letters"), ("", "Enter the address") })
        {
            var again = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, (await staff.GetPage($"/backoffice/products/{product.Id}")).Form("[name='Form.Slug']"), ("Form.Slug", slug), ("Form.Summary", "Typed with care."));
            Assert.Contains(reason, again.Text(".error-summary"), StringComparison.Ordinal);
            Assert.Equal("Typed with care.", again.QuerySelector("[name='Form.Summary']")!.TextContent.Trim());
        }
    }

    [Fact]
    public async Task Two_who_change_the_same_product_do_not_overwrite_each_other()
    {
        var staff = await Staff("two@example.org");
        var product = await shop.Have(Given.Product("Shared").At("shared"));
        var page = await staff.GetPage($"/backoffice/products/{product.Id}");
        await staff.SubmitForPage(page.Form("[name='Form.Slug']"), ("Form.Name", "Shared by the first"));
        var again = await staff.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("[name='Form.Slug']"), ("Form.Name", "Shared by the second"));
        Assert.Contains("A colleague saved this product meanwhile", again.Text(".error-summary"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_taken_off_the_shelf_is_gone_from_the_shop_and_comes_back()
    {
        var staff = await Staff("shelf@example.org");
        var product = await shop.Have(Given.Product("Shelved").At("shelved"));
        foreach (var expected in new[] { HttpStatusCode.NotFound, HttpStatusCode.OK })
        {
            await staff.SubmitForPage((await staff.GetPage($"/backoffice/products/{product.Id}")).Form("form[action$='/status']"));
            await shop.Settle();
            Assert.Equal(expected, (await shop.Visitor().Get("/p/shelved")).StatusCode);
        }
    }

    private async Task<Visitor> Staff(string email)
    {
        await shop.Account(email, Roles.Staff);
        return await shop.SignedIn(email);
    }
}
