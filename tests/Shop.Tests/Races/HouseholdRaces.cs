using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Races;

/// <summary>Members come, go and spend at the same instant: nobody is in two households, nobody spends what is not theirs any more, and no point is made or lost. SHOP_TEST_ROUNDS repeats it.</summary>
public sealed class HouseholdRaces : IDisposable
{
    private static readonly DateTime Day = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly TestDatabase _database = TestDatabase.Migrated();
    private readonly ServiceProvider _services;

    public HouseholdRaces() => _services = _database.Services(services => services.AddSingleton<TimeProvider>(new TestClock { Now = Day }).AddLoyalty());

    [Fact]
    public async Task Who_is_let_into_two_at_once_is_in_one()
    {
        for (var round = 0; round < Rounds.Or(2); round++)
        {
            var (one, two, guest) = (await Member(100), await Member(100), await Member(100));
            var seats = new List<(Membership Owner, Guid Seat)> { (one, await Invite(one, guest)), (two, await Invite(two, guest)) };
            var answers = await AllAtOnce(Enumerable.Range(0, 8).Select(n => seats[n % 2]).Select(s => (Func<Task<bool>>)(() => Dared(() => With<ChangeHousehold>(c => c.Approve(s.Owner.CustomerId, s.Seat, default))))));
            Assert.Contains(true, answers);
            Assert.Equal(1, await Ask(db => db.HouseholdSeats.CountAsync(s => s.MemberId == guest.Id && s.State == SeatState.In)));
            Assert.Equal((300L, 0L), (await Sum(one, two), await Ask(db => db.PointsAccounts.Where(a => a.Id == guest.AccountId).Select(a => a.Available).SingleAsync())));
        }
    }

    [Fact]
    public async Task One_leaves_while_both_spend()
    {
        var reward = await Opened();
        for (var round = 0; round < Rounds.Or(2); round++)
        {
            var (owner, guest) = (await Member(300), await Member(200));
            var seat = await Invite(owner, guest);
            await With<ChangeHousehold>(c => c.Approve(owner.CustomerId, seat, default));
            Func<Task<bool>> Spend(Membership who) => () => Use<ClaimReward, bool>(async take => await take.Run(who.CustomerId, reward, 400, NewId.Next(), default) is ClaimReward.Taken);
            var answers = await AllAtOnce([Spend(owner), Spend(guest), () => Use<LeaveHousehold, bool>(leave => leave.Run(guest.CustomerId, default)), Spend(guest), Spend(owner)]);

            Assert.Single(answers.Where((done, n) => n != 2 && done)); // whoever it was had all of it, once
            Assert.True(answers[2]);
            Assert.Equal(100, await Sum(owner));
            Assert.Equal(0, await Sum(guest));
            Assert.Null((await Ask(db => db.Memberships.AsNoTracking().SingleAsync(m => m.Id == guest.Id))).HouseholdId);
        }
    }

    [Fact]
    public async Task Both_leave_at_once_and_one_of_them_is_the_last()
    {
        for (var round = 0; round < Rounds.Or(2); round++)
        {
            var (owner, guest) = (await Member(300), await Member(200));
            var seat = await Invite(owner, guest);
            await With<ChangeHousehold>(c => c.Approve(owner.CustomerId, seat, default));
            Assert.DoesNotContain(false, await AllAtOnce(new[] { owner, guest }.Select(m => (Func<Task<bool>>)(() => Use<LeaveHousehold, bool>(leave => leave.Run(m.CustomerId, default))))));
            Assert.Equal([0L, 500], new[] { await Sum(owner), await Sum(guest) }.Order());
            Assert.Equal(1, await Ask(db => db.Households.CountAsync(h => h.OwnerId == owner.Id && h.EndedAt != null || h.OwnerId == guest.Id && h.EndedAt != null)));
        }
    }

    public void Dispose()
    {
        _services.Dispose();
        _database.Dispose();
    }

    private static async Task<bool[]> AllAtOnce(IEnumerable<Func<Task<bool>>> work)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = work.Select(w => Task.Run(async () =>
        {
            await start.Task;
            return await w();
        })).ToList();
        start.SetResult();
        return await Task.WhenAll(running);
    }

    private static async Task<bool> Dared(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (RuleBroken)
        {
            return false;
        }
    }

    private Task<Guid> Opened() => Use<ChangeReward, Guid>(change => change.Save(null, new RewardTerms("Seat", RewardKind.EventSeat, 400, Day.AddDays(-1)) { Words = "One.", HeldAt = Day.AddDays(9), Place = "Bergen" }, default));

    private Task<Membership> Member(long points) => Ask(async db =>
    {
        var (customer, account) = (Customer.WithoutSignIn(CustomerOrigin.Import, null, "Kari Nord", "NO", Day), PointsAccount.Open());
        var member = Membership.Join(customer.Id, account.Id, Day.AddDays(-1));
        account.Grant(new Entry($"given:{account.Id}", member.Id, Day.AddDays(-1), Actor.System), points, Day.AddDays(100));
        db.AddRange(customer, account, member);
        await db.SaveChangesAsync();
        return member;
    });

    // The owner's household is opened when there is none yet; the guest has accepted.
    private async Task<Guid> Invite(Membership owner, Membership guest)
    {
        await With<ChangeHousehold>(c => c.Open(owner.CustomerId, "Home", default));
        await With<ChangeHousehold>(c => c.Invite(owner.CustomerId, guest.Number, "Nord", default));
        var seat = await Ask(db => db.HouseholdSeats.Where(s => s.MemberId == guest.Id && s.State == SeatState.Invited).Select(s => s.Id).SingleAsync());
        await With<ChangeHousehold>(c => c.Answer(guest.CustomerId, seat, yes: true, default));
        return seat;
    }

    private Task<long> Sum(params Membership[] members) => Ask(async db =>
    {
        var ids = members.Select(m => m.Id).ToList();
        var accounts = await db.Memberships.Where(m => ids.Contains(m.Id)).Select(m => m.AccountId).Distinct().ToListAsync();
        return await db.PointsAccounts.Where(a => accounts.Contains(a.Id)).SumAsync(a => a.Available);
    });

    private Task<T> Ask<T>(Func<ShopDb, Task<T>> ask) => Use<ShopDb, T>(ask);

    private Task<int> With<TService>(Func<TService, Task> use) where TService : notnull => Use<TService, int>(async service =>
    {
        await use(service);
        return 0;
    });

    private async Task<T> Use<TService, T>(Func<TService, Task<T>> use) where TService : notnull
    {
        using var scope = _services.CreateScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
