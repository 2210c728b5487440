using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>What went wrong in other shops' points, each told again here, where it must not.</summary>
public sealed class FaultsOfOthersTests : IDisposable
{
    private static readonly DateTime Day = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Kari = NewId.Next();
    private static readonly Guid Ola = NewId.Next();

    private readonly TestDatabase _database = TestDatabase.Migrated();
    private readonly ServiceProvider _services;
    private int _told;

    public FaultsOfOthersTests() => _services = _database.Services(services => services.AddScoped<PointsLedger>());

    [Fact] // nopCommerce 2946: an order that was marked paid twice brought its points twice
    public async Task An_order_that_is_told_to_be_paid_by_many_at_once_earns_once()
    {
        var (account, order) = (await Account(), NewId.Next());
        var told = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => Once($"order:{order}:earned", account, (a, e) => a.Earn(e with { OrderId = order }, 100, 100)))));
        Assert.Equal(1, told.Count(t => t));
        Assert.Equal((100, 1), await Read(account, a => (a.Pending, a.LastNumber)));
    }

    [Fact] // nopCommerce 5595: 50 points for joining all spent, the order earned 21; it was cancelled and refunded, and the balance was not 50 again
    public async Task After_a_cancelled_order_the_balance_is_what_it_was_before_it()
    {
        var account = await Account();
        await Do(account, (a, e) => a.Grant(e, 50, Day.AddDays(300)));
        await Do(account, (a, e) => Assert.True(a.Reserve(e, 50)));
        await Do(account, (a, e) => a.Spend(e, [new LotPart(a.Lots[0].Id, 50)]));
        await Do(account, (a, e) => a.Earn(e with { OrderId = NewId.Next() }, 21, 21));
        var joined = await Read(account, a => a.Lots.Single(l => l.OrderId is null).Id);
        await Do(account, (a, e) => a.Revoke(e, a.Lots.Single(l => l.IsPending), 21, 21));
        await Do(account, (a, e) => a.GiveBack(e, [new LotPart(joined, 50)], Day.AddDays(30)), joined);

        Assert.Equal((50, 0, 0, 50, 0), await Read(account, a => (a.Available, a.Pending, a.Debt, a.SpendableAt(Day), a.CreditsPending)));
        Assert.Equal([50L, 0, 0, 0, 0, 50], await Read(account, a => a.Journal.OrderBy(t => t.Number).Select(t => t.AvailableAfter).ToList()));
    }

    [Theory] // nopCommerce 3643, 4734, 5764: an order partly paid with points earned none, for one field held both what it spent and what it earned
    [InlineData(false), InlineData(true)]
    public async Task An_order_that_is_partly_paid_with_points_earns_and_spends_and_a_return_sees_both(bool paidFirst)
    {
        var (account, order) = (await Account(), NewId.Next());
        await Do(account, (a, e) => a.Grant(e, 100, Day.AddDays(300)));
        var paid = await Read(account, a => a.Lots.Single().Id);
        if (!paidFirst) await Earn();
        await Do(account, (a, e) => Assert.True(a.Reserve(e with { OrderId = order }, 100)));
        await Do(account, (a, e) => a.Spend(e with { OrderId = order }, [new LotPart(paid, 100)]), paid);
        if (paidFirst) await Earn();
        Assert.Equal((0, 50), await Read(account, a => (a.Available, a.Pending)));

        await Do(account, (a, e) => a.Release(e, a.Lots.Single(l => l.OrderId == order), Day.AddDays(365)), paid);
        await Do(account, (a, e) => a.GiveBack(e with { OrderId = order }, [new LotPart(paid, 100)], Day.AddDays(30)), paid);
        await Do(account, (a, e) => a.Revoke(e with { OrderId = order }, a.Lots.Single(l => l.OrderId == order), 50, 50), paid);
        Assert.Equal((100, 0, 0), await Read(account, a => (a.Available, a.Pending, a.Debt)));

        Task Earn() => Do(account, (a, e) => a.Earn(e with { OrderId = order }, 50, 50));
    }

    [Fact] // nopCommerce 6752: points that became spendable took their balance from whoever moved points last
    public async Task Points_that_become_spendable_know_their_own_member_only()
    {
        var (kari, ola) = (await Account(), await Account());
        await Do(kari, (a, e) => a.Earn(e with { OrderId = NewId.Next() }, 10, 10));
        await Do(ola, (a, e) => a.Grant(e with { MemberId = Ola }, 9_000, Day.AddDays(300)));
        await Do(kari, (a, e) => a.Release(e, a.Lots.Single(), Day.AddDays(300)));
        await Do(ola, (a, e) => a.TakeAway(e with { MemberId = Ola }, 1_000));
        await Do(kari, (a, e) => a.Grant(e, 5, Day.AddDays(300)));

        Assert.Equal((15, 15), await Read(kari, a => (a.Available, a.Lots.Sum(l => l.Remaining))));
        Assert.Equal([0L, 10, 15], await Read(kari, a => a.Journal.OrderBy(t => t.Number).Select(t => t.AvailableAfter).ToList()));
        Assert.Equal([9_000L, 8_000], await Read(ola, a => a.Journal.OrderBy(t => t.Number).Select(t => t.AvailableAfter).ToList()));
        Assert.All(await Read(kari, a => a.Journal.ToList()), t => Assert.Equal(Kari, t.MemberId));
    }

    public void Dispose()
    {
        _services.Dispose();
        _database.Dispose();
    }

    private async Task<Guid> Account()
    {
        var account = PointsAccount.Open();
        using var scope = _services.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        db.Add(account);
        await db.SaveChangesAsync();
        return account.Id;
    }

    private async Task Do(Guid account, Action<PointsAccount, Entry> act, params Guid[] lots) => Assert.True(await Once($"told:{++_told}", account, act, lots));

    private async Task<bool> Once(string key, Guid id, Action<PointsAccount, Entry> act, params Guid[] lots)
    {
        using var scope = _services.CreateScope();
        var (db, ledger) = (scope.ServiceProvider.GetRequiredService<ShopDb>(), scope.ServiceProvider.GetRequiredService<PointsLedger>());
        return await db.Retrying(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var account = await ledger.Open(id, default, lots: lots);
            if (await ledger.Knows(key, default)) return false;
            act(account, new Entry(key, Kari, Day, Actor.System));
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return true;
        }, default);
    }

    private async Task<T> Read<T>(Guid id, Func<PointsAccount, T> read)
    {
        using var scope = _services.CreateScope();
        return read(await scope.ServiceProvider.GetRequiredService<ShopDb>().PointsAccounts.AsNoTracking().Include(a => a.Lots).Include(a => a.Journal).SingleAsync(a => a.Id == id));
    }
}
