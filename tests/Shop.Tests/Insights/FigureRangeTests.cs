using Shop.Insights;
using Shop.Kernel;

namespace Shop.Tests.Insights;

/// <summary>Which days figures are of, and which they are held against.</summary>
public sealed class FigureRangeTests
{
    private static readonly DateOnly Today = new(2026, 3, 31);
    private static readonly TimeZoneInfo Oslo = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    [Theory]
    [InlineData("today", "2026-03-31 2026-03-31", "2026-03-30 2026-03-30", "2025-03-31 2025-03-31")]
    [InlineData("7", "2026-03-25 2026-03-31", "2026-03-18 2026-03-24", "2025-03-25 2025-03-31")]
    [InlineData(null, "2026-03-02 2026-03-31", "2026-01-31 2026-03-01", "2025-03-02 2025-03-31")]
    [InlineData("90", "2026-01-01 2026-03-31", "2025-10-03 2025-12-31", "2025-01-01 2025-03-31")]
    [InlineData("this-month", "2026-03-01 2026-03-31", "2026-02-01 2026-02-28", "2025-03-01 2025-03-31")]
    [InlineData("last-month", "2026-02-01 2026-02-28", "2026-01-01 2026-01-31", "2025-02-01 2025-02-28")]
    [InlineData("year", "2026-01-01 2026-03-31", "2025-01-01 2025-03-31", "2025-01-01 2025-03-31")]
    [InlineData("nonsense", "2026-03-02 2026-03-31", "2026-01-31 2026-03-01", "2025-03-02 2025-03-31")]
    public void A_range_ends_today_and_is_compared_with_as_much_before(string? key, string days, string before, string lastYear)
    {
        Assert.Equal(days, Written((FigureRange.Read(key, null, null, null, Today).From, FigureRange.Read(key, null, null, null, Today).To)));
        Assert.Equal(before, Written(FigureRange.Read(key, null, null, "previous", Today).Compared!.Value));
        Assert.Equal(lastYear, Written(FigureRange.Read(key, null, null, "last-year", Today).Compared!.Value));
        Assert.Null(FigureRange.Read(key, null, null, "none", Today).Compared);
    }

    [Theory]
    [InlineData("2026-01-05", "2026-01-05", null)]
    [InlineData("2026-01-05", "2026-01-04", "before")]
    [InlineData("", "2026-01-04", "first")]
    [InlineData("2026-01-04", "4.1.2026", "last")]
    [InlineData("0001-01-01", "2026-01-04", "far")]
    [InlineData("1995-01-01", "2026-01-04", "At most")]
    public void Dates_that_cannot_be_read_are_told(string from, string to, string? mistake)
    {
        var range = FigureRange.Read("own", from, to, null, Today);
        if (mistake is null) Assert.Null(range.Mistake);
        else Assert.Contains(mistake, range.Mistake, StringComparison.Ordinal);
        Assert.Equal(mistake is null ? 1 : 30, range.Days);
    }

    [Theory]
    [InlineData("2026-03-29", "2026-03-29", 23)] // an hour is left out that night
    [InlineData("2026-10-25", "2026-10-25", 25)] // and comes twice in this one
    [InlineData("2026-03-01", "2026-03-31", 31)]
    [InlineData("2026-01-01", "2026-03-31", 13)]
    [InlineData("2025-03-10", "2026-03-31", 13)]
    public void Steps_follow_one_another_without_a_gap_by_the_shops_clock(string from, string to, int count)
    {
        var (first, last) = (DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture));
        var steps = FigureRange.Steps(first, last, Oslo);
        Assert.Equal(count, steps.Count);
        Assert.Equal(Period.StartOf(first, Oslo), steps[0].When.Start);
        Assert.Equal(Period.StartOf(last.AddDays(1), Oslo), steps[^1].When.End);
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.Equal(pair.First.When.End, pair.Second.When.Start));
    }

    private static string Written((DateOnly From, DateOnly To) days) => $"{days.From:yyyy-MM-dd} {days.To:yyyy-MM-dd}";
}
