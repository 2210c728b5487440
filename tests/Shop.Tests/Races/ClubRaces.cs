using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;

namespace Shop.Tests.Races;

/// <summary>Fifty at once at what the club gives once: the welcome, the points for a reward, the points of an order, a higher tier. SHOP_TEST_ROUNDS repeats it.</summary>
public sealed class ClubRaces(ListeningShop shop) : IClassFixture<ListeningShop>
{
    private const int Many = 50;

    private static readonly ProgrammeRules Rules = new()
    {
        Earning = new EarningTerms { Deeds = [new DeedTerms { Deed = Deed.Join, Points = 40, Ever = 1 }] },
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
