using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>What a gift of points carries: ends, debts and words.</summary>
public sealed class GiftTests
{
    private static readonly DateTime Day = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void What_is_given_ends_when_it_would_have_ended_and_goes_in_that_order()
    {
        var (from, to) = (PointsAccount.Open(), PointsAccount.Open());
        var (giver, receiver) = (Membership.Join(NewId.Next(), from.Id, Day), Membership.Join(NewId.Next(), to.Id, Day));
        foreach (var (points, days) in new[] { (100, 90), (40, 10), (30, 10), (500, 300) }) from.Grant(Entry($"g{days}{points}", giver), points, Day.AddDays(days));
        var gift = PointsGift.Send((giver, from, "Kari Berg"), (receiver, to), 150, "  With\r\nlove\u202E ", NewId.Next(), Day);

        Assert.Equal((520L, 150L), (from.Available, to.Available));
        Assert.Equal([(70L, Day.AddDays(10)), (80L, Day.AddDays(90))], to.Lots.Select(l => (l.Remaining, l.ExpiresAt!.Value)));
        Assert.All(to.Lots, l => Assert.Equal(receiver.Id, l.MemberId));
        Assert.Equal(("With love", 0L), (gift.Message, to.Lifetime));
        Assert.Equal(("To member " + receiver.Number + ": “With love”", "From Kari Berg: “With love”"), (from.Journal[^1].Reason, to.Journal[^1].Reason));
        Assert.Throws<RuleBroken>(() => PointsGift.Send((giver, from, "Kari"), (receiver, to), 521, null, NewId.Next(), Day));
    }

    [Fact]
    public void A_debt_is_repaid_first_from_what_ends_soonest()
    {
        var to = PointsAccount.Open();
        var member = Membership.Join(NewId.Next(), to.Id, Day);
        var lot = to.Earn(Entry("earned", member) with { OrderId = NewId.Next() }, 100, 0)!;
        to.Release(Entry("released", member), lot, Day.AddDays(100));
        to.TakeAway(Entry("gone", member), 100);
        to.Revoke(Entry("back", member), lot, 60, 0);
        Assert.Equal(60, to.Debt);
        to.Receive(Entry("received", member), [(40, Day.AddDays(5)), (50, Day.AddDays(9))]);
        Assert.Equal((0L, 30L), (to.Debt, to.Available));
        Assert.Equal((0L, 30L), (to.Lots[^2].Remaining, to.Lots[^1].Remaining));
        Assert.Equal(to.LastHash, PointsAccount.Replay(to.Id, to.Journal).LastHash);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("  ", true)]
    [InlineData("Happy birthday! Kl. 18.30 at ours.Bring cake", true)]
    [InlineData("See https://evil.example/x", false)]
    [InlineData("go to WWW.evil.org", false)]
    [InlineData("evil.com/free", false)]
    [InlineData("write to me@evil.example", false)]
    [InlineData("evil\u200B.com", true)] // what hides a dot apart is made a space: it leads nowhere
    public void Words_lead_nowhere(string? message, bool fine) => Assert.Equal(fine, PointsGift.Complaint(message) is null);

    [Fact]
    public void Words_have_a_length() => Assert.NotNull(PointsGift.Complaint(new string('x', PointsGift.MessageMaxLength + 1)));

    [Theory]
    [InlineData("Kari Berg", "berg", true)]
    [InlineData("Kari Bérg", " BERG ", true)]
    [InlineData("Kari Berg", "Kari Berg", true)]
    [InlineData("Anna van der Meer", "van der Meer", true)]
    [InlineData("Kari Solberg-Lie", "Solberg-Lie", true)]
    [InlineData("Kari Berg", "Kari", false)]
    [InlineData("Kari Berg", "ber", false)]
    [InlineData("Kari Berg", "", false)]
    [InlineData("", "", false)]
    public void The_last_name_has_to_be_right(string name, string typed, bool right) => Assert.Equal(right, SendPoints.IsCalled(name, typed));

    [Fact]
    public void Rules_for_gifts_are_checked()
    {
        Assert.Empty(RuleCheck.Problems(FullRules.First with { Gifts = new GiftTerms() }));
        Assert.Equal(["gifts.minimum", "gifts.perDay"], RuleCheck.Problems(FullRules.First with { Gifts = new GiftTerms { Minimum = 25, Step = 10, PerDay = 20 } }).Select(p => p.Path));
        Assert.Equal(["gifts.minimum", "gifts.step"], RuleCheck.Problems(FullRules.First with { Gifts = new GiftTerms { Minimum = 0, Step = 0 } }).Select(p => p.Path));
        Assert.Null(ProgrammeRules.FromJson(new ProgrammeRules().ToJson()).Gifts);
    }

    private static Entry Entry(string key, Membership member) => new(key, member.Id, Day, Actor.System);
}
