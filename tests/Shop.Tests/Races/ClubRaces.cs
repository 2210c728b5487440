using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Payments;
using Shop.Payments.TestGateway;
using Shop.Promotions;
using Shop.Tests.Ordering;

namespace Shop.Tests.Races;

/// <summary>Fifty at once at what the club gives once: the welcome, the points for a reward, the points of an order, a higher tier. SHOP_TEST_ROUNDS repeats it.</summary>
public sealed class ClubRaces(ListeningShop shop) : IClassFixture<ListeningShop>
{
    private const int Many = 50;

    private static readonly ProgrammeRules Rules = new()
    {
        Earning = new EarningTerms { Deeds = [new DeedTerms { Deed = Deed.Join, Points = 40, Ever = 1 }] },
        Referral = new ReferralTerms { Points = 150, Voucher = new Money(10_00) },
        Ladder = new LadderTerms { Tiers = [new TierTerms { Tier = Tier.Member, Name = "Member" }, new TierTerms { Tier = Tier.Silver, Name = "Silver", Entry = new Threshold { Credits = 100 } }] },
    };

    [Fact]
    public async Task Fifty_presses_to_join_make_one_member_with_one_welcome()
    {
        await shop.OpenClub(Rules);
        for (var round = 0; round < Rounds.Or(2); round++)
        {
            var email = $"joins{round}@example.org";
            await shop.Account(email);
            var visitor = await shop.SignedIn(email);
            var request = await visitor.Written((await visitor.GetPage("/account/club")).Form("form[action$='/account/club']"));
            var answers = await RaceClient.AllAtOnce(shop.Address, [.. Enumerable.Repeat(request, Many)]);
            Assert.All(answers, a => Assert.True(a.Status is 303 or 429, a.Text));
            var members = await shop.InDb(db => db.Memberships.AsNoTracking().Where(m => db.Set<Customer>().Any(c => c.Id == m.CustomerId && c.Email == email)).ToListAsync());
            Assert.Equal(40, (await shop.PointsOf(Assert.Single(members))).Available);
            await shop.Tell();
            Assert.Single(await shop.Mailbox(email), m => m.Template == "club-welcome");
        }
        NothingWentWrong();
    }

    [Fact]
    public async Task Of_fifty_who_want_three_hundred_of_five_hundred_points_one_has_them()
    {
        await shop.OpenClub(Rules);
        for (var round = 0; round < Rounds.Or(1); round++)
        {
            var (member, visitor) = await shop.Member($"spends{round}@example.org", 500);
            var reward = await shop.With<ChangeReward, Guid>(change => change.Save(null, new RewardTerms($"Race {round}", RewardKind.AmountOff, 300, shop.Clock.Now.AddDays(-1)) { Words = "Five off.", Amount = new Money(500) }, default));
            var form = (await visitor.GetPage($"/account/club/rewards/{reward}")).Form($"form[action$='/rewards/{reward}']");
            var requests = new List<byte[]>();
            for (var i = 0; i < Many; i++) requests.Add(await visitor.Written(form, ("once", Guid.NewGuid().ToString())));
            var answers = await RaceClient.AllAtOnce(shop.Address, requests);
            Assert.Single(answers, a => a.Location?.Contains("/vouchers", StringComparison.Ordinal) == true);
            Assert.All(answers, a => Assert.True(a.Status is 303 or 422 or 429, a.Text));
            Assert.Equal(200, (await shop.PointsOf(member)).Available);
            Assert.Equal(1, await shop.InDb(db => db.RewardClaims.CountAsync(c => c.RewardId == reward)));
        }
        NothingWentWrong();
    }

    [Fact]
    public async Task An_order_whose_payment_is_told_many_times_at_once_earns_once()
    {
        await shop.OpenClub(Rules);
        for (var round = 0; round < Rounds.Or(2); round++)
        {
            var (member, _) = await shop.Member($"paid{round}@example.org");
            var order = await Bought(member, $"M9-{round}");
            await AllAtOnce(10, async services =>
            {
                var db = services.GetRequiredService<ShopDb>();
                await db.Retrying(async () =>
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    foreach (var handler in services.GetServices<IWhen<OrderPaid>>()) await handler.Handle(new OrderPaid(order, member.CustomerId, new Money(60_00)), default);
                    await transaction.CommitAsync();
                    return 0;
                }, default);
            });
            Assert.Equal(60, (await shop.PointsOf(member)).Pending);
            Assert.Equal(1, await shop.InDb(db => db.PointsTransactions.CountAsync(t => t.OrderId == order)));
        }
    }

    [Fact]
    public async Task Two_notices_of_a_payment_and_the_browser_that_comes_back_at_once_earn_once()
    {
        await shop.OpenClub(Rules);
        for (var round = 0; round < Rounds.Or(2); round++)
        {
            var (member, visitor) = await shop.Member($"notices{round}@example.org");
            var product = await shop.Stock(Given.Product().Priced(60_00));
            await visitor.Add(await visitor.GetPage("/track"), product);
            await visitor.Submit((await visitor.GetPage("/checkout?step=contact")).Form("form[action$='/checkout/contact']"));
            await visitor.Submit((await visitor.GetPage("/checkout?step=delivery")).Form("form[action$='/checkout/delivery']"), [.. Buyer.Delivery()]);
            var review = await visitor.SubmitForPage((await visitor.GetPage("/checkout?step=payment")).Form("form[action$='/checkout/payment']"));
            var back = await visitor.PayWith(await visitor.Pay(review), "4242 4242 4242 4242");
            var order = await shop.InDb(db => db.Orders.AsNoTracking().Where(o => o.CustomerId == member.CustomerId).SingleAsync());
            var intent = await shop.InDb(db => db.PaymentAttempts.Where(a => a.OrderId == order.Id).Select(a => a.IntentId!).SingleAsync());
            var notices = (await shop.Services.GetRequiredService<TestGatewayBank>().EventsOf(intent, default)).Where(e => e.Type == "payment_intent.succeeded").Select(e => e.Body);
            var secret = shop.Services.GetRequiredService<NoticeSecrets>().InForce[0];
            var requests = new List<byte[]>();
            foreach (var body in notices.SelectMany(b => Enumerable.Repeat(b, 2)))
                requests.Add(Encoding.ASCII.GetBytes($"POST {SendTestNotices.Path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n{NoticeSignature.Header}: {NoticeSignature.Sign(body, secret, shop.Clock.Now)}\r\n\r\n{body}"));
            Assert.Equal(2, requests.Count);
            var cookies = string.Join("; ", visitor.Cookies.Select(c => $"{c.Key}={c.Value}"));
            requests.Add(Encoding.ASCII.GetBytes($"GET {new Uri(shop.Address, back.Headers.Location!).PathAndQuery} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: {cookies}\r\n\r\n"));

            var answers = await RaceClient.AllAtOnce(shop.Address, requests);
            Assert.Equal([200, 200, 303], answers.Select(a => a.Status is 302 ? 303 : a.Status));
            await shop.HearFromGateway();
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => shop.Tell()));

            var account = await shop.PointsOf(member);
            Assert.Equal((60L, 1), (account.Pending, account.Journal.Count(t => t.Kind == PointsMove.Earned)));
            Assert.Single((await shop.InDb(db => db.Orders.AsNoTracking().SingleAsync(o => o.Id == order.Id))).Timeline, t => t.Kind == TimelineKind.Payment);
        }
        NothingWentWrong();
    }

    [Fact]
    public async Task Fifty_registrations_and_confirmations_of_one_address_are_one_account_with_one_welcome()
    {
        await shop.OpenClub(Rules);
        for (var round = 0; round < Rounds.Or(1); round++)
        {
            var email = $"fifty{round}@example.org";
            var (advocate, _) = await shop.Member($"advocate{round}@example.net");
            var visitor = shop.Visitor();
            var register = await visitor.Written((await visitor.GetPage("/account/register?join=true")).Form("[name=Password]"), ("Name", "Ada Lovelace"), ("Email", email), ("Password", People.Password), ("Join", "true"), ("Invite", advocate.ReferralCode));
            var answers = await RaceClient.AllAtOnce(shop.Address, [.. Enumerable.Repeat(register, Many)]);
            Assert.All(answers, a => Assert.True(a.Status is 302 or 303 or 429, a.Text));
            Assert.Equal(1, await shop.InDb(db => db.AccountUsers.CountAsync(u => u.Email == email)));

            var pages = new List<AngleSharp.Html.Dom.IHtmlDocument>(); // each letter renews the link: which one is the last is for the clock to say, and here it stands still
            foreach (var letter in (await shop.Mailbox(email)).Where(m => m.Template == "confirm-email"))
                pages.Add(await visitor.GetPage(new Uri(letter.Text.Split((char[]?)null).Single(w => w.Contains("account/confirm", StringComparison.Ordinal))).PathAndQuery));
            var confirm = await visitor.Written(Assert.Single(pages, p => p.QuerySelector("[name='Form.Password']") is not null).Form("[name='Form.Password']"), ("Form.Password", People.Password));
            answers = await RaceClient.AllAtOnce(shop.Address, [.. Enumerable.Repeat(confirm, Many)]);
            Assert.All(answers, a => Assert.True(a.Status is 302 or 303 or 422 or 429, a.Text));
            await shop.Tell();

            var member = Assert.Single(await shop.InDb(db => db.Memberships.AsNoTracking().Where(m => db.Set<Customer>().Any(c => c.Id == m.CustomerId && c.Email == email)).ToListAsync()));
            Assert.Equal((40L, 1), ((await shop.PointsOf(member)).Available, (await shop.PointsOf(member)).Journal.Count));
            Assert.Equal(1, await shop.InDb(db => db.Set<Customer>().CountAsync(c => c.Email == email)));
            Assert.Single(await shop.Mailbox(email), m => m.Template == "club-welcome");
            var referral = Assert.Single(await shop.InDb(db => db.Referrals.AsNoTracking().Where(r => r.AdvocateId == advocate.Id).ToListAsync()));
            Assert.NotNull(referral.VoucherCodeId);
            Assert.Equal(1, await shop.InDb(db => db.Set<PromotionCode>().CountAsync(c => db.Set<Promotion>().Any(p => p.Id == c.PromotionId && p.Name == "A friend's welcome"))));
        }
        NothingWentWrong();
    }

    [Fact]
    public async Task Orders_that_reach_a_tier_on_two_nodes_at_once_lift_it_once()
    {
        await shop.OpenClub(Rules);
        for (var round = 0; round < Rounds.Or(2); round++)
        {
            var email = $"lifted{round}@example.org";
            var (member, _) = await shop.Member(email);
            for (var i = 0; i < 3; i++)
            {
                var order = await Bought(member, $"K17-{round}-{i}");
                await shop.Tell();
                await shop.InDb(async db =>
                {
                    var sold = await db.Orders.SingleAsync(o => o.Id == order);
                    sold.MarkPacked(shop.Clock.Now, Actor.System);
                    sold.MarkShipped(shop.Clock.Now, Actor.System, "On its way");
                    sold.MarkDelivered(shop.Clock.Now, Actor.System);
                    return await db.SaveChangesAsync();
                });
            }
            await shop.Tell();
            shop.Clock.Advance(TimeSpan.FromDays(31));
            await AllAtOnce(4, services => services.GetRequiredService<ReleaseDuePoints>().Run(default));
            await shop.Tell();
            Assert.Equal(Tier.Silver, await shop.InDb(db => db.Memberships.Where(m => m.Id == member.Id).Select(m => m.Tier).SingleAsync()));
            Assert.Equal(180, (await shop.PointsOf(member)).Available);
            Assert.Equal(1, await shop.InDb(db => db.TierChanges.CountAsync(c => c.MemberId == member.Id && c.To == Tier.Silver && c.From == Tier.Member)));
            Assert.Single(await shop.Mailbox(email), m => m.Template == "tier-changed");
        }
        NothingWentWrong();
    }

    // The database notes who was second; they look again, and nobody hears of it.
    private void NothingWentWrong() => Assert.DoesNotContain(shop.Errors, e => !e.Contains("DbUpdate", StringComparison.Ordinal) && !e.Contains("Failed executing DbCommand", StringComparison.Ordinal));

    private async Task AllAtOnce(int many, Func<IServiceProvider, Task> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Enumerable.Range(0, many).Select(_ => Task.Run(async () =>
        {
            using var scope = shop.Services.CreateScope();
            await start.Task;
            await work(scope.ServiceProvider);
        })).ToList();
        start.SetResult();
        await Task.WhenAll(running);
    }

    private Task<Guid> Bought(Membership member, string number) => shop.InDb(async db =>
    {
        var (product, amount) = (await Given.Product().Priced(60_00).Stocked(5).Save(db, shop.Clock.Now), new Money(60_00));
        var order = Order.Place(new OrderRequest(number, member.CustomerId, null, OrderChannel.Phone, "someone@example.com", null, Given.Address(), null, null, "EUR",
            [new OrderLine(product.Id, product.Variants[0].Id, "SKU", product.Name, null, null, 1, amount, Money.Zero, 0, Money.Zero)], amount, Money.Zero, Money.Zero, Money.Zero, amount, "home", 0, null, null, null, Actor.System), shop.Clock.Now);
        order.MarkPaid(order.Due, shop.Clock.Now, Actor.Gateway);
        db.Add(order);
        await db.SaveChangesAsync();
        return order.Id;
    });
}
