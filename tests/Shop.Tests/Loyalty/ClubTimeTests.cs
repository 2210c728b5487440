using Shop.Kernel;
using Shop.Loyalty;

namespace Shop.Tests.Loyalty;

/// <summary>Every stretch of time the club counts in begins where the last one ended, on every day, in every zone.</summary>
public sealed class ClubTimeTests
{
    private static readonly TimeZoneInfo Berlin = Zone("Europe/Berlin");

    public static TheoryData<string> Zones => ["Europe/Berlin", "Africa/Cairo", "Asia/Beirut", "America/Santiago", "Pacific/Apia", "Asia/Kolkata", "UTC"];

    [Theory, MemberData(nameof(Zones))]
    public void Stretches_from_any_day_on_touch_and_hold_their_own_instants(string name)
    {
        var zone = Zone(name);
        for (var anchor = new DateOnly(2026, 1, 1); anchor.Year <= 2030; anchor = anchor.AddDays(1))
            foreach (var months in (int[])[1, 12])
            {
                var before = ClubTime.Cycle(anchor, months, -2, zone);
                for (var n = -1; n <= 14; n++)
                {
                    var cycle = ClubTime.Cycle(anchor, months, n, zone);
                    Assert.Equal(before.End, cycle.Start);
                    Assert.True(cycle.End > cycle.Start);
                    Assert.Equal(anchor.AddMonths(n * months), Period.LocalDay(cycle.Start, zone));
                    Assert.Equal(cycle, ClubTime.CycleAt(anchor, months, cycle.Start, zone));
                    Assert.Equal(cycle, ClubTime.CycleAt(anchor, months, cycle.End.AddTicks(-1), zone));
                    Assert.Equal(before, ClubTime.CycleAt(anchor, months, cycle.Start.AddTicks(-1), zone));
                    before = cycle;
                }
            }
    }

    [Theory, MemberData(nameof(Zones))]
    public void The_qualifying_window_never_goes_back_and_the_next_one_touches_it(string name)
    {
        var zone = Zone(name);
        foreach (var window in Enum.GetValues<QualificationWindow>())
            foreach (var joined in (DateOnly[])[new(2024, 2, 29), new(2025, 8, 31), new(2025, 1, 1)])
            {
                var joinedAt = Period.StartOf(joined, zone).AddHours(13);
                var previous = default(Period);
                for (var day = new DateOnly(2026, 1, 1); day.Year <= 2030; day = day.AddDays(1))
                {
                    var at = Period.StartOf(day, zone);
                    var counted = ClubTime.Qualifying(window, joinedAt, at, zone);
                    Assert.True(counted.Contains(at));
                    Assert.True(counted.Start >= previous.Start && counted.End >= previous.End);
                    Assert.Equal(counted, ClubTime.Qualifying(window, joinedAt, Period.StartOf(day.AddDays(1), zone).AddTicks(-1), zone)); // one window a day
                    var next = ClubTime.Next(window, joinedAt, at, zone);
                    Assert.Equal(counted.End, next.Start);
                    Assert.InRange((next.End - next.Start).TotalDays, 364.9, 366.1);
                    previous = counted;
                }
            }
    }

    [Fact]
    public void What_begins_on_a_day_that_some_months_lack_comes_back_to_it()
    {
        var starts = Enumerable.Range(0, 6).Select(n => Period.LocalDay(ClubTime.Cycle(new DateOnly(2026, 12, 31), 1, n, Berlin).Start, Berlin));
        Assert.Equal([new(2026, 12, 31), new(2027, 1, 31), new(2027, 2, 28), new(2027, 3, 31), new(2027, 4, 30), new(2027, 5, 31)], starts);
        var years = Enumerable.Range(0, 5).Select(n => Period.LocalDay(ClubTime.Cycle(new DateOnly(2024, 2, 29), 12, n, Berlin).Start, Berlin));
        Assert.Equal([new(2024, 2, 29), new(2025, 2, 28), new(2026, 2, 28), new(2027, 2, 28), new(2028, 2, 29)], years);
    }

    [Theory]
    [InlineData(QualificationWindow.Rolling12Months, "2025-06-16", "2026-06-16", "2027-06-16")]
    [InlineData(QualificationWindow.CalendarYear, "2026-01-01", "2027-01-01", "2028-01-01")]
    [InlineData(QualificationWindow.MembershipYear, "2026-02-28", "2027-02-28", "2028-02-29")]
    public void The_year_that_counts_is_the_one_the_rules_name(QualificationWindow window, string start, string end, string nextEnd)
    {
        var joined = Period.StartOf(new DateOnly(2024, 2, 29), Berlin).AddHours(9);
        var at = Period.StartOf(new DateOnly(2026, 6, 15), Berlin).AddHours(20);
        var counted = ClubTime.Qualifying(window, joined, at, Berlin);
        Assert.Equal((Start(start), Start(end)), (counted.Start, counted.End));
        Assert.Equal(Start(nextEnd), ClubTime.Next(window, joined, at, Berlin).End);
    }

    [Theory]
    [InlineData("2027-02-28T12:00", "2028-02-28")]
    [InlineData("2028-02-29T12:00", "2029-02-28")]
    [InlineData("2026-08-31T23:30", "2027-09-01")] // it is September in Berlin already
    public void Points_last_to_the_end_of_the_day_that_is_shown(string released, string lastDay)
    {
        var rules = new ProgrammeRules();
        var expires = Expiries.For(DateTime.SpecifyKind(DateTime.Parse(released, null), DateTimeKind.Utc), rules, Berlin);
        Assert.Equal(DateOnly.Parse(lastDay, null), Expiries.LastDay(expires, Berlin));
        Assert.Equal(Period.DayOf(DateOnly.Parse(lastDay, null), Berlin).End, expires);
        Assert.Equal(Period.StartOf(DateOnly.Parse(lastDay, null).AddDays(-14), Berlin), Expiries.WarningAt(expires, 14, Berlin));
    }

    [Theory, MemberData(nameof(Zones))]
    public void Whoever_looks_on_the_last_day_still_has_the_points(string name)
    {
        var (zone, rules) = (Zone(name), new ProgrammeRules());
        for (var day = new DateOnly(2026, 1, 1); day.Year <= 2029; day = day.AddDays(1))
        {
            var expires = Expiries.For(Period.StartOf(day, zone).AddHours(11), rules, zone);
            Assert.Equal(Expiries.LastDay(expires, zone), Period.LocalDay(expires.AddTicks(-1), zone));
            Assert.Equal(Expiries.LastDay(expires, zone).AddDays(1), Period.LocalDay(expires, zone));
            Assert.Equal(day.AddMonths(12), Expiries.LastDay(expires, zone));
        }
    }

    [Theory]
    [InlineData(30, "2026-07-02")] // to the end of 1 July
    [InlineData(0, "2026-06-02")]
    public void Points_that_come_back_have_as_many_days_as_the_rules_say(int days, string end)
    {
        var rules = new ProgrammeRules { Expiry = new ExpiryTerms { DaysWhenGivenBack = days } };
        Assert.Equal(Start(end), Expiries.LeastWhenGivenBack(Start("2026-06-01").AddHours(10), rules, Berlin));
    }

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);

    private static DateTime Start(string day) => Period.StartOf(DateOnly.Parse(day, null), Berlin);
}
