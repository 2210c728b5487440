using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Tests.Ordering;

namespace Shop.Tests.Loyalty;

/// <summary>Into the club while buying: the order one joins with is the first that counts, once, whichever news comes first.</summary>
public sealed class JoinWithOrderTests : IClassFixture<ShopFactory>
{
    private const string Good = "4242 4242 4242 4242";
    private readonly ShopFactory shop;

    public JoinWithOrderTests(ShopFactory shop) => (this.shop = shop).Clock.Advance(TimeSpan.FromHours(1));

    [Fact]
    public async Task A_customer_ticks_a_box_beside_the_last_button_and_the_order_earns()
    {
        await shop.OpenClub();
        await shop.Account("ticks@example.com");
        var visitor = await shop.SignedIn("ticks@example.com");
        var review = await AtReview(visitor, 40_00);
        Assert.Contains("and this order earns 40 points", review.Text(".join-offer"), StringComparison.Ordinal);
        Assert.DoesNotContain("New members get", review.Text(".join-offer"), StringComparison.Ordinal); // these rules give none
        await visitor.Follow(await visitor.PayWith(await visitor.Submit(review.Form("form[action$='/checkout/pay']"), ("Join", "true")), Good));
        await shop.Settle();

        var account = await AccountOf("ticks@example.com");
        Assert.Equal([(PointsMove.Earned, 40L)], Moves(account!));
        Assert.Null((await AtReview(visitor, 40_00)).QuerySelector(".join-offer")); // is in
    }

    [Fact]
    public async Task A_guest_chooses_a_password_on_the_orders_page_and_the_order_they_joined_with_earns_once()
    {
        await shop.OpenClub();
        var (visitor, review) = await shop.AtReview(await shop.Stock(Given.Product().Priced(25_00)), email: "guest-joins@example.com");
        Assert.Contains("after paying you choose a password", review.Text(".join-offer"), StringComparison.Ordinal);
        var page = await visitor.Read(await visitor.Follow(await visitor.PayWith(await visitor.Submit(review.Form("form[action$='/checkout/pay']"), ("Join", "true")), Good)), System.Net.HttpStatusCode.OK);
        Assert.Equal("One more step into The Kiln", page.Text("#account"));
        Assert.Equal(["account", "way"], page.QuerySelectorAll("#account, #way").Select(h => h.Id)); // before anything else
        await shop.Settle();
        Assert.Null(await AccountOf("guest-joins@example.com")); // an address that anybody may type joins nothing

        var order = (await shop.LatestOrder())!;
        Assert.True(((IHtmlInputElement)page.QuerySelector("#join-club")!).IsChecked);
        var sent = await visitor.SubmitForPage(page.Form("#new-password"), ("Password", People.Password));
        Assert.Contains("guest-joins@example.com", sent.Text("main"), StringComparison.Ordinal);
        Assert.NotNull(sent.QuerySelector($"main a[href='/orders/{order.Token}']"));
        Assert.Contains("With it you are in The Kiln", Assert.Single(await shop.Mailbox("guest-joins@example.com"), m => m.Template == "confirm-email").Text, StringComparison.Ordinal);
        await Confirm(visitor, "guest-joins@example.com");
        await shop.Settle();
        await shop.InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var ledger = new PointsLedger(db);
            await new EarnForOrder(db, ledger, null!, null!).Run(order.Id, null, default); // told again
            await transaction.CommitAsync();
            return 0;
        });

        Assert.Equal([(PointsMove.Earned, 25L)], Moves((await AccountOf("guest-joins@example.com"))!));
        Assert.Contains("25 points", (await visitor.GetPage("/account/club")).Text("section[aria-labelledby=waiting]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_decides_on_the_orders_page_joins_with_it_and_other_orders_of_before_do_not_count()
    {
        await shop.OpenClub();
        foreach (var price in new[] { 10_00, 30_00 })
        {
            var (guest, review) = await shop.AtReview(await shop.Stock(Given.Product().Priced(price)), email: "decides@example.com");
            var page = await guest.Read(await guest.Follow(await guest.PayWith(await guest.Pay(review), Good)), System.Net.HttpStatusCode.OK);
            await shop.Settle();
            if (price == 10_00) continue;
            Assert.Equal("Keep your orders together", page.Text("#account"));
            await guest.Submit(page.Form("#new-password"), ("Password", People.Password), ("Join", "true"));
            await Confirm(guest, "decides@example.com");
        }
        await shop.Settle();
        Assert.Equal([(PointsMove.Earned, 30L)], Moves((await AccountOf("decides@example.com"))!));
    }

    [Fact]
    public async Task A_customer_who_did_not_tick_is_asked_once_more_and_after_a_day_it_is_too_late()
    {
        await shop.OpenClub();
        await shop.Account("later@example.com");
        await shop.Account("too-late@example.com");
        foreach (var email in new[] { "later@example.com", "too-late@example.com" })
        {
            var visitor = await shop.SignedIn(email);
            var page = await visitor.Read(await visitor.Follow(await visitor.PayWith(await visitor.Pay(await AtReview(visitor, 20_00)), Good)), System.Net.HttpStatusCode.OK);
            await shop.Settle();
            if (email.StartsWith("too", StringComparison.Ordinal)) shop.Clock.Advance(TimeSpan.FromHours(25));
            var answer = await visitor.Read(await visitor.Follow(await visitor.Submit(page.Form("[name=order]"))), System.Net.HttpStatusCode.OK);
            Assert.Equal(email.StartsWith("later", StringComparison.Ordinal), answer.Text("section[aria-labelledby=waiting]").Contains("20 points of your order", StringComparison.Ordinal)); // before the news of it is worked off
            await shop.Settle();
            Assert.Equal(email.StartsWith("later", StringComparison.Ordinal), answer.Text(".alert-success").Contains("Your order counts.", StringComparison.Ordinal));
            Assert.Equal(email.StartsWith("later", StringComparison.Ordinal) ? [(PointsMove.Earned, 20L)] : [], Moves((await AccountOf(email))!));
        }
    }

    [Fact]
    public async Task Beside_the_box_stands_what_joining_and_the_first_order_give()
    {
        using var other = new ShopFactory();
        await other.OpenClub(FullRules.First);
        var (_, review) = await other.AtReview(await other.Stock(Given.Product().Priced(25_00)), email: "offered@example.com");
        Assert.Contains("New members get 50 points at once, and 50 points for the first order, once it can no longer be sent back.", review.Text(".join-offer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_elses_order_cannot_be_taken_along()
    {
        await shop.OpenClub();
        var (guest, review) = await shop.AtReview(await shop.Stock(Given.Product().Priced(50_00)), email: "owner-of-it@example.com");
        await guest.Follow(await guest.PayWith(await guest.Pay(review), Good));
        var order = (await shop.LatestOrder())!;
        Assert.False(await shop.With<AskForClub, bool>(ask => ask.ByGuest(order.Token, "thief@example.com", default)));
        await shop.Account("thief@example.com");
        var thief = await shop.SignedIn("thief@example.com");
        await thief.Post("/account/club", await thief.GetPage("/account/club"), ("order", order.Id.ToString()));
        await shop.Settle();
        Assert.Empty(Moves((await AccountOf("thief@example.com"))!));
        Assert.False((await shop.LatestOrder())!.JoinsClub);
    }

    private async Task<IHtmlDocument> AtReview(Visitor visitor, long price)
    {
        await visitor.Add(await visitor.GetPage("/track"), await shop.Stock(Given.Product().Priced(price)));
        await visitor.Submit((await visitor.GetPage("/checkout?step=contact")).Form("form[action$='/checkout/contact']"));
        await visitor.Submit((await visitor.GetPage("/checkout?step=delivery")).Form("form[action$='/checkout/delivery']"), Buyer.Delivery());
        return await visitor.SubmitForPage((await visitor.GetPage("/checkout?step=payment")).Form("form[action$='/checkout/payment']"));
    }

    private async Task Confirm(Visitor visitor, string email) =>
        Assert.Equal(System.Net.HttpStatusCode.Found, (await visitor.Submit((await visitor.GetPage(await shop.NewestLink(email, "account/confirm"))).Form("[name='Form.Password']"), ("Form.Password", People.Password))).StatusCode);

    private Task<PointsAccount?> AccountOf(string email) => shop.InDb(async db =>
    {
        var account = await db.Memberships.Where(m => db.Set<Shop.Customers.Customer>().Any(c => c.Id == m.CustomerId && c.Email == email)).Select(m => (Guid?)m.AccountId).SingleOrDefaultAsync();
        return account is null ? null : await db.PointsAccounts.AsNoTracking().Include(a => a.Journal).ThenInclude(t => t.Postings).SingleAsync(a => a.Id == account);
    });

    private static IEnumerable<(PointsMove, long)> Moves(PointsAccount account) => account.Journal.Select(t => (t.Kind, t.Postings.Where(p => p is { Book: Book.Pending, Unit: LedgerUnit.Points }).Sum(p => p.Amount)));

}
