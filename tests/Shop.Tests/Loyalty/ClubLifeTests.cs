using Microsoft.EntityFrameworkCore;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Ordering;
using Shop.Tests.Ordering;

namespace Shop.Tests.Loyalty;

/// <summary>A member's life through the open shop: paid, delivered, due, released, on a higher tier, expired, and down again.</summary>
public sealed class ClubLifeTests(ClubLifeTests.OwnShop shop) : IClassFixture<ClubLifeTests.OwnShop>
{
    public sealed class OwnShop : ShopFactory;

    private static readonly ProgrammeRules Rules = new()
    {
        Release = new ReleaseTerms { ReturnDays = 30 },
        Expiry = new ExpiryTerms { Months = 12 },
        Ladder = new LadderTerms
        {
            GraceDays = 30,
            Tiers =
            [
                new TierTerms { Tier = Tier.Member, Name = "Member" },
                new TierTerms { Tier = Tier.Silver, Name = "Silver", Entry = new Threshold { Credits = 100 }, Keep = new Threshold { Credits = 80 }, Benefits = new TierBenefits { MultiplierBasisPoints = 20_000, ReturnDays = 60 } },
            ],
        },
    };

    [Fact]
    public async Task Points_come_after_the_return_window_lift_the_tier_and_end_on_their_own()
    {
        await shop.OpenClub(Rules);
        var (member, _) = await shop.Member("life@example.com");
        var order = await Bought(member, 120_00, "first");
        Assert.Equal((120, 0), await Balance(member));
        await shop.Settle();
        Assert.Equal((120, 0), await Balance(member)); // told twice, and not delivered yet

        await Delivered(order);
        shop.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        await shop.Settle();
        Assert.Equal((120, 0), await Balance(member));
        var due = shop.Clock.Now.AddSeconds(1);
        shop.Clock.Advance(TimeSpan.FromDays(3)); // the job comes late: nothing is different
        await shop.Settle();

        Assert.Equal((0, 120), await Balance(member));
        var lot = Assert.Single((await shop.PointsOf(member)).Lots);
        Assert.Equal((due, Expiries.For(due, Rules, TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo"))), (lot.ReleasedAt, lot.ExpiresAt));
        var silver = await Stand(member);
        Assert.Equal((Tier.Silver, due), (silver.Tier, silver.TierSince));
        var why = Assert.Single(await shop.InDb(db => db.TierChanges.Where(c => c.MemberId == member.Id).ToListAsync()));
        Assert.Equal((Tier.Member, Tier.Silver, 120L), (why.From, why.To, why.Credits));
        var mails = await shop.Mailbox("life@example.com");
        Assert.Single(mails, m => m.Template == "club-welcome");
        Assert.Contains("120 points", Assert.Single(mails, m => m.Template == "points-released").Subject, StringComparison.Ordinal);
        Assert.Contains("Silver", Assert.Single(mails, m => m.Template == "tier-changed").Subject, StringComparison.Ordinal);

        var second = await Bought(member, 10_00, "second"); // twice the points at Silver, but no more credits
        Assert.Equal((20, 120), await Balance(member));
        Assert.Equal(10, (await shop.PointsOf(member)).CreditsPending);
        await Delivered(second);
        await shop.Settle();
        Assert.Equal(shop.Clock.Now.AddDays(60), (await shop.PointsOf(member)).Lots.Single(l => l.OrderId == second).DueAt);

        shop.Clock.Now = lot.ExpiresAt!.Value.AddTicks(-1);
        await shop.Settle();
        Assert.Equal((0, 140), await Balance(member));
        shop.Clock.Now = lot.ExpiresAt.Value;
        for (var again = 0; again < 3; again++) await shop.Settle();
        Assert.Equal((0, 20), await Balance(member));
        Assert.Single((await shop.PointsOf(member)).Journal, t => t.Kind == PointsMove.Expired);

        shop.Clock.Now = (await Stand(member)).TierValidUntil!.Value.AddDays(40);
        for (var again = 0; again < 3; again++) await shop.Settle();
        Assert.Equal(Tier.Member, (await Stand(member)).Tier);
        Assert.Equal(2, await shop.InDb(db => db.TierChanges.CountAsync(c => c.MemberId == member.Id)));
        Assert.Empty(shop.Errors);
    }

    [Fact]
    public async Task Being_told_twice_that_an_order_is_paid_earns_once()
    {
        await shop.OpenClub(Rules);
        var (member, _) = await shop.Member("twice@example.com");
        var order = await Bought(member, 50_00, "twice");
        var goods = new Money(50_00);
        for (var i = 0; i < 3; i++) await shop.InDb(async db =>
        {
            db.SavedEvents.Add(Shop.Data.SavedEvent.From(new OrderPaid(order, member.CustomerId, goods)));
            return await db.SaveChangesAsync();
        });
        await shop.Settle();
        Assert.Equal((50, 0), await Balance(member));
        Assert.Single((await shop.PointsOf(member)).Journal);
    }

    [Fact]
    public async Task News_that_come_in_another_order_end_the_same()
    {
        await shop.OpenClub(Rules);
        var (member, _) = await shop.Member("order@example.com");
        var order = await Placed(member, 60_00, "shuffled");
        await shop.InDb(async db =>
        {
            var paid = await db.Orders.SingleAsync(o => o.Id == order);
            paid.MarkPaid(paid.Due, shop.Clock.Now, Actor.Gateway);
            paid.MarkShipped(shop.Clock.Now, Actor.System, "On its way");
            paid.MarkDelivered(shop.Clock.Now, Actor.System);
            await db.SaveChangesAsync();
            return await db.SavedEvents.Where(e => e.DeliveredAt == null && e.Type.EndsWith("OrderPaid")).ExecuteUpdateAsync(e => e.SetProperty(x => x.NextTryAt, shop.Clock.Now.AddMinutes(5)));
        });
        await shop.Settle();
        Assert.Equal((0, 0), await Balance(member));
        shop.Clock.Advance(TimeSpan.FromMinutes(6));
        await shop.Settle();
        Assert.Equal((60, 0), await Balance(member));
        Assert.NotNull(Assert.Single((await shop.PointsOf(member)).Lots).DueAt);
    }

    private async Task<Guid> Bought(Membership member, long price, string number)
    {
        var id = await Placed(member, price, number);
        await shop.InDb(async db =>
        {
            var order = await db.Orders.SingleAsync(o => o.Id == id);
            order.MarkPaid(order.Due, shop.Clock.Now, Actor.Gateway);
            return await db.SaveChangesAsync();
        });
        await shop.Settle();
        return id;
    }

    private Task<Guid> Placed(Membership member, long price, string number) => shop.InDb(async db =>
    {
        var product = await Given.Product().Priced(price).Stocked(5).Save(db, shop.Clock.Now);
        var amount = new Money(price);
        var order = Order.Place(new OrderRequest("T-" + number, member.CustomerId, null, OrderChannel.Phone, "someone@example.com", null, Given.Address(), null, null, "EUR",
            [new OrderLine(product.Id, product.Variants[0].Id, "SKU", product.Name, null, null, 1, amount, Money.Zero, 0, Money.Zero)], amount, Money.Zero, Money.Zero, Money.Zero, amount,
            "home", 0, null, null, null, Actor.System), shop.Clock.Now);
        db.Add(order);
        await db.SaveChangesAsync();
        return order.Id;
    });

    private Task<int> Delivered(Guid id) => shop.InDb(async db =>
    {
        var order = await db.Orders.SingleAsync(o => o.Id == id);
        order.MarkShipped(shop.Clock.Now, Actor.System, "On its way");
        order.MarkDelivered(shop.Clock.Now, Actor.System);
        return await db.SaveChangesAsync();
    });

    private Task<Membership> Stand(Membership member) => shop.InDb(db => db.Memberships.AsNoTracking().SingleAsync(m => m.Id == member.Id));

    private async Task<(long Pending, long Available)> Balance(Membership member)
    {
        var account = await shop.PointsOf(member);
        return (account.Pending, account.Available);
    }
}
