using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Races;

/// <summary>Many at once at the last points of one account: they pay once, and everybody else is refused and nothing more. SHOP_TEST_ROUNDS repeats each of them.</summary>
public sealed class PointsRaces : IDisposable
{
    private static readonly DateTime Day = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly TestDatabase _database = TestDatabase.Migrated();
    private readonly ServiceProvider _services;

    public PointsRaces() => _services = _database.Services(services => services.AddScoped<PointsLedger>());

    [Theory, InlineData(500, 300, 1), InlineData(500, 500, 1), InlineData(500, 70, 7)]
    public async Task Of_fifty_who_pay_with_the_same_points_as_many_do_as_there_are_points_for(int points, int each, int winners)
    {
        for (var round = 0; round < Rounds.Or(2); round++)
        {
            var account = PointsAccount.Open();
            // In three lots, so that winners take parts of several.
            foreach (var part in new[] { points / 2, points / 3, points - points / 2 - points / 3 }) account.Grant(Told(Guid.NewGuid().ToString("N")), part, Day.AddDays(100 + part));
            await InDb((db, _) => { db.Add(account); return db.SaveChangesAsync(); });

            var orders = Enumerable.Range(0, 50).Select(_ => NewId.Next()).ToList();
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var pays = orders.Select(order => Task.Run(async () =>
            {
                await start.Task;
                return await InDb((db, ledger) => Pay(db, ledger, account.Id, order, each));
            })).ToList();
            start.SetResult();
            var paid = await Task.WhenAll(pays); // a failure other than the refusal would end it here

            Assert.Equal(winners, paid.Count(p => p));
            var kept = await InDb((db, _) => db.PointsAccounts.AsNoTracking().Include(a => a.Lots).Include(a => a.Journal).SingleAsync(a => a.Id == account.Id));
            Assert.Equal((points - winners * each, winners * each, 3 + winners), (kept.Available, kept.Reserved, kept.LastNumber));
            Assert.Equal(winners, await InDb((db, _) => db.PointsReservations.CountAsync(r => r.AccountId == account.Id)));
            Assert.Equal(orders.Zip(paid).Where(p => p.Second).Select(p => p.First).Order(), kept.Journal.Where(t => t.Kind == PointsMove.Reserved).Select(t => t.OrderId!.Value).Order());
            Assert.Equal(kept.LastHash, PointsAccount.Replay(account.Id, kept.Journal.OrderBy(t => t.Number)).LastHash);
            Assert.Equal(Enumerable.Range(1, 3 + winners), kept.Journal.Select(t => (int)t.Number).Order());
        }
    }

    [Fact]
    public async Task Two_who_give_each_other_points_at_once_both_do_and_none_are_made_or_lost()
    {
        for (var round = 0; round < Rounds.Or(2); round++)
        {
            var accounts = new[] { PointsAccount.Open(), PointsAccount.Open() };
            foreach (var account in accounts) account.Grant(Told(Guid.NewGuid().ToString("N")), 1_000, Day.AddDays(100));
            await InDb((db, _) => { db.AddRange(accounts); return db.SaveChangesAsync(); });

            await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Task.Run(() => InDb((db, ledger) => Give(db, ledger, accounts[n % 2].Id, accounts[1 - n % 2].Id, 10)))));

            var kept = await InDb((db, _) => db.PointsAccounts.AsNoTracking().Where(a => a.Id == accounts[0].Id || a.Id == accounts[1].Id).ToListAsync());
            Assert.All(kept, a => Assert.Equal((1_000, 21), (a.Available, a.LastNumber)));
        }
    }

    public void Dispose()
    {
        _services.Dispose();
        _database.Dispose();
    }

    private static Task<bool> Pay(ShopDb db, PointsLedger ledger, Guid id, Guid order, int points) => db.Retrying(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var account = await ledger.Open(id, default);
        if (!account.Reserve(Told($"order:{order}:reserved") with { OrderId = order }, points)) return false;
        db.Add(Reservation.Of(order, Membership.Join(NewId.Next(), id, Day), points, new Money(points), Day));
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return true;
    }, default);

    private static Task<bool> Give(ShopDb db, PointsLedger ledger, Guid from, Guid to, int points) => db.Retrying(async () =>
    {
        var key = Guid.NewGuid().ToString("N");
        await using var transaction = await db.Database.BeginTransactionAsync();
        var (giver, receiver) = await ledger.OpenBoth(from, to, default);
        giver.TakeAway(Told($"{key}:sent"), points, PointsMove.Sent);
        receiver.Grant(Told($"{key}:received"), points, Day.AddDays(100), PointsMove.Received);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return true;
    }, default);

    private async Task<T> InDb<T>(Func<ShopDb, PointsLedger, Task<T>> work)
    {
        using var scope = _services.CreateScope();
        return await work(scope.ServiceProvider.GetRequiredService<ShopDb>(), scope.ServiceProvider.GetRequiredService<PointsLedger>());
    }

    private static Entry Told(string key) => new(key, Guid.Empty, Day, Actor.System);
}
