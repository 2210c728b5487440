using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>What staff ask for by hand: what can be asked, and who may decide it.</summary>
public sealed class CorrectionTests
{
    private static readonly DateTime Now = new(2026, 6, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly Actor Kim = Actor.Staff(Guid.NewGuid(), "Kim");
    private static readonly Actor Bo = Actor.Staff(Guid.NewGuid(), "Bo");

    [Fact]
    public void Who_asked_for_more_than_they_may_alone_cannot_agree_to_it()
    {
        var asked = Ask(beyond: "too much");
        Assert.Throws<RuleBroken>(() => asked.Agree(Kim, Now));
        asked.Agree(Bo, Now);
        Assert.Equal((CorrectionState.Done, "Bo", Now), (asked.State, asked.DecidedBy, asked.DecidedAt));
        Assert.Throws<RuleBroken>(() => asked.Agree(Bo, Now));
        Assert.Throws<RuleBroken>(() => asked.Refuse(Bo, "Too late", Now));
    }

    [Fact]
    public void Within_the_limit_nobody_else_is_needed()
    {
        var asked = Ask(beyond: null);
        asked.Agree(Kim, Now);
        Assert.Equal(CorrectionState.Done, asked.State);
    }

    [Fact]
    public void Who_refuses_says_why_and_only_who_asked_withdraws()
    {
        Assert.Throws<RuleBroken>(() => Ask("x").Refuse(Bo, " ", Now));
        Assert.Throws<RuleBroken>(() => Ask("x").Refuse(Bo, new string('y', Correction.NoteMaxLength + 1), Now));
        Assert.Throws<RuleBroken>(() => Ask("x").Withdraw(Bo, Now));
        var (refused, withdrawn) = (Ask("x"), Ask("x"));
        refused.Refuse(Bo, " Not this time ", Now);
        withdrawn.Withdraw(Kim, Now);
        Assert.Equal((CorrectionState.Refused, "Not this time", CorrectionState.Withdrawn), (refused.State, refused.Answer, withdrawn.State));
    }

    [Fact]
    public void Only_staff_ask_and_decide()
    {
        Assert.Throws<RuleBroken>(() => Correction.Of(NewId.Next(), NewId.Next(), Points(5), 5, Actor.Customer(Guid.NewGuid(), "Me"), null, Now));
        Assert.Throws<RuleBroken>(() => Ask("x").Agree(Actor.System, Now));
    }

    [Theory]
    [InlineData(0), InlineData(Correction.MostPoints + 1), InlineData(-Correction.MostPoints - 1)]
    public void No_points_or_far_too_many_are_refused_at_their_field(long points) => Assert.Equal(["Points"], Points(points).Complaints(Now).Select(c => c.Field));

    [Fact]
    public void Each_kind_asks_for_what_it_needs()
    {
        var extension = new CorrectionTerms(CorrectionKind.Extension, "Why", null);
        Assert.Equal(["EndingBefore", "Until"], extension.Complaints(Now).Select(c => c.Field));
        Assert.Equal(["Until"], (extension with { EndingBefore = Now.AddDays(3), Until = Now.AddDays(3) }).Complaints(Now).Select(c => c.Field));
        Assert.Empty((extension with { EndingBefore = Now.AddDays(3), Until = Now.AddDays(4) }).Complaints(Now));
        Assert.Equal(["Until"], (extension with { EndingBefore = Now.AddDays(3), Until = Now.AddYears(6) }).Complaints(Now).Select(c => c.Field));

        var tier = new CorrectionTerms(CorrectionKind.Tier, "Why", null) { Tier = Tier.Gold, Until = Now.AddDays(9) };
        Assert.Empty(tier.Complaints(Now));
        Assert.Equal(["Tier", "Until"], (tier with { Tier = Tier.Member, Until = Now }).Complaints(Now).Select(c => c.Field));
        foreach (var kind in new[] { GrantKind.StatusMatch, GrantKind.LifeEvent }) Assert.Equal(["Note"], (tier with { Grant = kind }).Complaints(Now).Select(c => c.Field));
        Assert.Equal(["Words", "Note"], (Points(5) with { Words = "", Note = new string('n', Correction.NoteMaxLength + 1) }).Complaints(Now).Select(c => c.Field));
    }

    [Fact]
    public void A_limit_stays_within_bounds()
    {
        Assert.Throws<RuleBroken>(() => CorrectionLimit.Of("Staff", -1, null, 0));
        Assert.Throws<RuleBroken>(() => CorrectionLimit.Of("Staff", CorrectionLimit.MostPointsADay + 1, null, 0));
        Assert.Throws<RuleBroken>(() => CorrectionLimit.Of("Staff", 1, Tier.Gold, CorrectionLimit.MostMonths + 1));
        Assert.Throws<RuleBroken>(() => CorrectionLimit.Of("Staff", 1, Tier.Member, 1));
        Assert.Equal(0, CorrectionLimit.Of("Staff", 1, null, 6).Months); // no tier, no months
    }

    private static CorrectionTerms Points(long points) => new(CorrectionKind.Points, "A late parcel", null) { Points = points };

    private static Correction Ask(string? beyond) => Correction.Of(NewId.Next(), NewId.Next(), Points(50), 50, Kim, beyond, Now);
}
