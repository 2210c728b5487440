using Microsoft.EntityFrameworkCore;
using Shop.Demo;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;

namespace Shop.Tests.Loyalty;

/// <summary>Jobs that run late, or in another order, end as if they had run in time; and statements add up by the dates they tell.</summary>
public sealed class LateJobsTests(ShopFactory shop) : IClassFixture<ShopFactory>, IAsyncLifetime
{
    public Task InitializeAsync() => shop.OpenClub(KilnRules.First);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_tier_does_not_end_while_credits_that_keep_it_wait_to_be_released()
    {
        var now = shop.Clock.Now;
        var (member, _) = await shop.Member("late@example.org");
        var rules = await shop.InDb(db => db.RuleSets.Select(r => r.Id).SingleAsync());
        await shop.InDb(async db =>
        {
            var account = await db.PointsAccounts.SingleAsync(a => a.Id == member.AccountId);
            var (first, second) = (account.Earn(At("first", now), 300, 300)!, account.Earn(At("second", now), 250, 250)!);
            account.MakeDue(At("first-due", now), first, now);
            account.MakeDue(At("second-due", now), second, now.AddDays(340));
            account.Release(At("first-released", now), first, now.AddYears(1));
            return await db.SaveChangesAsync();
        });
        await shop.With<StandMember>(stand => stand.Run(member.Id, now, default));
        Assert.Equal(Tier.Silver, (await Stored()).Tier);

        shop.Clock.Now = now.AddDays(365 + 60); // nothing ran for long
        await shop.With<EndTiers>(job => job.Run(default));
        Assert.Equal(Tier.Silver, (await Stored()).Tier);
        await shop.With<ReleaseDuePoints>(job => job.Run(default));
        await shop.With<EndTiers>(job => job.Run(default));

        var kept = await Stored();
        Assert.Equal((Tier.Silver, now), (kept.Tier, kept.TierSince));
        Assert.True(kept.TierValidUntil > shop.Clock.Now);
        Assert.Single(await shop.InDb(db => db.TierChanges.Where(c => c.MemberId == member.Id).ToListAsync()));
        shop.Clock.Now = now;

        Entry At(string key, DateTime at) => new($"late:{key}", member.Id, at, Actor.System, RuleSetId: rules);

        Task<Membership> Stored() => shop.InDb(db => db.Memberships.AsNoTracking().SingleAsync(m => m.Id == member.Id));
    }

    [Fact]
    public async Task An_order_earns_by_the_tier_of_when_it_was_paid_however_late_that_is_told()
    {
        var now = shop.Clock.Now;
        var (member, _) = await shop.Member("told-late@example.org");
        var orders = new List<Guid>();
        var product = await shop.Have(Given.Product().Priced(80_00).Stocked(9));
        foreach (var (number, paid) in new[] { ("TL-1", now), ("TL-2", now.AddDays(2)) })
            orders.Add(await shop.InDb(async db =>
            {
                var amount = new Money(80_00);
                var order = global::Shop.Ordering.Order.Place(new OrderRequest(number, member.CustomerId, null, OrderChannel.Phone, "told-late@example.org", null, Given.Address(), null, null, "EUR",
                    [new OrderLine(product.Id, product.Variants[0].Id, "SKU", product.Name, null, null, 1, amount, Money.Zero, 0, Money.Zero)], amount, Money.Zero, Money.Zero, Money.Zero, amount, "home", 0, null, null, null, Actor.System), now);
                order.MarkPaid(order.Due, paid, Actor.Gateway);
                db.Add(order);
                await db.SaveChangesAsync();
                await db.SavedEvents.ExecuteDeleteAsync(); // nobody hears of it yet
                return order.Id;
            }));
        var rules = await shop.InDb(db => db.RuleSets.Select(r => r.Id).SingleAsync());
        await shop.InDb(async db =>
        {
            (await db.Memberships.SingleAsync(m => m.Id == member.Id)).Stand(Tier.Silver, now.AddDays(1), now.AddYears(1), rules);
            db.Add(TierChange.Of(member.Id, 1, now.AddDays(1), Tier.Member, Tier.Silver, now.AddYears(1), rules, new Period(now.AddYears(-1), now.AddDays(1)), 300, "Reached"));
            return await db.SaveChangesAsync();
        });
        foreach (var order in orders)
            await shop.InDb(async db =>
            {
                db.SavedEvents.Add(global::Shop.Data.SavedEvent.From(new OrderPaid(order, member.CustomerId, new Money(80_00))));
                return await db.SaveChangesAsync();
            });
        await shop.Tell();
        var lots = (await shop.PointsOf(member)).Lots.Where(l => l.OrderId is not null).ToDictionary(l => l.OrderId!.Value, l => l.Granted);
        Assert.Equal((80, 100), (lots[orders[0]], lots[orders[1]])); // Silver earns a quarter more
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // what was earned before it waits in the member's own account
    public async Task What_fell_due_before_an_order_was_paid_counts_for_it_before_the_job_came_by(bool inHousehold)
    {
        var now = shop.Clock.Now;
        var (member, _) = await shop.Member(inHousehold ? "before-at-home@example.org" : "before-alone@example.org");
        var rules = await shop.InDb(db => db.RuleSets.Select(r => r.Id).SingleAsync());
        await shop.InDb(async db =>
        {
            var account = await db.PointsAccounts.SingleAsync(a => a.Id == member.AccountId);
            var lot = account.Earn(new Entry($"job:first:{inHousehold}", member.Id, now, Actor.System, RuleSetId: rules), 300, 300)!;
            account.MakeDue(new Entry($"job:due:{inHousehold}", member.Id, now, Actor.System, RuleSetId: rules), lot, now.AddHours(1));
            return await db.SaveChangesAsync();
        });
        if (inHousehold) await shop.With<ChangeHousehold>(household => household.Open(member.CustomerId, "Home", default));
        var order = await shop.InDb(async db =>
        {
            var (product, amount) = (await Given.Product().Priced(80_00).Stocked(9).Save(db, now), new Money(80_00));
            var placed = global::Shop.Ordering.Order.Place(new OrderRequest($"JOB-{inHousehold}", member.CustomerId, null, OrderChannel.Phone, inHousehold ? "before-at-home@example.org" : "before-alone@example.org", null, Given.Address(), null, null, "EUR",
                [new OrderLine(product.Id, product.Variants[0].Id, "SKU", product.Name, null, null, 1, amount, Money.Zero, 0, Money.Zero)], amount, Money.Zero, Money.Zero, Money.Zero, amount, "home", 0, null, null, null, Actor.System), now);
            placed.MarkPaid(placed.Due, now.AddHours(2), Actor.Gateway);
            db.Add(placed);
            await db.SaveChangesAsync();
            return placed.Id;
        });
        shop.Clock.Now = now.AddHours(3);
        await shop.Tell();
        Assert.Equal(100, await shop.InDb(db => db.PointsLots.Where(l => l.OrderId == order).Select(l => l.Granted).SingleAsync())); // Silver's
        var standing = await shop.InDb(db => db.Memberships.AsNoTracking().SingleAsync(m => m.Id == member.Id));
        Assert.Equal((Tier.Silver, now.AddHours(1)), (standing.Tier, standing.TierSince));
        shop.Clock.Now = now;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // the first one paid a debt, all of it
    public async Task Of_two_orders_whose_points_become_free_in_one_go_one_is_the_first(bool owes)
    {
        var now = shop.Clock.Now;
        var (member, _) = await shop.Member(owes ? "first-owes@example.org" : "first-free@example.org");
        var rules = await shop.InDb(db => db.RuleSets.Select(r => r.Id).SingleAsync());
        await shop.InDb(async db =>
        {
            var account = await db.PointsAccounts.SingleAsync(a => a.Id == member.AccountId);
            if (owes)
            {
                account.Grant(At("gift"), 60, now.AddYears(1));
                account.TakeAway(At("spent"), 60, PointsMove.Redeemed);
                account.Revoke(At("revoked"), account.Lots.Single(), 60, 0);
            }
            for (var i = 0; i < 2; i++)
            {
                var order = NewId.Next();
                account.MakeDue(At($"due{i}"), account.Earn(At($"earned{i}") with { OrderId = order }, 40, 40)!, now.AddHours(i + 1));
            }
            return await db.SaveChangesAsync();
        });
        shop.Clock.Now = now.AddDays(3); // nothing ran for days
        await shop.With<ReleaseDuePoints>(job => job.Run(default));
        await shop.Tell();
        var given = await shop.InDb(db => db.PointsTransactions.Where(t => t.MemberId == member.Id && t.SourceKey.StartsWith("deed:FirstOrder")).Select(t => t.At).ToListAsync());
        Assert.Equal(now.AddHours(1), Assert.Single(given));
        shop.Clock.Now = now;

        Entry At(string key) => new($"first:{owes}:{key}", member.Id, now, Actor.System, RuleSetId: rules);
    }

    [Fact]
    public async Task A_statement_adds_up_although_entries_were_written_later_than_they_tell()
    {
        var now = shop.Clock.Now;
        var (member, visitor) = await shop.Member("sums@example.org", 100);
        await shop.InDb(async db =>
        {
            var account = await db.PointsAccounts.Include(a => a.Lots).SingleAsync(a => a.Id == member.AccountId);
            account.TakeAway(new Entry("sums:taken", member.Id, now.AddDays(3), Actor.System), 40);
            account.Grant(new Entry("sums:late", member.Id, now.AddDays(1), Actor.System), 25, now.AddYears(1)); // told two days late
            account.Grant(new Entry("sums:last", member.Id, now.AddDays(4), Actor.System), 5, now.AddYears(1));
            return await db.SaveChangesAsync();
        });

        await shop.With<PointsStatement>(async statement =>
        {
            var whole = await statement.Page(member.AccountId, member.CustomerId, StatementFilter.All, null, default);
            Assert.Equal([5, -40, 25, 100], whole.Lines.Select(l => l.Available));
            Assert.Equal([90, 85, 125, 100], whole.Lines.Select(l => l.AvailableAfter)); // in the order of their dates
            Assert.Equal((0L, 90L, 90L), (whole.Opening, whole.Change, whole.Closing));

            var some = await statement.Page(member.AccountId, member.CustomerId, new StatementFilter(From: now.AddHours(12), Until: now.AddDays(3.5)), null, default);
            Assert.Equal((100L, -15L, 85L), (some.Opening, some.Change, some.Closing));
            Assert.Equal(some.Change, some.Lines.Sum(l => l.Available));
            Assert.Equal([85, 125], some.Lines.Select(l => l.AvailableAfter));

            var older = await statement.Page(member.AccountId, member.CustomerId, StatementFilter.All, whole.Lines[1].Number, default);
            Assert.Equal([125, 100], older.Lines.Select(l => l.AvailableAfter));
            var taken = await statement.Page(member.AccountId, member.CustomerId, new StatementFilter(StatementGroup.Corrected), null, default);
            Assert.Equal((-40L, -40L), (taken.Change, taken.Lines.Sum(l => l.Available)));

            var file = new List<StatementLine>();
            await foreach (var line in statement.Whole(member.AccountId, member.CustomerId, StatementFilter.All, default)) file.Add(line);
            Assert.Equal([100, 125, 85, 90], file.Select(l => l.AvailableAfter));
            Assert.Equal(125, (await statement.Entry(member.AccountId, member.CustomerId, whole.Lines[2].Number, default))!.Line.AvailableAfter);
        });
        Assert.Contains("85", (await visitor.GetPage("/account/club/statement")).Text(".club-statement tbody tr:nth-child(2)"), StringComparison.Ordinal);
    }
}
