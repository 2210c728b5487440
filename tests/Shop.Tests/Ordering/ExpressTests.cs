using System.Net;
using Shop.Ordering;
using Shop.Payments.TestGateway;

namespace Shop.Tests.Ordering;

/// <summary>The short way through the checkout: the wallet tells the address, the total is seen before it is paid.</summary>
public sealed class ExpressTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task A_guest_buys_with_the_wallet_and_types_nothing()
    {
        var visitor = await WithCart();
        var wallet = await visitor.SubmitForPage((await visitor.GetPage("/cart")).Form("form[action$='/checkout/express']"));
        var review = await visitor.SubmitForPage(wallet.Form("input[name=owner]"), ("owner", TestWallet.Owners[1].Email));
        Assert.Contains("Berlin", review.Text("main"), StringComparison.Ordinal);

        var pay = await visitor.SubmitForPage(review.Form("form[action$='/checkout/pay']"));
        Assert.NotNull(pay.QuerySelector("form[action$='/wallet'] .btn-primary"));
        Assert.NotNull(pay.QuerySelector("details [name='Form.Number']")); // a card only for who looks for it
        Assert.Null(pay.QuerySelector(".or"));
        var thanks = await visitor.SubmitForPage(pay.Form("form[action$='/wallet']"));
        Assert.Equal("Thank you, Lukas", thanks.Text("h1"));
        var order = (await shop.LatestOrder())!;
        Assert.Equal((OrderState.Confirmed, PaymentState.Paid, "lukas.wallet@example.com", "DE"), (order.State, order.Payment, order.Email, order.Delivery.Country));
    }

    [Fact]
    public async Task Who_shares_nothing_goes_on_with_the_fields()
    {
        var visitor = await WithCart();
        var wallet = await visitor.SubmitForPage((await visitor.GetPage("/checkout")).Form("form[action$='/checkout/express']"));
        var page = await visitor.SubmitForPage(wallet.Form("form[action$='/cancel']"));
        Assert.Contains("No address was shared", page.Text("body"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("[name='Contact.Email']"));
        Assert.NotNull((await visitor.GetPage("/checkout/express/wallet_test_00000000000000000000000000000000")).QuerySelector("[name='Contact.Email']"));
    }

    [Fact]
    public async Task The_wallet_asks_again_when_nobody_was_chosen_and_an_empty_cart_opens_none()
    {
        var visitor = await WithCart();
        var wallet = await visitor.SubmitForPage((await visitor.GetPage("/cart")).Form("form[action$='/checkout/express']"));
        var again = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, wallet.Form("input[name=owner]"), ("owner", "somebody@else.example"));
        Assert.Contains("Choose who you are", again.Text(".error-summary"), StringComparison.Ordinal);

        var empty = shop.Visitor();
        Assert.Equal("/cart", (await empty.Post("/checkout/express", await empty.GetPage("/track"))).Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.NotFound, (await empty.Get("/test-gateway/wallet/pi_test_1")).StatusCode);
    }

    private async Task<Visitor> WithCart()
    {
        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/track"), await shop.Stock(Given.Product()));
        return visitor;
    }
}
