using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Promotions;

namespace Shop.Tests.Races;

/// <summary>Many at once at the last piece of a reward: one has it, nobody else loses a point. SHOP_TEST_ROUNDS repeats it.</summary>
public sealed class RewardRaces : IDisposable
{
    private static readonly DateTime Day = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly TestDatabase _database = TestDatabase.Migrated();
    private readonly ServiceProvider _services;

    public RewardRaces() => _services = _database.Services(services => services.AddSingleton<TimeProvider>(new TestClock { Now = Day }).AddLoyalty());

    [Fact]
    public async Task Of_twenty_who_want_the_last_one_one_has_it_and_nobody_else_pays()
    {
        for (var round = 0; round < Rounds.Or(2); round++)
        {
            var reward = await With<ChangeReward, Guid>(change => change.Save(null, new RewardTerms("Last one", RewardKind.AmountOff, 200, Day.AddDays(-1)) { Words = "One.", Amount = new Money(500), Quota = 1 }, default));
            var members = new List<Membership>();
            await With<ShopDb, int>(db =>
            {
                for (var i = 0; i < 20; i++)
                {
                    var (customer, account) = (Customer.WithoutSignIn(CustomerOrigin.Import, null, "Kari Nord", "NO", Day), PointsAccount.Open());
                    members.Add(Membership.Join(customer.Id, account.Id, Day.AddDays(-1)));
                    account.Grant(new Entry($"given:{account.Id}", members[^1].Id, Day.AddDays(-1), Actor.System), 500, Day.AddDays(100));
                    db.AddRange(customer, account, members[^1]);
                }
                return db.SaveChangesAsync();
            });

            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            // Each presses twice.
            var presses = members.SelectMany(m => Enumerable.Repeat((Member: m, Once: m.Id), 2)).Select(p => Task.Run(async () =>
            {
                await start.Task;
                return (p.Member, Outcome: await With<ClaimReward, ClaimReward.Outcome>(take => take.Run(p.Member.CustomerId, reward, 200, p.Once, default)));
            })).ToList();
            start.SetResult();
            var outcomes = await Task.WhenAll(presses);

            var winner = Assert.Single(outcomes.Where(o => o.Outcome is ClaimReward.Taken).Select(o => o.Member.Id).Distinct());
            Assert.All(outcomes.Where(o => o.Member.Id != winner), o => Assert.Equal(RewardTrouble.SoldOut, Assert.IsType<ClaimReward.Refused>(o.Outcome).Offer.Trouble));
            var (claims, taken, codes, balances) = await With<ShopDb, (List<RewardClaim>, int, int, List<(Guid Member, long Available)>)>(async db => (
                await db.RewardClaims.AsNoTracking().Where(c => c.RewardId == reward).ToListAsync(), await db.Rewards.Where(r => r.Id == reward).Select(r => r.Taken).SingleAsync(),
                await db.Set<PromotionCode>().CountAsync(c => db.Set<Reward>().Any(r => r.Id == reward && r.PromotionId == c.PromotionId)),
                (await db.PointsAccounts.AsNoTracking().ToListAsync()).Join(members, a => a.Id, m => m.AccountId, (a, m) => (m.Id, a.Available)).ToList()));
            Assert.Equal((1, 1, winner), (taken, codes, Assert.Single(claims).MemberId));
            Assert.All(balances, b => Assert.Equal(b.Member == winner ? 300 : 500, b.Available));
        }
    }

    public void Dispose()
    {
        _services.Dispose();
        _database.Dispose();
    }

    private async Task<T> With<TService, T>(Func<TService, Task<T>> use) where TService : notnull
    {
        using var scope = _services.CreateScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
