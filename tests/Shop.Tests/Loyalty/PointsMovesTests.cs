using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>The edges of every move of points: what is refused, what is told twice, and between which books it goes.</summary>
public sealed class PointsMovesTests
{
    private static readonly DateTime Day = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Later = Day.AddDays(200);
    private static readonly Guid Member = NewId.Next();

    private readonly PointsAccount _account = PointsAccount.Open();
    private int _told;

    [Theory]
    [InlineData(PointsMove.Granted, Book.Issued, 40)]
    [InlineData(PointsMove.Adjusted, Book.Adjusted, 40)]
    [InlineData(PointsMove.Received, Book.Transferred, 0)] // somebody else earned them
    public void What_is_given_comes_out_of_its_book(PointsMove kind, Book from, long lifetime)
    {
        _account.Grant(Now(Day), 40, Later, kind);
        Assert.Equal(["-40 " + from, "40 Available"], Moved());
        Assert.Equal((40, lifetime, kind), (_account.Available, _account.Lifetime, _account.Journal[^1].Kind));
        Assert.Equal((Later, 40, Day), (_account.Lots[0].ExpiresAt, _account.Lots[0].Granted, _account.Lots[0].ReleasedAt));
    }

    [Theory]
    [InlineData(PointsMove.Adjusted, Book.Adjusted, 30)]
    [InlineData(PointsMove.Sent, Book.Transferred, 40)]
    [InlineData(PointsMove.Redeemed, Book.Redeemed, 40)]
    public void What_is_taken_goes_into_its_book(PointsMove kind, Book to, long lifetime)
    {
        _account.Grant(Now(Day), 40, Later);
        _account.TakeAway(Now(Day), 10, kind);
        Assert.Equal(["-10 Available", "10 " + to], Moved());
        Assert.Equal((30, lifetime, kind), (_account.Available, _account.Lifetime, _account.Journal[^1].Kind));
        _account.TakeAway(Now(Day), 30, kind); // all of it
        Assert.Equal(0, _account.Available);
    }

    [Fact]
    public void Nothing_and_less_than_nothing_do_not_move()
    {
        Assert.Null(_account.Earn(Now(Day), 0, 0));
        foreach (var wrong in new Action[]
        {
            () => _account.Earn(Now(Day), -1, 0), () => _account.Earn(Now(Day), 0, -1), () => _account.Grant(Now(Day), 0, Later), () => _account.Reserve(Now(Day), 0),
            () => _account.TakeAway(Now(Day), 0), () => _account.Receive(Now(Day), []), () => _account.Receive(Now(Day), [(5, Later), (0, Later)]),
        }) Assert.Throws<RuleBroken>(wrong);
        Assert.Empty(_account.Journal);
        Assert.Equal((0, 1), (_account.Earn(Now(Day), 0, 1)!.Granted, _account.CreditsPending)); // credits alone
        Assert.Equal((1, 1), (_account.Earn(Now(Day), 1, 0)!.Granted, _account.Pending));
    }

    [Fact]
    public void What_is_received_keeps_its_ends_and_repays_a_debt_first()
    {
        Owe(30);
        _account.Receive(Now(Day), [(20, Day.AddDays(10)), (25, Day.AddDays(20)), (5, Later)]);
        Assert.Equal((20, 0), (_account.Available, _account.Debt));
        Assert.Equal([(15, Day.AddDays(20)), (5, Later)], _account.Lots.Where(l => l.Remaining > 0).Select(l => ((int)l.Remaining, l.ExpiresAt!.Value)));
    }

    [Fact]
    public void News_of_a_release_tells_what_can_be_spent_also_that_a_debt_took_all()
    {
        Owe(30);
        Release(Earn(20));
        Assert.Equal(0, _account.Raised.OfType<PointsReleased>().Skip(1).Single().Points); // an order counts as one all the same
        var lot = Earn(50);
        Release(lot);
        Assert.Equal((40, lot.Id, Later, lot.OrderId), _account.Raised.OfType<PointsReleased>().Select(r => ((int)r.Points, r.LotId, r.ExpiresAt, r.OrderId)).Last());
        Assert.Equal((40, 0), (_account.Available, _account.Debt));
        var before = _account.Journal.Count;
        Release(lot);
        _account.MakeDue(Now(Day), lot, Later);
        Assert.Equal(before, _account.Journal.Count); // told twice
    }

    [Fact]
    public void All_there_is_can_be_set_aside_and_not_one_more()
    {
        Release(Earn(50));
        Assert.False(_account.Reserve(Now(Day), 51));
        Assert.False(_account.Reserve(Now(Later), 1)); // over
        Assert.True(_account.Reserve(Now(Day), 50));
        Assert.Equal((0, 50), (_account.Available, _account.Reserved));
    }

    [Fact]
    public void Set_aside_points_that_are_freed_repay_what_is_owed_by_then()
    {
        var lot = Earn(50);
        Release(lot);
        Assert.True(_account.Reserve(Now(Day), 50));
        _account.Revoke(Now(Day), lot, 20, 50);
        Assert.Equal(20, _account.Debt);
        _account.Free(Now(Day), [new LotPart(lot.Id, 50)], Day.AddDays(30));
        Assert.Equal((30, 0, 0), (_account.Available, _account.Reserved, _account.Debt));
    }

    [Theory]
    [InlineData(-1, 1)] // still good: back where it was
    [InlineData(0, 2)] // over at this very instant: some days of grace
    public void Set_aside_points_keep_their_end_until_it_is_over(int ticks, int lots)
    {
        var lot = Earn(50);
        Release(lot);
        Assert.True(_account.Reserve(Now(Day), 50));
        _account.Free(Now(Later.AddTicks(ticks)), [new LotPart(lot.Id, 50)], Later.AddDays(30));
        Assert.Equal((50, lots), (_account.Available, _account.Lots.Count));
        Assert.Null(lots == 1 ? null : _account.Lots[^1].OrderId);
        Assert.Equal(lots == 1 ? Later : Later.AddDays(30), _account.Lots[^1].ExpiresAt);
    }

    [Fact]
    public void Parts_are_looked_at_before_anything_moves()
    {
        var lot = Earn(50);
        Release(lot);
        Assert.True(_account.Reserve(Now(Day), 50));
        var before = _account.Journal.Count;
        _account.Spend(Now(Day), []);
        _account.Spend(Now(Day), [new LotPart(lot.Id, 0)]);
        _account.Free(Now(Day), [], Later);
        _account.GiveBack(Now(Day), [], Later);
        Assert.Throws<RuleBroken>(() => _account.Spend(Now(Day), [new LotPart(lot.Id, 60), new LotPart(lot.Id, -10)]));
        Assert.Throws<RuleBroken>(() => _account.Spend(Now(Day), [new LotPart(lot.Id, 30), new LotPart(lot.Id, 21)]));
        Assert.Throws<RuleBroken>(() => _account.GiveBack(Now(Day), [new LotPart(lot.Id, 1)], Later)); // not spent
        Assert.Throws<InvalidOperationException>(() => _account.Spend(Now(Day), [new LotPart(NewId.Next(), 1)]));
        Assert.Equal(before, _account.Journal.Count);
        _account.Spend(Now(Day), [new LotPart(lot.Id, 30), new LotPart(lot.Id, 20)]);
        Assert.Equal((50, 0), (lot.Spent, _account.Reserved));
        Assert.Equal(50, _account.Lifetime); // what was spent was had
    }

    [Fact]
    public void No_more_than_was_earned_is_taken_back()
    {
        var lot = Earn(50);
        foreach (var (points, credits) in new[] { (51, 0), (0, 51), (-1, 0), (0, -1) }) Assert.Throws<RuleBroken>(() => _account.Revoke(Now(Day), lot, points, credits));
        _account.Revoke(Now(Day), lot, 0, 0);
        Assert.Single(_account.Journal);
        _account.Revoke(Now(Day), lot, 50, 50);
        Assert.Equal((0, 0, 50), (_account.Pending, _account.CreditsPending, lot.Revoked));
        Release(lot);
        Assert.Equal(2, _account.Journal.Count); // nothing was left to release
    }

    [Fact]
    public void What_lives_longest_is_taken_first_for_what_an_order_cannot_give_back()
    {
        var order = Earn(50);
        Release(order);
        _account.TakeAway(Now(Day), 50, PointsMove.Redeemed);
        foreach (var days in new[] { 20, 300, 100 }) _account.Grant(Now(Day), 30, Day.AddDays(days));
        _account.Revoke(Now(Day), order, 50, 50);
        Assert.Equal([30L, 0, 10], _account.Lots.Where(l => l.Id != order.Id).Select(l => l.Remaining));
        Assert.Equal((40, 0), (_account.Available, _account.Debt));
    }

    [Fact]
    public void What_was_set_aside_in_two_lots_repays_a_debt_once()
    {
        var (one, other) = (Earn(30), Earn(30));
        Release(one);
        Release(other);
        Assert.True(_account.Reserve(Now(Day), 60));
        _account.Revoke(Now(Day), one, 30, 30);
        _account.Free(Now(Day), [new LotPart(one.Id, 30), new LotPart(other.Id, 30)], Day.AddDays(30));
        Assert.Equal((30, 0, 0, 0, 30), (_account.Available, _account.Debt, _account.Reserved, one.Remaining, other.Remaining));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void Less_than_a_point_is_refused_with_the_reason_though_there_are_some(long points)
    {
        Release(Earn(50));
        foreach (var wrong in new Action[] { () => _account.Grant(Now(Day), points, Later), () => _account.Reserve(Now(Day), points), () => _account.TakeAway(Now(Day), points) })
            Assert.Equal("What moves is more than nothing.", Assert.Throws<RuleBroken>(wrong).Message);
        Assert.Equal(_account.Id, PointsAccount.Replay(_account.Id, _account.Journal).Id);
    }

    [Fact]
    public void Points_end_once_and_not_before_their_time()
    {
        var lot = Earn(50);
        _account.Expire(Now(Later), lot); // still waits
        Release(lot);
        _account.Expire(Now(Later.AddTicks(-1)), lot);
        Assert.Equal(50, _account.Available);
        _account.Expire(Now(Later), lot);
        _account.Expire(Now(Later), lot);
        Assert.Equal((0, 3, 50), (_account.Available, _account.Journal.Count, _account.Lifetime));
        _account.Revoke(Now(Later), lot, 50, 50);
        Assert.Equal((0, 0), (_account.Lifetime, _account.Debt)); // taken back after all
    }

    [Fact]
    public void Good_will_makes_points_last_longer_while_they_are_good()
    {
        var lot = Earn(50);
        Assert.Throws<RuleBroken>(() => _account.Extend(Now(Day), lot, Later.AddDays(1)));
        Release(lot);
        Assert.Throws<RuleBroken>(() => _account.Extend(Now(Day), lot, Later));
        Assert.Throws<RuleBroken>(() => _account.Extend(Now(Later), lot, Later.AddDays(1)));
        _account.Extend(Now(Later.AddTicks(-1)), lot, Later.AddDays(1));
        Assert.Equal((50, Later.AddDays(1)), (_account.SpendableAt(Later), lot.ExpiresAt));
        _account.TakeAway(Now(Day), 50);
        Assert.Throws<RuleBroken>(() => _account.Extend(Now(Day), lot, Later.AddDays(2))); // nothing is left of it
    }

    [Fact]
    public void An_entry_keeps_who_did_it_why_and_the_balances_after_it()
    {
        var (order, rules, by) = (NewId.Next(), NewId.Next(), new Actor(ActorKind.Staff, NewId.Next(), "Sunniva"));
        var lot = _account.Earn(new Entry("order:1", Member, Day, by, "Because", order, rules), 50, 20)!;
        var entry = _account.Journal[0];
        Assert.Equal((1, "order:1", Member, Day, "Because", order, rules), (entry.Number, entry.SourceKey, entry.MemberId, entry.At, entry.Reason, entry.OrderId, entry.RuleSetId));
        Assert.Equal((ActorKind.Staff, by.Id, "Sunniva", 0, 50), (entry.ByKind, entry.ById, entry.ByName, entry.AvailableAfter, entry.PendingAfter));
        Assert.Equal((order, rules, Member, Day), (lot.OrderId, lot.RuleSetId, lot.MemberId, lot.EarnedAt));
        Assert.Equal([0, 1, 2, 3], entry.Postings.Select(p => p.Line));
        Release(lot);
        Assert.Equal((2, 50, 0), (_account.Journal[1].Number, _account.Journal[1].AvailableAfter, _account.Journal[1].PendingAfter));
        Assert.Equal((2, _account.Journal[1].Hash), (_account.LastNumber, _account.LastHash));
        var reason = new Actor(ActorKind.System, null, "The shop", "Told by the job");
        _account.Grant(new Entry("given", Member, Day, reason), 1, Later);
        Assert.Equal("Told by the job", _account.Journal[^1].Reason);
    }

    private Lot Earn(long points) => _account.Earn(Now(Day) with { OrderId = NewId.Next() }, points, points)!;

    private void Release(Lot lot) => _account.Release(Now(Day), lot, Later);

    // Earned, spent, and taken back.
    private void Owe(long points)
    {
        var lot = Earn(points);
        Release(lot);
        _account.TakeAway(Now(Day), points, PointsMove.Redeemed);
        _account.Revoke(Now(Day), lot, points, points);
        Assert.Equal((points, 0), (_account.Debt, _account.Available));
    }

    private Entry Now(DateTime at) => new($"test:{++_told}", Member, at, Actor.System);

    private IEnumerable<string> Moved() => _account.Journal[^1].Postings.Where(p => p.Amount != 0).OrderBy(p => p.Amount).Select(p => $"{p.Amount} {p.Book}");
}
