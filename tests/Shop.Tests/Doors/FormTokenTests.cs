using AngleSharp.Html.Dom;

namespace Shop.Tests.Doors;

/// <summary>A form without the antiforgery field cannot be sent, and one with two neither.</summary>
public sealed class FormTokenTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task Every_form_that_posts_carries_the_antiforgery_field_once()
    {
        var product = await shop.Have(Given.Product("Drizzle mug"));
        await shop.Settle();
        foreach (var path in (string[])["/", $"/p/{product.Slug}", "/cart"])
        {
            var page = await shop.Visitor().GetPage(path);
            var posting = page.QuerySelectorAll("form").OfType<IHtmlFormElement>().Where(f => f.Method == "post").ToList();
            Assert.NotEmpty(posting);
            Assert.All(posting, form => Assert.Single(form.QuerySelectorAll("input[name=__RequestVerificationToken]")));
        }
    }

    [Fact]
    public async Task A_form_of_a_page_can_be_sent()
    {
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/");
        var answer = await visitor.Submit(page.Form("form[action='/theme']"), ("theme", "dark"));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task A_form_without_the_field_is_refused()
    {
        var visitor = shop.Visitor();
        var answer = await visitor.Send(new HttpRequestMessage(HttpMethod.Post, "/theme") { Content = new FormUrlEncodedContent([KeyValuePair.Create("theme", "dark")]) });
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
