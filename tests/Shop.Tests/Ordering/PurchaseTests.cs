using System.Net;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.Ordering;

public sealed class PurchaseTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    private const string Good = "4242 4242 4242 4242", Declined = "4000 0000 0000 0002", Challenged = "4000 0025 0000 3155", Slow = "4000 0000 0000 0077";

    [Fact]
    public async Task A_guest_buys_with_a_good_card()
    {
        var mug = await shop.Stock(Given.Product("Morning mug").Priced(40_00).Stocked(5));
        var (visitor, review) = await shop.AtReview(mug, 2);

        var back = await visitor.PayWith(await visitor.Pay(review), Good);
        var page = await visitor.Read(await visitor.Follow(back), HttpStatusCode.OK);

        var order = (await shop.LatestOrder())!;
        Assert.Equal((OrderState.Confirmed, PaymentState.Paid, new Money(80_00)), (order.State, order.Payment, order.Captured));
        Assert.EndsWith($"/orders/{order.Token}", page.Location.Href, StringComparison.Ordinal);
        Assert.Equal("Thank you, Ada", page.Text("h1"));
        Assert.Contains(order.Number, page.Text(".order-thanks"), StringComparison.Ordinal);
        Assert.Contains("Thu 4 – Fri 5 Jun", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Havnegata 4", page.Text(".address"), StringComparison.Ordinal);
        Assert.Equal((3, 0), ((await shop.Level(mug)).OnHand, (await shop.Level(mug)).Reserved));
        Assert.NotNull((await visitor.GetPage("/cart")).QuerySelector(".empty"));
        Assert.Matches("^2026-[0-9]{6}$", order.InvoiceNumber);
    }

    [Fact]
    public async Task A_declined_card_says_why_and_a_good_one_pays_the_same_order()
    {
        var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product()));
        var page = await visitor.Read(await visitor.Follow(await visitor.PayWith(await visitor.Pay(review), Declined)), HttpStatusCode.OK);
        var order = (await shop.LatestOrder())!;
        Assert.Contains("declined", page.Text(".alert-danger"), StringComparison.Ordinal);
        Assert.Contains("Try again", page.Text(".form-actions button"), StringComparison.Ordinal);
        await shop.Account("clerk@example.org", global::Shop.Accounts.Roles.Staff);
        Assert.Contains("The payment failed. The customer was told: “Your card was declined", (await (await shop.SignedIn("clerk@example.org")).GetPage($"/backoffice/orders/{order.Number}")).Text("main"), StringComparison.Ordinal);

        await visitor.Follow(await visitor.PayWith(await visitor.Submit(page.Form($"form[action$='/checkout/pay/{order.Token}']")), Good));

        var paid = (await shop.LatestOrder())!;
        Assert.Equal((order.Id, PaymentState.Paid), (paid.Id, paid.Payment));
        Assert.Equal(1, await shop.InDb(db => db.Set<PaymentAttempt>().CountAsync(a => a.OrderId == order.Id)));
    }

    [Fact]
    public async Task A_challenge_of_the_bank_is_passed_or_leaves_the_order_open()
    {
        var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product()));
        var challenge = await visitor.Read(await visitor.Follow(await visitor.PayWith(await visitor.Pay(review), Challenged)), HttpStatusCode.OK);
        var order = (await shop.LatestOrder())!;
        Assert.Contains("not finished", (await visitor.GetPage($"/checkout/return/{order.Token}")).Text("h1"), StringComparison.Ordinal); // left without answering

        await visitor.Follow(await visitor.Submit(challenge.Form("button[name=passed]"), ("passed", "true")));
        Assert.Equal(PaymentState.Paid, (await shop.LatestOrder())!.Payment);
    }

    [Fact]
    public async Task A_bank_that_takes_its_time_is_waited_for_and_the_page_says_so()
    {
        var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product()));
        var page = await visitor.Read(await visitor.Follow(await visitor.PayWith(await visitor.Pay(review), Slow)), HttpStatusCode.OK);
        Assert.Contains("still checking", page.Text("h1"), StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("meta[http-equiv=refresh]"));

        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains("Thank you", (await visitor.GetPage(page.Location.Href)).Text("h1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_return_address_alone_pays_nothing()
    {
        var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product()));
        await visitor.Pay(review);
        var order = (await shop.LatestOrder())!;
        var page = await visitor.GetPage($"/checkout/return/{order.Token}?status=succeeded&paid=true&redirect_status=succeeded");
        Assert.Contains("not finished", page.Text("h1"), StringComparison.Ordinal);
        Assert.Equal(PaymentState.Unpaid, (await shop.LatestOrder())!.Payment);
    }

    [Fact]
    public async Task The_button_pressed_again_leads_to_the_same_payment_and_after_it_to_the_order()
    {
        var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product()));
        var first = await visitor.Pay(review);
        var second = await visitor.Pay(review);
        Assert.Equal(first.Headers.Location, second.Headers.Location);

        await visitor.Follow(await visitor.PayWith(first, Good));
        var order = (await shop.LatestOrder())!;
        Assert.Equal($"/orders/{order.Token}", (await visitor.Pay(review)).Headers.Location!.ToString());
        Assert.Equal(1, await shop.InDb(db => db.Set<Order>().CountAsync(o => o.CartId == order.CartId)));
    }

    [Fact]
    public async Task A_cart_changed_while_it_is_being_paid_does_not_change_what_is_charged()
    {
        var mug = await shop.Stock(Given.Product().Priced(80_00).Stocked(5));
        var (visitor, review) = await shop.AtReview(mug);
        var button = await visitor.Pay(review);
        await visitor.Add(review, mug, "2"); // in another window

        await visitor.Follow(await visitor.PayWith(button, Good));

        var order = (await shop.LatestOrder())!;
        Assert.Equal((new Money(80_00), new Money(80_00), 1), (order.Total, order.Captured, order.Lines.Single().Quantity));
        Assert.Equal("Cart, 3 items", (await visitor.GetPage("/cart")).QuerySelector("#cart-link")!.GetAttribute("aria-label")); // what was added is not thrown away
    }

    [Fact]
    public async Task A_cart_changed_and_ordered_again_calls_the_first_order_off_and_frees_its_stock()
    {
        var mug = await shop.Stock(Given.Product().Priced(80_00).Stocked(2));
        var (visitor, review) = await shop.AtReview(mug);
        await visitor.Pay(review);
        var first = (await shop.LatestOrder())!;
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.Add(review, mug)).StatusCode); // the one held for the first order counts as theirs

        await visitor.Follow(await visitor.PayWith(await visitor.Pay(await visitor.GetPage("/checkout?step=review")), Good));

        var second = (await shop.LatestOrder())!;
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal((new Money(160_00), PaymentState.Paid), (second.Total, second.Payment));
        Assert.Equal(OrderState.Cancelled, (await shop.InDb(db => db.Set<Order>().AsNoTracking().SingleAsync(o => o.Id == first.Id))).State);
        Assert.Equal((0, 0), ((await shop.Level(mug)).OnHand, (await shop.Level(mug)).Reserved));
    }

    [Fact]
    public async Task Not_paid_in_time_it_is_called_off_the_stock_goes_back_and_the_cart_is_still_there()
    {
        var mug = await shop.Stock(Given.Product().Stocked(1));
        var (visitor, review) = await shop.AtReview(mug);
        await visitor.Pay(review);
        var order = (await shop.LatestOrder())!;
        Assert.Equal(1, (await shop.Level(mug)).Reserved);

        shop.Clock.Advance(TimeSpan.FromMinutes(31));
        await shop.RunJob<CancelUnpaidOrders>();

        Assert.Equal(OrderState.Cancelled, (await shop.LatestOrder())!.State);
        Assert.Equal((1, 0), ((await shop.Level(mug)).OnHand, (await shop.Level(mug)).Reserved));
        Assert.Contains("Nothing was charged", (await visitor.GetPage($"/orders/{order.Token}")).Text("main"), StringComparison.Ordinal);
        Assert.Single((await visitor.GetPage("/cart")).QuerySelectorAll(".cart-line"));
    }

    [Fact]
    public async Task A_gift_of_the_house_needs_no_card()
    {
        var sample = await shop.Stock(Given.Product("Sample").Priced(0).Stocked(3));
        var (visitor, review) = await shop.AtReview(sample, method: "store");
        Assert.Equal("Order for nothing", review.Text("form[action$='/checkout/pay'] button"));

        await visitor.Follow(await visitor.Pay(review));

        var order = (await shop.LatestOrder())!;
        Assert.Equal((OrderState.Confirmed, PaymentState.Paid, Money.Zero), (order.State, order.Payment, order.Total));
        Assert.Equal(2, (await shop.Level(sample)).OnHand);
        Assert.Equal(0, await shop.InDb(db => db.Set<PaymentAttempt>().CountAsync(a => a.OrderId == order.Id)));
    }

    [Fact]
    public async Task A_paid_order_can_be_cancelled_while_it_is_not_packed_and_the_money_goes_back_once()
    {
        var mug = await shop.Stock(Given.Product().Priced(80_00).Stocked(4));
        var (visitor, review) = await shop.AtReview(mug, 3);
        var page = await visitor.Read(await visitor.Follow(await visitor.PayWith(await visitor.Pay(review), Good)), HttpStatusCode.OK);
        var cancel = page.Form("form[action$='/cancel']");

        page = await visitor.SubmitForPage(cancel);
        await visitor.Submit(cancel);

        var order = (await shop.LatestOrder())!;
        Assert.Equal((OrderState.Cancelled, PaymentState.Refunded, new Money(240_00)), (order.State, order.Payment, order.Refunded));
        Assert.Equal(4, (await shop.Level(mug)).OnHand);
        Assert.Equal("Cancelled", page.Text(".order-head .badge"));
        Assert.Single(order.Timeline, t => t.Kind == TimelineKind.Refunded);
    }

    [Fact]
    public async Task Once_packed_it_cannot_be_cancelled_any_more()
    {
        var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product()));
        var page = await visitor.Read(await visitor.Follow(await visitor.PayWith(await visitor.Pay(review), Good)), HttpStatusCode.OK);
        var id = (await shop.LatestOrder())!.Id;
        await shop.InDb(async db =>
        {
            (await db.Set<Order>().SingleAsync(o => o.Id == id)).MarkPacked(shop.Clock.Now, Actor.System);
            return await db.SaveChangesAsync();
        });

        page = await visitor.SubmitForPage(page.Form("form[action$='/cancel']"));

        Assert.Contains("already packed", page.Text(".alert-warning"), StringComparison.Ordinal);
        Assert.Equal(PaymentState.Paid, (await shop.LatestOrder())!.Payment);
    }

    [Fact]
    public async Task An_order_is_found_by_number_and_address_and_every_wrong_pair_gets_one_answer()
    {
        var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product()), email: "Grace@Example.com");
        await visitor.Follow(await visitor.PayWith(await visitor.Pay(review), Good));
        var order = (await shop.LatestOrder())!;
        var stranger = shop.Visitor();
        var form = (await stranger.GetPage("/track")).Form("form[action$='/track']");

        var found = await stranger.Submit(form, ("Number", order.Number.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()), ("Email", " grace@example.COM "));
        Assert.Equal($"/orders/{order.Token}", found.Headers.Location!.ToString());

        var answers = new List<string>();
        foreach (var (number, email) in new[] { (order.Number, "eve@example.com"), ("AAAA-AAAA", "grace@example.com"), ("AAAA-AAAA", "nobody@example.com") })
            answers.Add((await stranger.SubmitExpecting(HttpStatusCode.UnprocessableEntity, form, ("Number", number), ("Email", email))).Text(".error-summary"));
        Assert.Single(answers.Distinct());
    }

    [Theory]
    [InlineData("/orders/00000000000000000000000000000000")]
    [InlineData("/orders/ffff")]
    [InlineData("/checkout/pay/00000000000000000000000000000000")]
    [InlineData("/checkout/return/%20")]
    public async Task A_token_that_is_nobodys_opens_nothing(string address) => Assert.Equal(HttpStatusCode.NotFound, (await shop.Visitor().Get(address)).StatusCode);

    [Fact]
    public async Task Ordering_again_fills_the_cart_and_says_what_is_missing()
    {
        var (kept, gone) = (await shop.Stock(Given.Product("Kept").Stocked(9)), await shop.Stock(Given.Product("Gone").Stocked(1)));
        var visitor = shop.Visitor();
        await visitor.Add(await visitor.GetPage("/cart"), gone);
        var page = await visitor.GetPage("/cart");
        await visitor.Add(page, kept, "2");
        page = await visitor.SubmitForPage((await visitor.GetPage("/checkout")).Form("form[action$='/checkout/contact']"), ("Contact.Email", "ada@example.com"));
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/delivery']"), Buyer.Delivery());
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"));
        page = await visitor.Read(await visitor.Follow(await visitor.PayWith(await visitor.Pay(page), Good)), HttpStatusCode.OK);

        page = await visitor.SubmitForPage(page.Form("form[action$='/again']"));

        Assert.Contains("Gone", page.Text(".alert-warning"), StringComparison.Ordinal);
        Assert.Equal("Cart, 2 items", page.QuerySelector("#cart-link")!.GetAttribute("aria-label"));
    }
}
