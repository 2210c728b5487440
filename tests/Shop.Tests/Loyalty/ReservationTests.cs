using FsCheck;
using FsCheck.Fluent;
using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>Points that paid a part of an order come back by the refunds of it: exactly all of them with the last, and never one too many.</summary>
public sealed class ReservationTests
{
    private static readonly DateTime Day = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Any_sequence_of_refunds_gives_back_all_the_points_and_each_to_its_lot()
    {
        var given =
            from lots in Gen.Choose(1, 5).SelectMany(n => Gen.ArrayOf(Gen.Frequency((3, Gen.Choose(1, 40)), (1, Gen.Choose(1, 100_000))), n))
            from amount in Gen.Frequency((2, Gen.Choose(1, 50)), (3, Gen.Choose(1, 1_000_000)))
            from refunds in Gen.Choose(0, 12).SelectMany(n => Gen.ArrayOf(Gen.Choose(0, 1_000), n))
            select (lots, amount, refunds);
        Prop.ForAll(given.ToArbitrary(), g =>
        {
            var spent = g.lots.Select(points => new LotPart(NewId.Next(), points)).ToList();
            var points = spent.Sum(p => p.Points);
            var reservation = Reserved(points, g.amount);
            var back = spent.ToDictionary(p => p.LotId, _ => 0L);
            foreach (var share in g.refunds)
            {
                var some = new Money(Math.Min((reservation.Amount - reservation.AmountBack).Minor, (long)g.amount * share / 1_000));
                if (some > Money.Zero) GiveBack(some);
                Assert.True(reservation.PointsBack <= points);
                // In proportion: less than a point behind what the money says, and never ahead of it.
                Assert.InRange((Int128)points * reservation.AmountBack.Minor - (Int128)reservation.PointsBack * g.amount, 0, g.amount - 1);
                // What lives longest comes back first: a lot is touched only when all after it are back.
                for (var i = 0; i < spent.Count - 1; i++)
                    if (back[spent[i].LotId] > 0) Assert.Equal(spent[i + 1].Points, back[spent[i + 1].LotId]);
            }
            if (reservation.AmountBack < reservation.Amount) GiveBack(reservation.Amount - reservation.AmountBack);

            Assert.Equal(points, reservation.PointsBack);
            Assert.All(spent, p => Assert.Equal(p.Points, back[p.LotId]));
            Assert.Throws<RuleBroken>(() => reservation.GiveBack(new Money(1)));
            Assert.Equal(points, reservation.PointsBack);

            void GiveBack(Money amount)
            {
                var before = reservation.PointsBack;
                var now = reservation.GiveBack(amount);
                var parts = Reservation.Next(spent, before, now);
                Assert.Equal(now, parts.Sum(p => p.Points));
                foreach (var part in parts) back[part.LotId] += part.Points;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));
    }

    [Fact]
    public void It_is_resolved_once()
    {
        var spent = Reserved(10, 100);
        Assert.False(spent.Spend()); // told twice
        Assert.False(spent.Free());
        Assert.Equal(ReservationState.Spent, spent.State);

        var freed = Reservation.Of(NewId.Next(), Membership.Join(NewId.Next(), NewId.Next(), Day), 10, new Money(100), Day);
        Assert.Throws<RuleBroken>(() => freed.GiveBack(new Money(1)));
        Assert.True(freed.Free());
        Assert.False(freed.Free()); // told twice
        Assert.Throws<RuleBroken>(() => freed.Spend());
        Assert.Throws<RuleBroken>(() => freed.GiveBack(new Money(1)));
    }

    [Theory, InlineData(0), InlineData(-1), InlineData(101)]
    public void No_more_than_was_paid_and_no_less_than_something_comes_back(long amount)
    {
        var reservation = Reserved(10, 100);
        Assert.Throws<RuleBroken>(() => reservation.GiveBack(new Money(amount)));
        Assert.Equal((0, Money.Zero), (reservation.PointsBack, reservation.AmountBack));
    }

    private static Reservation Reserved(long points, long amount)
    {
        var reservation = Reservation.Of(NewId.Next(), Membership.Join(NewId.Next(), NewId.Next(), Day), points, new Money(amount), Day);
        Assert.True(reservation.Spend());
        return reservation;
    }
}
