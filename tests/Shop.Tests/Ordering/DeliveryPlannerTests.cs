using System.Globalization;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.Ordering;

public sealed class DeliveryPlannerTests
{
    private static readonly TimeZoneInfo Oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    [Theory]
    // ordered (local time in Oslo), to, least, most days => leaves, from, to
    [InlineData("2026-06-02 09:00", "NO", 2, 3, "2026-06-02", "2026-06-04", "2026-06-05")] // a Tuesday morning
    [InlineData("2026-06-02 13:00", "NO", 2, 3, "2026-06-03", "2026-06-05", "2026-06-08")] // the cut-off itself is too late
    [InlineData("2026-06-05 12:59", "NO", 1, 1, "2026-06-05", "2026-06-08", "2026-06-08")] // over a weekend
    [InlineData("2026-06-06 10:00", "NO", 1, 1, "2026-06-08", "2026-06-09", "2026-06-09")] // nothing leaves on Saturday
    [InlineData("2026-04-01 10:00", "NO", 2, 3, "2026-04-01", "2026-04-08", "2026-04-09")] // Wednesday before Easter: Maundy Thursday to Easter Monday
    [InlineData("2026-04-01 14:00", "NO", 1, 1, "2026-04-07", "2026-04-08", "2026-04-08")]
    [InlineData("2027-05-14 10:00", "NO", 1, 2, "2027-05-14", "2027-05-18", "2027-05-19")] // 17 May and Whit Monday fall on one day
    [InlineData("2026-05-13 10:00", "NO", 1, 1, "2026-05-13", "2026-05-15", "2026-05-15")] // Ascension Day
    [InlineData("2026-12-23 10:00", "NO", 2, 3, "2026-12-23", "2026-12-28", "2026-12-29")] // Christmas: 24th works in Norway
    [InlineData("2026-12-30 15:00", "NO", 1, 1, "2026-12-31", "2027-01-04", "2027-01-04")] // over New Year
    [InlineData("2026-10-01 10:00", "DE", 1, 1, "2026-10-01", "2026-10-02", "2026-10-02")]
    [InlineData("2028-10-02 10:00", "DE", 1, 1, "2028-10-02", "2028-10-04", "2028-10-04")] // German Unity Day at the other end
    [InlineData("2026-06-18 10:00", "SE", 1, 1, "2026-06-18", "2026-06-22", "2026-06-22")] // Midsummer's Eve
    [InlineData("2026-04-09 10:00", "GR", 1, 2, "2026-04-09", "2026-04-14", "2026-04-15")] // Greek Good Friday and Easter Monday are later
    public void Dates_count_working_days_at_both_ends(string ordered, string destination, int least, int most, string leaves, string from, string to)
    {
        var dates = DeliveryPlanner.Plan(Utc(ordered), Oslo, "NO", destination, 13, 0, least, most);
        Assert.Equal((Day(leaves), Day(from), Day(to)), (dates.Leaves, dates.From, dates.To));
    }

    [Fact]
    public void The_time_left_runs_to_the_cut_off_and_is_not_told_when_it_has_passed()
    {
        Assert.Equal(new TimeSpan(3, 12, 0), DeliveryPlanner.Plan(Utc("2026-06-02 09:48"), Oslo, "NO", "NO", 13, 0, 1, 1).OrderWithin);
        Assert.Null(DeliveryPlanner.Plan(Utc("2026-06-02 13:00"), Oslo, "NO", "NO", 13, 0, 1, 1).OrderWithin);
        Assert.Null(DeliveryPlanner.Plan(Utc("2026-05-17 09:00"), Oslo, "NO", "NO", 13, 0, 1, 1).OrderWithin);
    }

    [Fact]
    public void Handling_takes_working_days_too() =>
        Assert.Equal(Day("2026-06-09"), DeliveryPlanner.Plan(Utc("2026-06-05 09:00"), Oslo, "NO", "NO", 13, 2, 1, 1).Leaves);

    [Fact]
    public void Every_day_of_five_years_gives_dates_in_order_for_every_country()
    {
        for (var day = new DateOnly(2026, 1, 1); day.Year < 2031; day = day.AddDays(3))
            foreach (var country in Countries.All)
            {
                var dates = DeliveryPlanner.Plan(Period.StartOf(day, Oslo).AddHours(9), Oslo, "NO", country.Code, 13, 0, 1, 4);
                Assert.True(day <= dates.Leaves && dates.Leaves < dates.From && dates.From <= dates.To && dates.To < day.AddDays(25), $"{country.Code} {day}");
                Assert.True(Holidays.IsWorkingDay(country.Code, dates.From) && Holidays.IsWorkingDay(country.Code, dates.To));
            }
    }

    [Theory]
    [InlineData(2024, "2024-03-31", "2024-05-05")]
    [InlineData(2025, "2025-04-20", "2025-04-20")]
    [InlineData(2026, "2026-04-05", "2026-04-12")]
    [InlineData(2027, "2027-03-28", "2027-05-02")]
    [InlineData(2038, "2038-04-25", "2038-04-25")]
    public void Easter_is_when_the_churches_say(int year, string western, string eastern) =>
        Assert.Equal((Day(western), Day(eastern)), (Holidays.Easter(year), Holidays.EasternEaster(year)));

    [Theory]
    [InlineData("GB", "2026-05-04 2026-05-25 2026-08-31 2026-12-28")] // Boxing Day is a Saturday: moved to Monday
    [InlineData("GB", "2027-12-27 2027-12-28")] // both days of Christmas at the weekend
    [InlineData("IE", "2026-02-02 2026-03-17 2026-10-26")]
    [InlineData("IS", "2026-04-23")]
    [InlineData("DK", "2026-06-05")]
    [InlineData("NL", "2026-04-27")]
    [InlineData("PL", "2026-12-24 2026-06-04")]
    public void Moving_holidays_are_found(string country, string days) =>
        Assert.All(days.Split(' '), d => Assert.Contains(Day(d), Holidays.Of(country, Day(d).Year)));

    private static DateTime Utc(string local) => TimeZoneInfo.ConvertTimeToUtc(DateTime.Parse(local, CultureInfo.InvariantCulture), Oslo);

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
