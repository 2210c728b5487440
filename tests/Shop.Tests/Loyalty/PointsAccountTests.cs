using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>The ledger's entity: every road a point can go, and that balances, lots and journal agree after each step.</summary>
public sealed class PointsAccountTests
{
    private static readonly DateTime Day = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Member = NewId.Next();

    private readonly PointsAccount _account = PointsAccount.Open();
    private int _told;

    [Fact]
    public void Points_wait_until_they_are_released_and_then_live_until_they_expire()
    {
        var lot = Earn(120);
        Assert.Equal((120, 0), (_account.Pending, _account.Available));

        _account.MakeDue(Now(Day), lot, Day.AddDays(30));
        _account.MakeDue(Now(Day), lot, Day.AddDays(60)); // told twice: the first date counts
        Assert.Equal(Day.AddDays(30), lot.DueAt);

        _account.Release(Now(Day.AddDays(30)), lot, Day.AddYears(1));
        _account.Release(Now(Day.AddDays(31)), lot, Day.AddYears(2)); // told twice
        Assert.Equal((0, 120, 120), (_account.Pending, _account.Available, _account.Lifetime));
        Assert.Equal(120, _account.Credits);

        _account.Expire(Now(Day.AddYears(1).AddTicks(-1)), lot);
        Assert.Equal(120, _account.Available);
        Assert.Equal(0, _account.SpendableAt(Day.AddYears(1))); // over, even before anybody cleared it away
        _account.Expire(Now(Day.AddYears(1)), lot);
        Assert.Equal((0, 120, 120), (_account.Available, lot.Expired, _account.Credits)); // what decides the tier does not expire with them
        Holds();
    }

    [Fact]
    public void What_expires_first_is_spent_first()
    {
        var late = Released(100, Day.AddDays(200));
        var soon = Released(60, Day.AddDays(100));

        Assert.True(_account.Reserve(Now(Day), 80));
        Assert.Equal((60, 20), (soon.Reserved, late.Reserved));
        Assert.False(_account.Reserve(Now(Day), 81));
        _account.Spend(Now(Day), [new LotPart(soon.Id, 60), new LotPart(late.Id, 20)]);
        Assert.Equal((80, 0, 60, 20), (_account.Available, _account.Reserved, soon.Spent, late.Spent));
        Holds();
    }

    [Fact]
    public void What_was_set_aside_and_expired_meanwhile_comes_back_with_days_of_grace()
    {
        var lot = Released(50, Day.AddDays(1));
        Assert.True(_account.Reserve(Now(Day), 50));

        _account.Free(Now(Day.AddDays(2)), [new LotPart(lot.Id, 50)], Day.AddDays(32));

        Assert.Equal(50, _account.SpendableAt(Day.AddDays(31)));
        Assert.Equal(0, _account.SpendableAt(Day.AddDays(32)));
        Holds();
    }

    [Theory]
    [InlineData(90, 1)] // its own expiry is later than the days of grace: it keeps it
    [InlineData(10, 2)] // nearer: a new lot
    public void Spent_points_come_back_with_their_expiry_or_days_of_grace(int expiresIn, int lots)
    {
        var lot = Released(100, Day.AddDays(expiresIn));
        Assert.True(_account.Reserve(Now(Day), 100));
        _account.Spend(Now(Day), [new LotPart(lot.Id, 100)]);

        _account.GiveBack(Now(Day.AddDays(1)), [new LotPart(lot.Id, 40)], Day.AddDays(31));

        Assert.Equal((40, lots), (_account.Available, _account.Lots.Count));
        Assert.Equal(Day.AddDays(Math.Max(expiresIn, 31)), _account.Lots[^1].ExpiresAt);
        Holds();
    }

    [Fact]
    public void Taking_back_goes_to_the_orders_own_lot_then_to_what_lives_longest_then_to_a_debt_that_the_next_points_repay()
    {
        var order = Released(100, Day.AddDays(100));
        var soon = Released(10, Day.AddDays(50));
        var late = Released(20, Day.AddDays(300));
        Assert.True(_account.Reserve(Now(Day), 80)); // 10 of the soonest, 70 of the order's
        _account.Spend(Now(Day), [new LotPart(soon.Id, 10), new LotPart(order.Id, 70)]);

        _account.Revoke(Now(Day), order, 100, 100);

        Assert.Equal((0, 50), (_account.Available, _account.Debt)); // 30 from its lot, 20 from the other, 50 owed
        Assert.Equal(30, _account.Credits);
        Released(60, Day.AddDays(400));
        Assert.Equal((10, 0), (_account.Available, _account.Debt));
        Holds();
        _ = late;
    }

    [Fact]
    public void What_expired_is_not_taken_twice()
    {
        var order = Released(100, Day.AddDays(1));
        var other = Released(100, Day.AddDays(300));
        _account.Expire(Now(Day.AddDays(1)), order);

        _account.Revoke(Now(Day.AddDays(2)), order, 100, 100);

        Assert.Equal((100, 0, 0), (_account.Available, _account.Debt, order.Expired));
        Assert.Equal((100, 100), (order.Revoked, other.Remaining));
        Holds();
    }

    [Fact]
    public void Pending_points_are_taken_back_before_they_are_released()
    {
        var lot = Earn(100);
        _account.Revoke(Now(Day), lot, 40, 40);
        _account.Release(Now(Day), lot, Day.AddYears(1));
        Assert.Equal((60, 60), (_account.Available, _account.Credits));
        _account.Revoke(Now(Day), lot, 60, 60);
        Assert.Equal((0, 0, 0), (_account.Available, _account.Credits, _account.Lifetime));
        Holds();
    }

    [Fact]
    public void Nothing_goes_below_zero_and_the_journal_shows_no_trace_of_a_refusal()
    {
        var lot = Released(30, Day.AddDays(100));
        Assert.Throws<RuleBroken>(() => _account.TakeAway(Now(Day), 31));
        Assert.Throws<RuleBroken>(() => _account.Spend(Now(Day), [new LotPart(lot.Id, 1)])); // nothing was set aside
        Assert.Throws<RuleBroken>(() => _account.Extend(Now(Day), lot, Day.AddDays(99)));
        Assert.Throws<RuleBroken>(() => _account.Revoke(Now(Day), lot, 31, 0));
    }

    [Fact]
    public void A_seal_notices_a_changed_word()
    {
        Released(30, Day.AddDays(100));
        Assert.All(_account.Journal, t => Assert.Equal(t.Hash, t.Reseal()));
        Assert.Equal(_account.Journal.Select(t => t.Hash).Prepend(PointsTransaction.Beginning).SkipLast(1), _account.Journal.Select(t => t.PreviousHash));
        var changed = _account.Journal[^1];
        typeof(PointsTransaction).GetProperty(nameof(PointsTransaction.At))!.SetValue(changed, changed.At.AddMinutes(1));
        Assert.NotEqual(changed.Hash, changed.Reseal());
    }

    private Lot Earn(long points) => _account.Earn(Now(Day) with { OrderId = NewId.Next() }, points, points)!;

    private Lot Released(long points, DateTime expiresAt)
    {
        var lot = Earn(points);
        _account.Release(Now(Day), lot, expiresAt);
        return lot;
    }

    private Entry Now(DateTime at) => new($"test:{++_told}", Member, at, Actor.System);

    private void Holds()
    {
        Assert.Equal(_account.Lots.Where(l => l.IsPending).Sum(l => l.Remaining), _account.Pending);
        Assert.Equal(_account.Lots.Where(l => !l.IsPending).Sum(l => l.Remaining), _account.Available);
        Assert.Equal(_account.Lots.Sum(l => l.Reserved), _account.Reserved);
        Assert.All(_account.Lots, l => Assert.Equal(l.Granted, l.Remaining + l.Reserved + l.Spent + l.Expired + l.Revoked));
        foreach (var unit in Enum.GetValues<LedgerUnit>())
            Assert.Equal(0, _account.Journal.SelectMany(t => t.Postings).Where(p => p.Unit == unit).Sum(p => p.Amount));

        var again = PointsAccount.Replay(_account.Id, _account.Journal);
        Assert.Equal((_account.Available, _account.Pending, _account.Reserved, _account.Debt, _account.Lifetime, _account.Credits, _account.CreditsPending, _account.LastNumber, _account.LastHash),
            (again.Available, again.Pending, again.Reserved, again.Debt, again.Lifetime, again.Credits, again.CreditsPending, again.LastNumber, again.LastHash));
        Assert.Equivalent(_account.Lots, again.Lots, strict: true);
    }
}
