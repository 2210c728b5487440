using Shop.Accounts;

namespace Shop.Tests.Accounts;

public sealed class SessionLifeTests
{
    private static readonly DateTime Start = TestClock.Opening;

    [Fact]
    public void Members_have_14_days_unused_and_90_in_all()
    {
        var life = SessionLife.For([]);
        Assert.False(life.IsOver(Start, Start, Start.AddDays(14).AddSeconds(-1)));
        Assert.True(life.IsOver(Start, Start, Start.AddDays(14)));
        Assert.True(life.IsOver(Start, Start.AddDays(89.9), Start.AddDays(90)));
    }

    [Theory]
    [InlineData(Roles.Staff)]
    [InlineData(Roles.Administrator)]
    public void Staff_has_30_minutes_unused_and_12_hours_in_all(string role)
    {
        var life = SessionLife.For([role]);
        Assert.False(life.IsOver(Start, Start, Start.AddMinutes(29)));
        Assert.True(life.IsOver(Start, Start, Start.AddMinutes(30)));
        Assert.True(life.IsOver(Start, Start.AddHours(11.9), Start.AddHours(12)));
    }
}
