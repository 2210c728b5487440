using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>The journal in the database: written with balances and lots, and then for ever.</summary>
public sealed class JournalTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    public static TheoryData<string, string> Protected => new()
    {
        { "loyalty_transactions", "\"Reason\" = 'changed'" }, { "loyalty_postings", "\"Amount\" = 7" },
        { "loyalty_earned_lines", "\"Points\" = 7" }, { "loyalty_tier_changes", "\"Credits\" = 7" },
    };

    [Fact]
    public async Task What_is_written_is_read_again_with_its_balances_lots_and_seals()
    {
        var id = await Account(100);

        await shop.InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var account = await new PointsLedger(db).Open(id, default);
            Assert.True(account.Reserve(new Entry($"test:{id}:reserve", NewId.Next(), shop.Clock.Now, Actor.System), 40));
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return 0;
        });

        await shop.InDb(async db =>
        {
            var account = await db.PointsAccounts.AsNoTracking().Include(a => a.Lots).Include(a => a.Journal).SingleAsync(a => a.Id == id);
            Assert.Equal((60, 40, 2), (account.Available, account.Reserved, account.LastNumber));
            Assert.All(account.Journal, t => Assert.Equal(t.Hash, t.Reseal()));
            var again = PointsAccount.Replay(id, account.Journal.OrderBy(t => t.Number));
            Assert.Equal((account.Available, account.Reserved, account.LastHash), (again.Available, again.Reserved, again.LastHash));
            Assert.Equivalent(account.Lots.OrderBy(l => l.Id), again.Lots.OrderBy(l => l.Id), strict: true);
            return 0;
        });
    }

    [Fact]
    public async Task The_same_source_is_written_once()
    {
        var id = await Account(100);
        await Assert.ThrowsAnyAsync<DbUpdateException>(() => shop.InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            (await new PointsLedger(db).Open(id, default)).Grant(new Entry($"test:{id}", NewId.Next(), shop.Clock.Now, Actor.System), 100, shop.Clock.Now.AddDays(90));
            return await db.SaveChangesAsync();
        }));
        Assert.Equal(100, await shop.InDb(db => db.PointsAccounts.Where(a => a.Id == id).Select(a => a.Available).SingleAsync()));
    }

    [Theory, MemberData(nameof(Protected))]
    public async Task The_database_refuses_to_change_or_delete_it(string table, string change)
    {
        await Account(100, withLines: true);
        foreach (var statement in new[] { $"UPDATE {table} SET {change}", $"DELETE FROM {table}" })
        {
            var refusal = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => shop.InDb(db => db.Database.ExecuteSqlRawAsync(statement)));
            Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
        }
    }

    private async Task<Guid> Account(long points, bool withLines = false)
    {
        var account = PointsAccount.Open();
        var order = NewId.Next();
        account.Grant(new Entry($"test:{account.Id}", NewId.Next(), shop.Clock.Now, Actor.System, OrderId: order), points, shop.Clock.Now.AddDays(90));
        await shop.InDb(async db =>
        {
            db.Add(account);
            if (withLines)
            {
                db.Add(EarnedLine.Of(account.Journal[0], NewId.Next(), 1, points, points));
                var customer = Customer.WithoutSignIn(CustomerOrigin.Import, null, "Kari Nord", "NO", shop.Clock.Now);
                db.Add(customer);
                var member = Membership.Join(customer.Id, account.Id, shop.Clock.Now);
                db.Add(member);
                db.Add(TierChange.Of(member.Id, 1, shop.Clock.Now, Tier.Member, Tier.Silver, null, NewId.Next(), new Period(shop.Clock.Now.AddYears(-1), shop.Clock.Now), 100, "Enough"));
            }
            return await db.SaveChangesAsync();
        });
        return account.Id;
    }
}
