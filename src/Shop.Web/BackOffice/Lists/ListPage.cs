using Shop.Desk;

namespace Shop.Web.BackOffice.Lists;

/// <summary>A list as its page shows it: everything is words and addresses, nothing is left to work out.</summary>
public sealed record ListPage(IOfficeList List, ListState State, IReadOnlyList<ListPage.Tab> Tabs, IReadOnlyList<ListPage.Chip> Chips, IReadOnlyList<FilterForm> MoreFilters, IReadOnlyList<ListPage.Head> Heads, IReadOnlyList<ListRow> Rows)
{
    /// <summary>A view on top of the list.</summary>
    public sealed record Tab(string Name, string Url, bool Current, bool Changed, string? Count, string? SharedBy);

    /// <summary>A filter that holds, or the reason why it does not.</summary>
    public sealed record Chip(string Words, string? Mistake, string WithoutUrl, FilterForm Form);

    public sealed record Head(string Key, string Text, bool Number, string? SortUrl, bool? Descending);

    public sealed record Choice(string Key, string Heading, bool Shown, int Place);

    public required string CountWords { get; init; }
    public required RowCount Count { get; init; }
    public string? PreviousUrl { get; init; }
    public string? NextUrl { get; init; }
    public IReadOnlyList<Choice> Columns { get; init; } = [];

    /// <summary>The view of one's own that is shown, to be renamed, shared or deleted.</summary>
    public SavedView? Own { get; init; }
    public bool Narrowed { get; init; }

    /// <summary>What an empty view of the shop's own means, as long as nothing was changed about it.</summary>
    public string? Empty { get; init; }

    /// <summary>Rows that are ticked when the page opens: those a bulk run could not do.</summary>
    public IReadOnlyCollection<Guid> Ticked { get; init; } = [];
    public string? FailedOf { get; init; }

    /// <summary>The roles a view can be shared with.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];
    public bool MayExport { get; init; }

    /// <summary>Whether there is anything this reader may do to many rows.</summary>
    public bool MayAct { get; init; }
    public bool Ticks => MayAct || MayExport;

    public string ClearUrl => List.Url + new ListState { View = State.View, Filters = [] }.Query();

    /// <summary>“?view=…”, whatever page somebody is on.</summary>
    public string Query => State.FirstPage().Query();
}

/// <summary>The small form that adds or changes one filter.</summary>
/// <param name="At">Which of the list's filters it changes; null for a new one.</param>
public sealed record FilterForm(string ListUrl, string Key, string Words, FilterKind Kind, IReadOnlyList<KeyValuePair<string, string>> Choices, AskedFilter? Asked, int? At, IReadOnlyList<KeyValuePair<string, string>> Hidden)
{
    public string Id => $"f-{Key}{(At is { } at ? $"-{at}" : "")}";
    public string? First => Asked?.Value.Split(AskedFilter.To)[0];
    public string? Second => Asked?.Value.Split(AskedFilter.To) is [_, var second, ..] ? second : null;
    public bool Has(string choice) => Asked?.Value.Split(',').Contains(choice, StringComparer.OrdinalIgnoreCase) == true;
    public bool Compares(FilterOperator with) => Asked is { } asked && asked.Operator.Equals(with.ToString(), StringComparison.OrdinalIgnoreCase);
}
