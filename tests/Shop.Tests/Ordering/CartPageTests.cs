using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.Ordering;

public sealed class CartPageTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task An_empty_cart_has_one_way_on()
    {
        var page = await shop.Visitor().GetPage("/cart");
        Assert.NotNull(page.QuerySelector(".empty a[href='/']"));
    }

    [Fact]
    public async Task What_is_added_is_in_the_cart_with_its_price_and_counted_in_the_header()
    {
        var mug = await shop.Stock(Given.Product("Blue mug").Priced(24_90).Stocked(9));
        var visitor = shop.Visitor();

        var answer = await visitor.Add(await visitor.GetPage("/cart"), mug, "2");

        Assert.Equal((HttpStatusCode.SeeOther, "/cart"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        var page = await visitor.GetPage("/cart");
        Assert.Equal("Blue mug is in your cart.", page.Text(".alert-success p"));
        Assert.Equal("€49.80", page.Text(".cart-line-total .money"));
        Assert.Equal("Cart, 2 items", page.QuerySelector("#cart-link")!.GetAttribute("aria-label"));
        Assert.Contains("€25.20 more for free delivery", page.Text(".free-delivery"), StringComparison.Ordinal);
        Assert.Equal("€55.70", page.Text(".totals .grand .money")); // with home delivery in Norway
        Assert.Contains("Thu 4 – Fri 5 Jun, if you order within 1 h", page.Text(".summary-panel"), StringComparison.Ordinal); // it is 12:00 in Oslo
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1000000000")]
    [InlineData("1e3")]
    [InlineData("1.5")]
    [InlineData("two")]
    [InlineData("99999999999999999999")]
    public async Task A_quantity_that_is_none_is_refused_in_words(string typed)
    {
        var mug = await shop.Stock(Given.Product());
        var visitor = shop.Visitor();

        var page = await visitor.Read(await visitor.Add(await visitor.GetPage("/cart"), mug, typed), HttpStatusCode.UnprocessableEntity);

        Assert.Contains("Choose a whole number from 1 to 999.", page.Text(".error-summary"), StringComparison.Ordinal);
        Assert.StartsWith("Error:", page.Title, StringComparison.Ordinal);
        Assert.False(visitor.Cookies.ContainsKey("__Host-cart"));
    }

    [Fact]
    public async Task More_than_there_is_is_refused_at_the_line_and_the_old_quantity_stays()
    {
        var bowl = await shop.Stock(Given.Product("Bowl").Stocked(3));
        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/cart"), bowl, "2");

        var refused = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, Line(await visitor.GetPage("/cart")), ("quantity", "4"));

        Assert.Equal("Only 3 of Bowl are left.", refused.Text(".cart-line .field-error"));
        Assert.Equal("2", ((IHtmlInputElement)refused.QuerySelector(".cart-line input[name=quantity]")!).Value);
        Assert.Contains("Only 3 of Bowl are left, and 2 of them are in your cart already.",
            (await visitor.Read(await visitor.Add(refused, bowl, "2"), HttpStatusCode.UnprocessableEntity)).Text(".error-summary"), StringComparison.Ordinal);
        Assert.Equal("2", ((IHtmlInputElement)(await visitor.GetPage("/cart")).QuerySelector(".cart-line input[name=quantity]")!).Value);
    }

    [Fact]
    public async Task A_line_can_be_changed_removed_and_put_back()
    {
        var bowl = await shop.Stock(Given.Product("Deep bowl").Stocked(5));
        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/cart"), bowl, "2");

        var page = await visitor.SubmitForPage(Line(await visitor.GetPage("/cart")), ("quantity", "3"));
        Assert.Equal("€30.00", page.Text(".cart-line-total .money"));

        page = await visitor.SubmitForPage(page.Form("form[action$='/remove']"));
        Assert.NotNull(page.QuerySelector(".empty"));

        page = await visitor.SubmitForPage(page.Form("form.alert"));
        Assert.Equal("€30.00", page.Text(".cart-line-total .money"));
    }

    [Fact]
    public async Task Htmx_gets_the_changed_part_and_the_new_count()
    {
        var bowl = await shop.Stock(Given.Product("Small bowl").Stocked(5));
        var visitor = shop.Visitor();
        var start = await visitor.GetPage("/cart");
        visitor.Headers.Add("HX-Request", "true");
        visitor.Headers.Add("HX-Target", "cart-drawer-body");

        var answer = await visitor.Add(start, bowl);

        var part = await visitor.Read(answer, HttpStatusCode.OK);
        Assert.Null(part.QuerySelector("header"));
        Assert.NotNull(part.QuerySelector(".drawer-foot a[href$='/checkout']"));
        Assert.Equal("true", part.QuerySelector("#cart-link")!.GetAttribute("hx-swap-oob"));
        Assert.Contains("HX-Request", answer.Headers.Vary);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Add(start, bowl, "50")).StatusCode);
    }

    [Fact]
    public async Task A_new_price_and_what_sold_out_are_told()
    {
        var (dearer, gone) = (await shop.Stock(Given.Product("Vase").Priced(30_00).Stocked(5)), await shop.Stock(Given.Product("Jar").Stocked(1)));
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/cart");
        await visitor.Add(page, dearer);
        await visitor.Add(page, gone);
        await shop.InDb(async db =>
        {
            (await db.Set<Variant>().SingleAsync(v => v.Id == dearer.Variants[0].Id)).SetPrice(new Money(33_00), shop.Clock.Now);
            await db.Set<StockLevel>().Where(l => l.VariantId == gone.Variants[0].Id).ExecuteUpdateAsync(l => l.SetProperty(x => x.OnHand, 0));
            return await db.SaveChangesAsync();
        });

        page = await visitor.GetPage("/cart");

        Assert.Contains("it was €30.00, now it is €33.00", page.Text(".cart-lines"), StringComparison.Ordinal);
        Assert.Contains("Sold out in the meantime", page.Text(".cart-lines"), StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("a[href$='/checkout']"));
        Assert.Equal("/cart", (await visitor.Get("/checkout")).Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_forged_or_foreign_cookie_opens_nobodys_cart()
    {
        var mug = await shop.Stock(Given.Product());
        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/cart"), mug);
        var cart = await shop.InDb(db => db.Set<Cart>().AsNoTracking().OrderByDescending(c => c.Id).FirstAsync());

        foreach (var forged in new[] { cart.Id.ToString(), Convert.ToBase64String(cart.Id.ToByteArray()), "", "x", new string('A', 400) })
        {
            var stranger = shop.Visitor();
            stranger.SetCookie("__Host-cart", forged);
            Assert.NotNull((await stranger.GetPage("/cart")).QuerySelector(".empty"));
        }
    }

    [Fact]
    public async Task What_is_not_on_sale_cannot_be_added()
    {
        var draft = await shop.Stock(Given.Product("Secret").Unpublished());
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/cart");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Add(page, draft)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.Post("/cart/items", page, ("variantId", Guid.NewGuid().ToString()))).StatusCode);
    }

    [Fact]
    public async Task Forms_without_the_antiforgery_field_are_refused()
    {
        var mug = await shop.Stock(Given.Product());
        var answer = await shop.Visitor().Send(new HttpRequestMessage(HttpMethod.Post, "/cart/items") { Content = new FormUrlEncodedContent([KeyValuePair.Create("variantId", mug.Variants[0].Id.ToString())]) });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static IHtmlFormElement Line(IHtmlDocument page) => page.Form(".cart-line form:has(input[name=quantity])");
}
