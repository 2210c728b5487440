using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Tests.Ordering;

namespace Shop.Tests.Loyalty;

/// <summary>Points as money at the checkout: chosen, set aside, spent, put back, given back, each exactly once.</summary>
public sealed class TenderTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    private const string Good = "4242 4242 4242 4242";

    [Fact]
    public async Task Points_pay_a_part_and_the_card_the_rest()
    {
        var (member, visitor) = await shop.Member("part@example.com", 1200);
        var review = await AtReview(visitor, 60_00, "1000");
        Assert.Contains("1,000 points", review.Text(".totals"), StringComparison.Ordinal);
        Assert.Equal("Earn 10 points", review.Text(".summary-panel .earn")); // of the 10 euros that the points leave to pay

        var afterButton = await visitor.Pay(review);
        Assert.Equal((200, 1000), await Balance(member));
        await visitor.Follow(await visitor.PayWith(afterButton, Good));

        var order = (await shop.LatestOrder())!;
        Assert.Equal((PaymentState.Paid, 1000L, new Money(50_00), order.Total - new Money(50_00)), (order.Payment, order.PointsSpent, order.PaidWithPoints, order.Captured));
        Assert.Equal((200, 0), await Balance(member));
        var page = await visitor.GetPage($"/orders/{order.Token}");
        Assert.Contains("Paid with points: 1,000 points", page.Text(".totals"), StringComparison.Ordinal);
        Assert.Equal(($"/orders/{order.Token}", "Look again"), (page.QuerySelector("#order-earning")!.GetAttribute("hx-get"), page.Text("#order-earning [role=status] a")));
        Assert.Contains($"{Earned(order)} points of your order {order.Number} are on their way", (await visitor.GetPage("/account/club")).Text("section[aria-labelledby=waiting]"), StringComparison.Ordinal);
        await shop.Settle();
        Assert.Null((await visitor.GetPage($"/orders/{order.Token}")).QuerySelector("#order-earning")!.GetAttribute("hx-get"));
        Assert.Contains($"This order earns {Earned(order)} points", (await visitor.GetPage($"/orders/{order.Token}")).Text("main"), StringComparison.Ordinal);
        Assert.Empty(shop.Errors);

        static long Earned(Order order) => (order.Goods - order.PaidWithPoints!.Value).Minor / 100;
    }

    [Fact]
    public async Task Points_can_pay_all_of_it_without_a_card()
    {
        var (member, visitor) = await shop.Member("all@example.com", 5000);
        var product = await shop.Stock(Given.Product().Priced(50_00).Stocked(3));
        var review = await AtReview(visitor, product, "1000", "store");
        Assert.Contains("To pay", review.Text(".totals"), StringComparison.Ordinal);

        var page = await visitor.Read(await visitor.Follow(await visitor.Pay(review)), HttpStatusCode.OK);

        var order = (await shop.LatestOrder())!;
        Assert.Equal((PaymentState.Paid, Money.Zero, new Money(50_00)), (order.Payment, order.Captured, order.PaidWithPoints));
        Assert.EndsWith($"/orders/{order.Token}", page.Location.Href, StringComparison.Ordinal);
        Assert.Equal((4000, 0), await Balance(member));
    }

    [Theory]
    [InlineData("abc", "whole number")]
    [InlineData("150", "steps of 100: 100 or 200")]
    [InlineData("1300", "At most 1,200 points")]
    [InlineData("50", "from 100 on")]
    [InlineData("5.00", "whole number")]
    public async Task A_number_that_cannot_be_used_is_refused_where_it_was_typed(string typed, string words)
    {
        var (_, visitor) = await shop.Member($"typed{typed}@example.com", 1250);
        var page = await AtPayment(visitor, await shop.Stock(Given.Product().Priced(300_00)));
        var refused = await visitor.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("form[action$='/checkout/payment']"), ("Payment.Points", typed));
        Assert.Contains(words, refused.Text("#Payment_Points-error"), StringComparison.Ordinal);
        Assert.Equal(typed, ((IHtmlInputElement)refused.GetElementById("Payment_Points")!).Value);
    }

    [Fact]
    public async Task All_and_none_are_buttons_that_work_without_a_script()
    {
        var (_, visitor) = await shop.Member("buttons@example.com", 1250);
        var page = await AtPayment(visitor, await shop.Stock(Given.Product().Priced(300_00)));
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"), ("Payment.Use", "all"));
        Assert.Equal("1200", ((IHtmlInputElement)page.GetElementById("Payment_Points")!).Value);
        Assert.Contains("earns 300 points without them, and 240 with all of them", page.Text(".points-tender"), StringComparison.Ordinal);
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"), ("Payment.Use", "none"));
        Assert.Equal("", ((IHtmlInputElement)page.GetElementById("Payment_Points")!).Value);

        // Who comes straight to the review is offered them there.
        page = await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"));
        page = await visitor.SubmitForPage(page.Form(".review-facts form"), ("Payment.Use", "all"));
        Assert.Equal("1200", ((IHtmlInputElement)page.GetElementById("Payment_Points")!).Value);
    }

    [Fact]
    public async Task What_was_set_aside_is_looked_at_again_as_the_money_is_taken()
    {
        var (member, visitor) = await shop.Member("again@example.com", 1200);
        var afterButton = await visitor.Pay(await AtReview(visitor, 60_00, "1000"));
        var order = (await shop.LatestOrder())!;
        var variant = order.Lines[0].VariantId!.Value;
        var onHand = await OnHand();
        await shop.InDb(db => db.Orders.Where(o => o.Id == order.Id).ExecuteUpdateAsync(o => o.SetProperty(x => x.PaidWithPoints, new Money(59_00)))); // somebody helped themselves

        var page = await visitor.Read(await visitor.Follow(await visitor.PayWith(afterButton, Good)), HttpStatusCode.OK);
        await shop.Settle();

        Assert.Equal(OrderState.Cancelled, (await shop.LatestOrder())!.State);
        Assert.Equal((1200, 0), await Balance(member));
        Assert.Contains("Cancelled", page.Text("main"), StringComparison.Ordinal);
        Assert.Equal(onHand, await OnHand()); // the goods are on the shelf again

        Task<int> OnHand() => shop.InDb(db => db.Set<global::Shop.Catalog.StockLevel>().Where(l => l.VariantId == variant).Select(l => l.OnHand).SingleAsync());
    }

    [Fact]
    public async Task An_order_that_is_not_paid_in_time_puts_the_points_back()
    {
        var (member, visitor) = await shop.Member("late@example.com", 1000);
        var review = await AtReview(visitor, 60_00, "500");
        Assert.Contains("500 points and card; invoice to", review.Text("section[aria-labelledby=section-Payment]"), StringComparison.Ordinal);
        await visitor.Pay(review);
        Assert.Equal((500, 500), await Balance(member));
        var room = await visitor.GetPage("/account/club");
        var number = (await shop.LatestOrder())!.Number;
        Assert.Contains($"500 points set aside for your order {number}, which is not paid yet. They come back if it is not paid by", room.Text(".club-balance"), StringComparison.Ordinal);
        Assert.NotNull(room.QuerySelector($".club-balance a[href='/account/orders/{number}']"));

        shop.Clock.Advance(TimeSpan.FromHours(2));
        await shop.Settle();

        Assert.Equal(OrderState.Cancelled, (await shop.LatestOrder())!.State);
        Assert.Equal((1000, 0), await Balance(member));
        Assert.DoesNotContain("set aside", (await visitor.GetPage("/account/club")).Text(".club-balance"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_cancelled_order_gives_the_points_back_once_and_takes_back_what_it_earned()
    {
        var (member, visitor) = await shop.Member("cancel@example.com", 1000);
        await visitor.Follow(await visitor.PayWith(await visitor.Pay(await AtReview(visitor, 60_00, "500")), Good));
        await shop.Settle();
        var order = (await shop.LatestOrder())!;
        var before = await shop.PointsOf(member);
        Assert.True(before.Pending > 0);

        for (var i = 0; i < 2; i++)
        {
            await shop.With<CancelOrder, CancelOrder.Outcome>(cancel => cancel.Run(order.Id, Actor.System, "Changed my mind", default));
            await shop.Settle();
        }

        var after = await shop.PointsOf(member);
        Assert.Equal((1000, 0, 0, 0), (after.Available, after.Reserved, after.Pending, after.CreditsPending));
        Assert.Single(after.Journal, t => t.Kind == PointsMove.GivenBack);
        Assert.Single(after.Journal, t => t.Kind == PointsMove.Revoked);
        Assert.Equal(0, await shop.InDb(db => db.EarnedLines.Where(l => l.OrderId == order.Id).SumAsync(l => l.Points)));
    }

    [Fact]
    public async Task Points_spent_elsewhere_meanwhile_stop_the_order_before_anything_is_charged()
    {
        var (member, visitor) = await shop.Member("gone@example.com", 1000);
        var review = await AtReview(visitor, 60_00, "1000");
        await shop.InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            (await new PointsLedger(db).Open(member.AccountId, default)).TakeAway(new Entry($"test:{member.Id}:taken", member.Id, shop.Clock.Now, Actor.System), 600);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return 0;
        });

        var page = await visitor.SubmitExpecting(HttpStatusCode.Conflict, review.Form("form[action$='/checkout/pay']"));

        Assert.Contains("Nothing was ordered", page.Text(".alert-warning"), StringComparison.Ordinal);
        Assert.Equal((400, 0), await Balance(member));
        Assert.DoesNotContain(await shop.InDb(db => db.Orders.AsNoTracking().ToListAsync()), o => o.CustomerId == member.CustomerId);
    }

    [Fact]
    public async Task Who_is_not_in_the_club_sees_nothing_of_it()
    {
        await shop.Account("outside@example.com");
        var visitor = await shop.SignedIn("outside@example.com");
        var page = await AtPayment(visitor, await shop.Stock(Given.Product()));
        Assert.Null(page.QuerySelector(".points-tender"));
        var review = await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"), ("Payment.Points", "500"));
        Assert.DoesNotContain("points", review.Text(".totals"), StringComparison.Ordinal);
    }

    private async Task<IHtmlDocument> AtReview(Visitor visitor, long price, string points) =>
        await AtReview(visitor, await shop.Stock(Given.Product().Priced(price).Stocked(3)), points);

    private static async Task<IHtmlDocument> AtReview(Visitor visitor, Shop.Catalog.Product product, string points, string method = "home")
    {
        var page = await AtPayment(visitor, product, method);
        return await visitor.SubmitForPage(page.Form("form[action$='/checkout/payment']"), ("Payment.Points", points));
    }

    private static async Task<IHtmlDocument> AtPayment(Visitor visitor, Shop.Catalog.Product product, string method = "home")
    {
        await visitor.Add(await visitor.GetPage("/track"), product);
        var page = await visitor.SubmitForPage((await visitor.GetPage("/checkout?step=contact")).Form("form[action$='/checkout/contact']"), ("Contact.Email", "member@example.com"));
        return await visitor.SubmitForPage(page.Form("form[action$='/checkout/delivery']"), Buyer.Delivery(method));
    }

    private async Task<(long Available, long Reserved)> Balance(Membership member)
    {
        var account = await shop.PointsOf(member);
        return (account.Available, account.Reserved);
    }
}
