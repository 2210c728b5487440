using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Tests.Ordering;

namespace Shop.Tests.Loyalty;

/// <summary>Friends come by a link, get a voucher, buy something, and their advocate gets points once; who is no friend does not count.</summary>
public sealed class ReferralTests : IClassFixture<ReferralTests.Factory>
{
    public sealed class Factory : ShopFactory;

    private const string Good = "4242 4242 4242 4242";
    private static int _count;
    private readonly Factory shop;

    public ReferralTests(Factory shop) => (this.shop = shop).Clock.Advance(TimeSpan.FromDays(40));

    [Fact]
    public async Task A_friend_opens_an_account_by_the_link_uses_the_voucher_and_the_advocate_earns_when_it_can_no_longer_go_back()
    {
        var (advocate, visitor) = await Advocate();
        var page = await visitor.GetPage("/account/club/friends");
        var link = new Uri(page.QuerySelector("#friend-link")!.GetAttribute("value")!).PathAndQuery;
        Assert.Equal($"/club/invited/{advocate.ReferralCode}", link);
        Assert.NotNull(page.QuerySelector("svg.qr-code path"));
        Assert.StartsWith("mailto:?subject=", page.QuerySelector("a[href^='mailto:']")!.GetAttribute("href"), StringComparison.Ordinal);
        var own = await visitor.GetPage(link);
        Assert.Contains("your own invitation", own.Text("main"), StringComparison.Ordinal);
        Assert.Contains("a voucher of €10.00", own.Text("main"), StringComparison.Ordinal); // what others see

        var email = $"friend{++_count}@example.net";
        var friend = shop.Visitor();
        var invitation = await friend.GetPage(link);
        Assert.Equal("Ingrid invites you to The Kiln", invitation.Text("h1"));
        Assert.NotNull(invitation.QuerySelector("main a.btn-primary"));
        var register = await friend.GetPage("/account/register?join=true"); // they looked around first: it is kept
        Assert.Contains("Ingrid invites you to The Kiln. A voucher of €10.00", register.Text(".alert"), StringComparison.Ordinal);
        Assert.Equal(advocate.ReferralCode, ((AngleSharp.Html.Dom.IHtmlInputElement)register.QuerySelector("[name=Invite]")!).Value);
        var wrong = await friend.SubmitExpecting(HttpStatusCode.UnprocessableEntity, register.Form("[name=Password]"), ("Name", "Runa Vik"), ("Email", email), ("Password", People.Password), ("Invite", "NOBODY12"));
        Assert.Contains("There is no such invitation", wrong.Text("#Invite-error"), StringComparison.Ordinal);
        await friend.Submit(register.Form("[name=Password]"), ("Name", "Runa Vik"), ("Email", email), ("Password", People.Password));
        Assert.Equal(0, await shop.InDb(db => db.Referrals.CountAsync(r => r.AdvocateId == advocate.Id))); // a typed address is nobody's yet
        var home = await friend.Read(await friend.Follow(await friend.Submit((await friend.GetPage(await shop.NewestLink(email, "account/confirm"))).Form("[name='Form.Password']"), ("Form.Password", People.Password))), HttpStatusCode.OK);
        Assert.Contains("Your friend's voucher is", home.Text(".alert-success"), StringComparison.Ordinal);
        var code = (await friend.GetPage("/account/club/friends")).Text("section[aria-labelledby=own-voucher] code");
        Assert.Equal(code, (await friend.GetPage("/account/club/vouchers")).Text("#friend-voucher code"));
        await shop.Settle();
        Assert.Contains($"worth €10.00: {code}", Assert.Single(await shop.Mailbox(email), m => m.Template == "club-welcome").Text, StringComparison.Ordinal);
        Assert.Contains("Runa Joined", (await visitor.GetPage("/account/club/friends")).Text("#friend-list"), StringComparison.Ordinal);

        var order = await Buy(friend, "Fjellveien 9", 40_00, code);
        Assert.Equal(10_00, order.Discount.Minor);
        await shop.Settle();
        Assert.Contains("Runa Ordered", (await visitor.GetPage("/account/club/friends")).Text("#friend-list"), StringComparison.Ordinal);
        Assert.Contains("is used", (await friend.GetPage("/account/club/friends")).Text("section[aria-labelledby=own-voucher]"), StringComparison.Ordinal);

        await Deliver(order.Id);
        Assert.Contains("Runa Waiting", (await visitor.GetPage("/account/club/friends")).Text("#friend-list"), StringComparison.Ordinal);
        Assert.Equal(0, (await shop.PointsOf(advocate)).Available);
        shop.Clock.Advance(TimeSpan.FromDays(31));
        await shop.Settle();
        await shop.Settle();
        Assert.Equal(150, (await shop.PointsOf(advocate)).Available);
        visitor = await shop.SignedIn((await EmailOf(advocate.CustomerId))!); // the session is over by now
        page = await visitor.GetPage("/account/club/friends");
        Assert.Contains("Runa +150 points", page.Text("#friend-list"), StringComparison.Ordinal);
        Assert.DoesNotContain("Vik", page.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain(email, page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("A friend you invited stayed", (await visitor.GetPage("/account/club/statement")).Text(".club-statement"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_that_comes_to_nothing_is_not_the_first()
    {
        var (advocate, _) = await Advocate();
        var (friend, _) = await Friend(advocate);
        var cancelled = await Buy(friend, "Fjellveien 10", 20_00);
        await shop.Tell();
        Assert.Equal(ReferralState.Ordered, (await Only(advocate)).State);
        await shop.With<CancelOrder, CancelOrder.Outcome>(cancel => cancel.Run(cancelled.Id, Actor.System, "Changed my mind", default));
        await shop.Tell();
        Assert.Equal((ReferralState.Joined, null), ((await Only(advocate)).State, (await Only(advocate)).OrderId));
        var second = await Buy(friend, "Fjellveien 10", 30_00);
        await shop.Tell();
        Assert.Equal(second.Id, (await Only(advocate)).OrderId);
    }

    [Fact]
    public async Task Who_is_the_same_person_does_not_count_and_staff_may_let_it_through_with_a_reason()
    {
        var (advocate, visitor) = await Advocate("same.person@gmail.com");
        await Friend(advocate, "sameperson+two@gmail.com");
        var refused = await Only(advocate);
        Assert.Equal((ReferralState.Refused, "Both have the same mailbox", null), (refused.State, refused.Reason, refused.VoucherCodeId));
        Assert.Contains("Does not count", (await visitor.GetPage("/account/club/friends")).Text("#friend-list"), StringComparison.Ordinal);

        var (neighbour, _) = await Advocate();
        await Buy(await shop.SignedIn((await EmailOf(neighbour.CustomerId))!), "Storgata 1", 10_00);
        var (friend, _) = await Friend(neighbour);
        var order = await Buy(friend, "STORGATA 1", 20_00);
        await shop.Tell();
        var lives = await Only(neighbour);
        Assert.Equal((ReferralState.Refused, "Both have the same address"), (lives.State, lives.Reason));

        await shop.Account("desk-of-friends@example.org", Shop.Accounts.Roles.Staff);
        var desk = await shop.SignedIn("desk-of-friends@example.org");
        Assert.Contains("Both have the same address", (await desk.GetPage("/backoffice/referrals?state=Refused")).Text("table"), StringComparison.Ordinal);
        var page = await desk.GetPage($"/backoffice/referrals/{lives.Id}");
        var again = await desk.SubmitExpecting(HttpStatusCode.UnprocessableEntity, page.Form("#why"), ("why", " "));
        Assert.Contains("Write why", again.Text("#why-error"), StringComparison.Ordinal);
        await Deliver(order.Id);
        shop.Clock.Advance(TimeSpan.FromDays(31));
        desk = await shop.SignedIn("desk-of-friends@example.org");
        page = await desk.SubmitForPage((await desk.GetPage($"/backoffice/referrals/{lives.Id}")).Form("#why"), ("why", "Two flats in one house"));
        Assert.Contains("Two flats in one house", page.Text("main"), StringComparison.Ordinal);
        await shop.Settle();
        Assert.Equal((ReferralState.Earned, 150), ((await Only(neighbour)).State, (await Only(neighbour)).Points));
        Assert.Contains((await shop.PointsOf(neighbour)).Journal, t => t.SourceKey == $"referral:{lives.Id}:kept");
    }

    [Fact]
    public async Task Two_who_pay_with_one_card_are_one()
    {
        var (advocate, _) = await Advocate();
        await Buy(await shop.SignedIn((await EmailOf(advocate.CustomerId))!), "Lia 90", 10_00);
        var (friend, _) = await Friend(advocate);
        await Buy(friend, "Fjellveien 91", 20_00);
        await shop.Tell();
        Assert.Equal((ReferralState.Refused, "Both paid with the same card or account"), ((await Only(advocate)).State, (await Only(advocate)).Reason));
    }

    [Fact]
    public async Task Who_was_here_before_or_has_no_invitation_brings_nothing()
    {
        var (advocate, _) = await Advocate();
        var email = $"old{++_count}@example.net";
        await shop.Account(email);
        var old = await shop.SignedIn(email);
        await Buy(old, "Fjellveien 11", 20_00);
        var invitation = await old.GetPage($"/club/invited/{advocate.ReferralCode.ToLowerInvariant()}");
        await old.Submit(invitation.Form("main form"));
        Assert.Equal((ReferralState.Refused, "Had bought here before"), ((await Only(advocate)).State, (await Only(advocate)).Reason));
        Assert.Contains("in the club already", (await old.GetPage($"/club/invited/{advocate.ReferralCode}")).Text("main"), StringComparison.Ordinal);
        Assert.Equal("This invitation does not work", (await old.GetPage("/club/invited/AAAAAAAA", HttpStatusCode.NotFound)).Text("h1"));
        Assert.Equal(HttpStatusCode.NotFound, (await old.Get("/club/invited/%3Cscript%3E")).StatusCode);
    }

    [Fact]
    public async Task Above_the_limit_of_a_month_staff_look_and_told_by_twenty_at_once_each_friend_counts_once()
    {
        var (advocate, _) = await Advocate();
        var orders = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            var (friend, _) = await Friend(advocate);
            orders.Add((await Buy(friend, $"Lia {++_count}", 20_00)).Id);
        }
        await shop.Settle();
        foreach (var order in orders) await Deliver(order);
        shop.Clock.Advance(TimeSpan.FromDays(31));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => shop.With<KeepReferrals>(job => job.Run(default)))));

        var referrals = await shop.InDb(db => db.Referrals.AsNoTracking().Where(r => r.AdvocateId == advocate.Id).ToListAsync());
        Assert.Equal((3, 1), (referrals.Count(r => r.State == ReferralState.Earned), referrals.Count(r => r.State == ReferralState.Review)));
        var account = await shop.PointsOf(advocate);
        Assert.Equal(3, account.Journal.Count(t => t.SourceKey.StartsWith("referral:", StringComparison.Ordinal)));
        Assert.Equal(450, account.Available);
        await shop.With<DecideReferral, bool>(decide => decide.Approve(referrals.Single(r => r.State == ReferralState.Review).Id, Actor.Staff(Guid.Empty, "Kari"), "A whole choir", default));
        Assert.Equal(600, (await shop.PointsOf(advocate)).Available);
    }

    [Fact]
    public async Task Twenty_presses_of_one_friend_come_to_one()
    {
        var (advocate, _) = await Advocate();
        var email = $"presses{++_count}@example.net";
        await shop.Account(email);
        var customer = await shop.InDb(db => db.Set<Shop.Customers.Customer>().Where(c => c.Email == email).Select(c => c.Id).SingleAsync());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => shop.With<JoinClub, JoinClub.Outcome>(join => join.Run(customer, default, advocate.ReferralCode)))));
        Assert.Single(outcomes, o => o is JoinClub.Joined { Voucher: not null });
        Assert.Equal(ReferralState.Joined, (await Only(advocate)).State);
    }

    private async Task<(Membership Member, Visitor Visitor)> Advocate(string? email = null)
    {
        await shop.OpenClub(new ProgrammeRules { Referral = new ReferralTerms { Points = 150, PerMonth = 3, Voucher = new Money(10_00) } });
        return await shop.Member(email ?? $"advocate{++_count}@example.org");
    }

    private async Task<(Visitor Visitor, string Email)> Friend(Membership advocate, string? email = null)
    {
        email ??= $"friend{++_count}@example.net";
        await shop.Account(email);
        var visitor = await shop.SignedIn(email);
        await visitor.Submit((await visitor.GetPage($"/club/invited/{advocate.ReferralCode}")).Form("main form"));
        return (visitor, email);
    }

    private async Task<Order> Buy(Visitor visitor, string street, long price, string? code = null)
    {
        await visitor.Add(await visitor.GetPage("/track"), await shop.Stock(Given.Product().Priced(price)));
        if (code is not null) Assert.Equal(HttpStatusCode.SeeOther, (await visitor.Enter(await visitor.GetPage("/cart"), code)).StatusCode);
        await visitor.Submit((await visitor.GetPage("/checkout?step=contact")).Form("form[action$='/checkout/contact']"));
        await visitor.Submit((await visitor.GetPage("/checkout?step=delivery")).Form("form[action$='/checkout/delivery']"), [.. Buyer.Delivery().Where(f => f.Item1 != "Delivery.Line1"), ("Delivery.Line1", street)]);
        var review = await visitor.SubmitForPage((await visitor.GetPage("/checkout?step=payment")).Form("form[action$='/checkout/payment']"));
        await visitor.Follow(await visitor.PayWith(await visitor.Pay(review), Good));
        return (await shop.LatestOrder())!;
    }

    private Task<int> Deliver(Guid order) => shop.InDb(async db =>
    {
        var parcel = await db.Orders.SingleAsync(o => o.Id == order);
        parcel.MarkShipped(shop.Clock.Now, Actor.System, "Sent");
        parcel.MarkDelivered(shop.Clock.Now, Actor.System);
        return await db.SaveChangesAsync();
    });

    private Task<Referral> Only(Membership advocate) => shop.InDb(db => db.Referrals.AsNoTracking().SingleAsync(r => r.AdvocateId == advocate.Id));

    private Task<string?> EmailOf(Guid customer) => shop.InDb(db => db.Set<Shop.Customers.Customer>().Where(c => c.Id == customer).Select(c => c.Email).SingleAsync());
}
