using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>What the steps of an order do to its member's points, without a shop around them.</summary>
public sealed class OrderStepsTests
{
    private static readonly DateTime Day = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly TimeZoneInfo Oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");
    private static readonly PublishedRules Rules = new(NewId.Next(), 1, FullRules.First, Oslo);

    private readonly PointsAccount _account = PointsAccount.Open();
    private readonly Membership _member = Membership.Join(NewId.Next(), NewId.Next(), Day);
    private readonly Guid _order = NewId.Next();
    private readonly EarningLine _cups = Line(10_00, 3), _bowl = Line(50_00, 1);

    [Fact]
    public void What_was_paid_earns_line_by_line_and_waits()
    {
        var lines = Earn(_cups, _bowl);
        Assert.Equal([(_cups.LineId, _order, 3, 10L, 10L), (_bowl.LineId, _order, 1, 50L, 50L)], lines.Select(l => (l.LineId, l.OrderId, l.Quantity, l.Points, l.Credits)));
        Assert.All(lines, l => Assert.Equal(_account.Journal[0].Id, l.TransactionId));
        Assert.Equal((60, 60, 0), (_account.Pending, _account.CreditsPending, _account.Available));
        var entry = _account.Journal.Single();
        Assert.Equal(($"order:{_order}:earned", _member.Id, Day, Rules.RuleSetId, _order), (entry.SourceKey, entry.MemberId, entry.At, entry.RuleSetId!.Value, entry.OrderId!.Value));
    }

    [Fact]
    public void The_tier_of_the_moment_multiplies_points()
    {
        _member.Stand(Tier.Gold, Day, null, Rules.RuleSetId);
        Assert.Equal((75L, 50L), Earn(_bowl).Select(l => (l.Points, l.Credits)).Single());
    }

    [Fact]
    public void Too_small_an_order_earns_nothing_and_a_line_without_points_is_not_kept()
    {
        Assert.Empty(Earn(Line(99, 1)));
        Assert.Empty(_account.Journal);
        Assert.Equal(_bowl.LineId, Assert.Single(Earn(Line(0, 1), _bowl)).LineId);
    }

    [Theory]
    [InlineData(Tier.Member, null, 30)]
    [InlineData(Tier.Gold, null, 60)]
    [InlineData(Tier.Gold, 45, 45)] // what the order says counts, whatever the tier is by now
    [InlineData(Tier.Member, 14, 30)] // and never less than everybody has
    public void The_wait_is_as_long_as_goods_can_be_sent_back(Tier tier, int? promised, int days)
    {
        _member.Stand(tier, Day, null, Rules.RuleSetId);
        Earn(_bowl);
        OrderSteps.MakeDue(_account, _member, _order, Rules, Day.AddDays(3), promised);
        OrderSteps.MakeDue(_account, _member, _order, Rules, Day.AddDays(9), promised); // told twice
        Assert.Equal(Day.AddDays(3 + days), _account.Lots[0].DueAt);
        Assert.Equal([$"order:{_order}:earned", $"order:{_order}:due"], _account.Journal.Select(t => t.SourceKey));
        OrderSteps.MakeDue(_account, _member, NewId.Next(), Rules, Day, promised); // an order that earned nothing
        Assert.Equal(2, _account.Journal.Count);
    }

    [Fact]
    public void They_are_released_and_end_as_of_their_own_moment_however_late_it_is_noticed()
    {
        Earn(_bowl);
        var lot = _account.Lots[0];
        Assert.Throws<RuleBroken>(() => OrderSteps.Release(_account, lot, Rules)); // not delivered yet
        OrderSteps.MakeDue(_account, _member, _order, Rules, Day);
        OrderSteps.Release(_account, lot, Rules);
        OrderSteps.Release(_account, lot, Rules);
        Assert.Equal((Day.AddDays(30), Expiries.For(Day.AddDays(30), FullRules.First, Oslo)), (lot.ReleasedAt, lot.ExpiresAt));
        Assert.Equal($"lot:{lot.Id}:released", _account.Journal[^1].SourceKey);
        OrderSteps.Expire(_account, lot);
        OrderSteps.Expire(_account, lot);
        Assert.Equal((50, 0, 4), (lot.Expired, _account.Available, _account.Journal.Count));
        Assert.Equal((lot.ExpiresAt, $"lot:{lot.Id}:expired"), (_account.Journal[^1].At, _account.Journal[^1].SourceKey));
    }

    [Fact]
    public void Pieces_take_back_what_they_earned_and_the_last_one_all_that_is_left()
    {
        var told = Earn(_cups, _bowl).ToList();
        foreach (var (left, points) in new[] { (57, 3), (54, 3), (50, 4), (50, 0) }) // ten points over three cups, and a fourth that never was
        {
            var back = Back(told, (_cups.LineId, 1));
            Assert.Equal((-points, -points), (back.Sum(l => l.Points), back.Sum(l => l.Credits)));
            Assert.Equal(left, _account.Pending);
            told.AddRange(back);
        }
        var rest = Assert.Single(Back(told, (_bowl.LineId, 7), (NewId.Next(), 1)));
        Assert.Equal((_bowl.LineId, -1, -50L, _account.Journal[^1].Id), (rest.LineId, rest.Quantity, rest.Points, rest.TransactionId));
        Assert.Equal((0, 0), (_account.Pending, _account.CreditsPending));
        Assert.Empty(Back([], (_bowl.LineId, 1)));
    }

    [Fact]
    public void Two_lines_that_come_back_at_once_are_one_entry_with_both()
    {
        var told = Earn(_cups, _bowl);
        Assert.Equal(2, Back(told, (_cups.LineId, 3), (_bowl.LineId, 1)).Count);
        Assert.Equal((0, 0, 2), (_account.Pending, _account.CreditsPending, _account.Journal.Count));
    }

    [Fact]
    public void What_is_lent_has_a_reason_and_an_end_after_its_beginning()
    {
        var lent = LentTier.Of(_member.Id, Tier.Gold, Day, Day.AddTicks(1), GrantKind.Invitation, " moved house ", Actor.System);
        Assert.Equal((_member.Id, Tier.Gold, Day, Day.AddTicks(1), GrantKind.Invitation, "moved house", Actor.System.Name), (lent.MemberId, lent.Tier, lent.From, lent.Until, lent.Kind, lent.Reason, lent.ByName));
        Assert.NotEqual(Guid.Empty, lent.Id);
        Assert.Equal(new string('x', LentTier.ReasonMaxLength), Lend(new string('x', LentTier.ReasonMaxLength)).Reason);
        foreach (var reason in new[] { "", "  ", new string('x', LentTier.ReasonMaxLength + 1) }) Assert.Throws<RuleBroken>(() => Lend(reason));
        Assert.Throws<RuleBroken>(() => LentTier.Of(_member.Id, Tier.Gold, Day, Day, GrantKind.Invitation, "Because", Actor.System));
        Assert.Equal(new TierGrant(Tier.Gold, Day, Day.AddTicks(1), GrantKind.Invitation, "moved house"), lent.Grant);

        LentTier Lend(string reason) => LentTier.Of(_member.Id, Tier.Gold, Day, Day.AddDays(1), GrantKind.Override, reason, Actor.System);
    }

    private IReadOnlyList<EarnedLine> Earn(params EarningLine[] lines) => OrderSteps.Earn(_account, _member, _order, new EarningOrder(Day, lines, Money.Zero), Rules, Day);

    private IReadOnlyList<EarnedLine> Back(IReadOnlyList<EarnedLine> told, params (Guid Line, int Pieces)[] pieces) =>
        OrderSteps.TakeBack(_account, new Entry($"return:{_account.Journal.Count}", _member.Id, Day.AddDays(1), Actor.System, "Came back", _order), told, pieces.ToDictionary(p => p.Line, p => p.Pieces));

    private static EarningLine Line(long total, int quantity) => new(NewId.Next(), null, new HashSet<Guid>(), null, quantity, new Money(total), Money.Zero);
}
