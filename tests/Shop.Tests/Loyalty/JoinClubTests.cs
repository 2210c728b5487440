using Microsoft.EntityFrameworkCore;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>Into the club and out of it, as a use case: once, from however many windows.</summary>
public sealed class JoinClubTests(ShopFactory shop) : IClassFixture<ShopFactory>, IAsyncLifetime
{
    public Task InitializeAsync() => shop.OpenClub(FullRules.First);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Who_joins_is_a_member_with_a_welcome_and_joining_twice_changes_nothing()
    {
        var customer = await Customer();
        Assert.Equal(50, Assert.IsType<JoinClub.Joined>(await Join(customer)).Points);
        Assert.IsType<JoinClub.WasMember>(await Join(customer));

        var account = await Account(customer);
        var entry = Assert.Single(account.Journal);
        Assert.Equal((50, PointsMove.Granted, JoinClub.Reason), (account.SpendableAt(shop.Clock.Now), entry.Kind, entry.Reason));
        Assert.Equal((ActorKind.Customer, customer), (entry.ByKind, entry.ById));
        Assert.NotNull(entry.RuleSetId);
    }

    [Fact]
    public async Task Fifty_at_once_are_one_membership_with_one_welcome()
    {
        for (var round = 0; round < Races.Rounds.Or(1); round++)
        {
            var customer = await Customer();
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Join(customer))));
            Assert.Equal(50, Assert.IsType<JoinClub.Joined>(Assert.Single(outcomes, o => o is JoinClub.Joined)).Points);
            Assert.Equal(49, outcomes.Count(o => o is JoinClub.WasMember));
            Assert.Equal(1, await shop.InDb(db => db.Memberships.CountAsync(m => m.CustomerId == customer)));
            Assert.Equal(50, (await Account(customer)).SpendableAt(shop.Clock.Now));
        }
    }

    [Fact]
    public async Task Who_leaves_loses_the_points_in_the_journal_and_begins_anew_without_another_welcome()
    {
        var customer = await Customer();
        await Join(customer);
        await Earn(customer, 120);
        Assert.Equal((50, 120), ((await Account(customer)).Available, (await Account(customer)).Pending));
        Assert.True(await Leave(customer));
        Assert.False(await Leave(customer)); // told twice

        var account = await Account(customer);
        Assert.Equal((0, 0, 0, 0), (account.Available, account.Pending, account.CreditsPending, account.Debt));
        Assert.Equal([LeaveClub.Reason, LeaveClub.Reason], account.Journal.OrderByDescending(t => t.Number).Take(2).Select(t => t.Reason));
        Assert.Equal(0, await shop.InDb(db => db.EarnedLines.SumAsync(l => l.Points))); // nothing is left for a return to take
        Assert.Equal(MembershipState.Left, await shop.InDb(db => db.Memberships.Where(m => m.CustomerId == customer).Select(m => m.State).SingleAsync()));

        Assert.Equal(0, Assert.IsType<JoinClub.Joined>(await Join(customer)).Points);
        Assert.Equal((0, 4), ((await Account(customer)).Available, (await Account(customer)).Journal.Count));
    }

    [Fact]
    public async Task What_leaving_took_away_is_not_owed_again_when_the_goods_come_back_but_what_was_spent_is()
    {
        foreach (var spent in new[] { 0, 70 })
        {
            var customer = await Customer();
            await Join(customer);
            var order = await Released(customer, 120);
            if (spent > 0) await Move(customer, (account, member) => account.TakeAway(new Entry($"test:{order}:gone", member.Id, shop.Clock.Now, Actor.System), 50 + spent, PointsMove.Redeemed)); // the welcome ends sooner and goes first
            await Leave(customer);
            for (var i = 0; i < 2; i++)
            {
                await shop.InDb(db =>
                {
                    db.SavedEvents.Add(SavedEvent.From(new Shop.Ordering.OrderCancelled(order, customer)));
                    return db.SaveChangesAsync();
                });
                await shop.Tell();
            }
            var account = await Account(customer);
            Assert.Equal((0L, (long)spent), (account.Available, account.Debt));
            // Nor from what they have since, when they came back.
            await Join(customer);
            await Released(customer, 500);
            var again = await Released(customer, 90);
            await Leave(customer);
            await Join(customer);
            await Released(customer, 200);
            var before = (await Account(customer)).Available;
            await shop.InDb(db =>
            {
                db.SavedEvents.Add(SavedEvent.From(new Shop.Ordering.OrderCancelled(again, customer)));
                return db.SaveChangesAsync();
            });
            await shop.Tell();
            Assert.Equal((before, 0L), ((await Account(customer)).Available, (await Account(customer)).Debt));
            Assert.Equal(120, -account.Journal.Single(t => t.Kind == PointsMove.Revoked).Postings.Where(p => p is { Unit: LedgerUnit.Points, Book: Book.Issued }).Sum(p => -p.Amount));
        }
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task Where_no_rules_are_published_there_is_no_club()
    {
        using var other = new ShopFactory();
        var customer = await other.InDb(Customer);
        Assert.IsType<JoinClub.NoClub>(await other.With<JoinClub, JoinClub.Outcome>(join => join.Run(customer, default)));
    }

    private Task<JoinClub.Outcome> Join(Guid customer) => shop.With<JoinClub, JoinClub.Outcome>(join => join.Run(customer, default));

    private Task<bool> Leave(Guid customer) => shop.With<LeaveClub, bool>(leave => leave.Run(customer, default));

    private Task<int> Earn(Guid customer, long points) => shop.InDb(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var member = await db.Memberships.SingleAsync(m => m.CustomerId == customer);
        var account = await new PointsLedger(db).Open(member.AccountId, default);
        var rules = await db.RuleSets.Select(r => r.Id).SingleAsync();
        var order = NewId.Next();
        account.Earn(new Entry($"test:{order}", member.Id, shop.Clock.Now, Actor.System, OrderId: order, RuleSetId: rules), points, points);
        db.Add(EarnedLine.Of(account.Journal[^1], NewId.Next(), 2, points, points));
        var saved = await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return saved;
    });

    // An order of one piece whose time to be sent back is over; no order stands behind it but its lines.
    private async Task<Guid> Released(Guid customer, long points)
    {
        var order = NewId.Next();
        await Move(customer, (account, member) =>
        {
            account.Earn(new Entry($"order:{order}:earned", member.Id, shop.Clock.Now, Actor.System, OrderId: order), points, points);
            var (lot, earned) = (account.Lots[^1], account.Journal[^1]);
            account.MakeDue(new Entry($"order:{order}:due", member.Id, shop.Clock.Now, Actor.System, OrderId: order), lot, shop.Clock.Now);
            account.Release(new Entry($"lot:{lot.Id}:released", member.Id, shop.Clock.Now, Actor.System, OrderId: order), lot, shop.Clock.Now.AddYears(2));
            return EarnedLine.Of(earned, NewId.Next(), 1, points, points);
        });
        return order;
    }

    private Task<int> Move(Guid customer, Action<PointsAccount, Membership> move) => Move(customer, (account, member) => { move(account, member); return null; });

    private Task<int> Move(Guid customer, Func<PointsAccount, Membership, EarnedLine?> move) => shop.InDb(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var member = await db.Memberships.SingleAsync(m => m.CustomerId == customer);
        if (move(await new PointsLedger(db).Open(member.AccountId, default), member) is { } line) db.Add(line);
        var saved = await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return saved;
    });

    private Task<Guid> Customer() => shop.InDb(Customer);

    private static async Task<Guid> Customer(ShopDb db)
    {
        var customer = Shop.Customers.Customer.WithoutSignIn(CustomerOrigin.Import, null, "Kari Nord", "NO", TestClock.Opening);
        db.Add(customer);
        await db.SaveChangesAsync();
        return customer.Id;
    }

    private Task<PointsAccount> Account(Guid customer) => shop.InDb(async db =>
    {
        var account = await db.Memberships.Where(m => m.CustomerId == customer).Select(m => m.AccountId).SingleAsync();
        return await db.PointsAccounts.AsNoTracking().Include(a => a.Lots).Include(a => a.Journal).SingleAsync(a => a.Id == account);
    });
}
