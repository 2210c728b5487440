using Shop.Desk;
using Shop.Kernel;

namespace Shop.Tests.Desk;

/// <summary>How lists are written in addresses, and what is typed into their filters.</summary>
public sealed class ListStateTests
{
    private static readonly ListContext Context = new(Currency.Of("EUR"), TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo"), new DateTime(2026, 3, 10, 23, 30, 0, DateTimeKind.Utc));

    private static readonly RowList<Thing> Things = new(t => t.Id,
    [
        RowFilters.Money("total", "Total", (Thing t) => t.Total), RowFilters.Number("count", "Count", (Thing t) => t.Count), RowFilters.Date("at", "At", (Thing t) => t.At), RowFilters.Date("day", "Day", (Thing t) => t.Day),
        RowFilters.Text("name", "Name", (Thing t) => t.Name), RowFilters.Choice("tone", "Tone", (Thing t) => t.Tone, [(Tone.Low, "Low"), (Tone.High, "High")]), RowFilters.YesNo<Thing>("large", "Large", _ => t => t.Count > 5),
    ], word => t => t.Name!.Contains(word));

    private enum Tone { Low, High }

    [Fact]
    public void An_address_comes_back_as_it_was_written()
    {
        var state = new ListState { View = "own-1", Search = "ada & co", Filters = [new AskedFilter("total", "between", "10..20"), new AskedFilter("name", "is", "a~b, c")], Sort = "-total", Columns = ["number", "total"], After = "abc" };
        var read = ListState.Read(state.Query());
        Assert.Equal(state.Query(), read.Query());
        Assert.Equal(state.Filters, read.Filters);
        Assert.Equal(["number", "total"], read.Columns);
        Assert.Empty(ListState.Read("?f=").Filters!); // no filter at all is something else than the view's own
        Assert.Null(ListState.Read("?view=x").Filters);
        Assert.Equal("", new ListState().Query());
    }

    [Theory]
    [InlineData("total~more~12.50", "b")]
    [InlineData("total~less~12,50", "a")]
    [InlineData("total~between~1..12.5", "a")]
    [InlineData("total~is~20", "b")]
    [InlineData("count~more~5", "b")]
    [InlineData("count~is~3", "a")]
    [InlineData("name~contains~A", "a")]
    [InlineData("name~is~B", "b")]
    [InlineData("name~not~b", "a")]
    [InlineData("tone~is~High", "b")]
    [InlineData("tone~not~high", "a")]
    [InlineData("tone~is~Low,High", "ab")]
    [InlineData("large~is~yes", "b")]
    [InlineData("large~is~no", "a")]
    [InlineData("at~last~1", "b")] // in Oslo it is the eleventh already
    [InlineData("at~last~2", "ab")]
    [InlineData("at~is~2026-03-10", "a")]
    [InlineData("at~before~2026-03-11", "a")]
    [InlineData("at~after~2026-03-10", "b")]
    [InlineData("at~between~2026-03-10..2026-03-11", "ab")]
    [InlineData("day~is~2026-03-12", "b")]
    [InlineData("day~before~2026-03-12", "")]
    public void A_filter_lets_through_what_it_says(string filter, string expected)
    {
        var things = new[]
        {
            new Thing(Guid.NewGuid(), "a", new Money(12_49), 3, new DateTime(2026, 3, 10, 22, 59, 59, DateTimeKind.Utc), null, Tone.Low),
            new Thing(Guid.NewGuid(), "b", new Money(20_00), 6, new DateTime(2026, 3, 10, 23, 0, 0, DateTimeKind.Utc), new DateOnly(2026, 3, 12), Tone.High),
        }.AsQueryable();
        Assert.Null(Things.MistakeIn(AskedFilter.Read(filter)!, Context));
        Assert.Equal(expected, string.Concat(Things.Matching(things, [AskedFilter.Read(filter)!], null, Context).Select(t => t.Name)));
    }

    [Theory]
    [InlineData("total~more~a lot", "no amount")]
    [InlineData("total~more~1.234", "no amount")]
    [InlineData("total~between~20..10", "more than the second")]
    [InlineData("total~between~20", "both ends")]
    [InlineData("count~is~1.5", "whole number")]
    [InlineData("count~more~99999999999", "too large")]
    [InlineData("at~is~2026-02-30", "no day")]
    [InlineData("at~last~0", "no number of days")]
    [InlineData("at~contains~2026", "how to compare")]
    [InlineData("at~3~2026-03-10", "how to compare")]
    [InlineData("tone~is~Purple", "cannot be chosen")]
    [InlineData("tone~is~", "at least one")]
    [InlineData("name~is~ ", "what to look for")]
    [InlineData("large~is~maybe", "yes or no")]
    [InlineData("nothing~is~x", "no filter")]
    public void What_cannot_be_read_is_told_in_a_sentence(string filter, string why) => Assert.Contains(why, Things.MistakeIn(AskedFilter.Read(filter)!, Context), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("xyz")]
    [InlineData("00000000000000000000000000000000x")]
    [InlineData("00000000000000000000000000000000.zz")]
    public void What_is_no_place_is_none(string text) => Assert.Null(Place.Read(text));

    [Fact]
    public void A_place_is_read_as_it_was_written()
    {
        var place = new Place("Ærø ~ &", Guid.NewGuid());
        Assert.Equal(place, Place.Read(place.ToString()));
        Assert.Equal(place with { Key = null }, Place.Read((place with { Key = null }).ToString()));
    }

    private sealed record Thing(Guid Id, string? Name, Money Total, int Count, DateTime At, DateOnly? Day, Tone Tone);
}
