using Shop.Kernel;

namespace Shop.Tests.Kernel;

public sealed class PeriodTests
{
    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("Africa/Cairo")]
    [InlineData("Asia/Beirut")]
    [InlineData("America/Santiago")]
    [InlineData("America/Havana")]
    [InlineData("Pacific/Apia")]
    [InlineData("Asia/Kolkata")]
    [InlineData("UTC")]
    public void Each_day_begins_where_the_day_before_ended(string name)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var previous = Period.DayOf(new DateOnly(2025, 12, 31), zone);
        for (var day = new DateOnly(2026, 1, 1); day.Year <= 2030; day = day.AddDays(1))
        {
            var period = Period.DayOf(day, zone);
            Assert.Equal(previous.End, period.Start);
            Assert.Equal(DateTimeKind.Utc, period.Start.Kind);
            Assert.InRange(period.End - period.Start, TimeSpan.FromHours(23), TimeSpan.FromHours(25));
            // Its instants are that day on the wall, its neighbours' are not.
            Assert.Equal(day, Period.LocalDay(period.Start, zone));
            Assert.Equal(day, Period.LocalDay(period.End.AddTicks(-1), zone));
            Assert.Equal(day.AddDays(-1), Period.LocalDay(period.Start.AddTicks(-1), zone));
            previous = period;
        }
    }

    [Theory]
    [InlineData("Africa/Cairo", 2026, 4, 24)]
    [InlineData("Asia/Beirut", 2027, 3, 28)]
    [InlineData("America/Havana", 2027, 3, 14)]
    [InlineData("America/Santiago", 2027, 9, 5)]
    public void A_day_without_midnight_begins_at_its_first_instant(string name, int year, int month, int day)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(name);
        var start = Period.StartOf(new DateOnly(year, month, day), zone);
        Assert.Equal(new TimeSpan(1, 0, 0), TimeZoneInfo.ConvertTimeFromUtc(start, zone).TimeOfDay);
    }

    [Fact]
    public void The_start_belongs_to_a_period_and_the_end_does_not()
    {
        var period = Period.DayOf(new DateOnly(2026, 6, 2), TimeZoneInfo.Utc);
        Assert.True(period.Contains(period.Start));
        Assert.True(period.Contains(period.End.AddTicks(-1)));
        Assert.False(period.Contains(period.End));
        Assert.False(period.Contains(period.Start.AddTicks(-1)));
    }
}
