using Shop.Accounts;
using Shop.Desk;

namespace Shop.Web.BackOffice.Lists;

/// <summary>One cell as it is read: a text, perhaps with a smaller one below, as a badge, a picture beside it, or a link.</summary>
public sealed record Cell(string Text)
{
    public string? Note { get; init; }

    /// <summary>The tone of a badge: success, warning, danger, info, secondary.</summary>
    public string? Badge { get; init; }
    public string? Url { get; init; }
    public Html.Picture? Picture { get; init; }
    public bool HasPicture { get; init; }
}

/// <summary>A column of a list.</summary>
/// <param name="Show">What a reader sees.</param>
/// <param name="Raw">What is exported: a text, a number, an instant, yes or no.</param>
public sealed record Column<T>(string Key, string Heading, Func<T, Cell> Show, Func<T, object?> Raw)
{
    public RowSort<T>? Sort { get; init; }

    /// <summary>Whether figures stand under one another.</summary>
    public bool Number { get; init; }

    /// <summary>Whether it is there before anybody chose.</summary>
    public bool Shown { get; init; } = true;
}

/// <summary>A view that the shop brings along.</summary>
/// <param name="Filters">As an address writes them: “state~is~Placed”.</param>
public sealed record Preset(string Key, string Name, params string[] Filters)
{
    public string? Sort { get; init; }

    /// <summary>What it means that there is nothing in it; null where it is nothing to be glad of.</summary>
    public string? Empty { get; init; }

    /// <summary>Whether its number stands on its tab; only for work that waits, because that stays small.</summary>
    public bool Counted { get; init; }
}

/// <summary>What a list says when there is nothing in it at all, and the first thing to do about it.</summary>
public sealed record NothingYet(string Title, string Text, string? ActionText = null, string? ActionUrl = null);

/// <summary>Something that is done to many rows at once.</summary>
public sealed record BulkAction(string Key, string Words)
{
    /// <summary>What it brings, said before it is done; the number of rows stands before it.</summary>
    public string Effect { get; init; } = "";

    /// <summary>The same use case as for a single row; refusals are <see cref="Kernel.RuleBroken"/>. Null for a page that is printed.</summary>
    public Func<IServiceProvider, Guid, Kernel.Actor, CancellationToken, Task>? One { get; init; }

    /// <summary>Where the rows are printed from; their ids follow.</summary>
    public string? PrintUrl { get; init; }
    public int MostRows { get; init; } = BulkRun.MostRows;

    /// <summary>What somebody must be allowed to do in the list's area.</summary>
    public Act Needs { get; init; } = Act.Change;

    /// <summary>Whether it stands below the list; what is not is chosen on a page of its own.</summary>
    public bool Offered { get; init; } = true;
}

/// <summary>Where else a list leads, for who has the right.</summary>
public sealed record ListLink(string Words, string Url, Right Needs);

/// <summary>A row on its way to a page.</summary>
public sealed record ListRow(Guid Id, string Name, string Url, IReadOnlyList<Cell> Cells);

/// <summary>What every list of the back office can do, whatever its rows are.</summary>
public interface IOfficeList
{
    string Key { get; }

    /// <summary>Whose rights say who sees it, takes it out and changes its rows.</summary>
    Area Area { get; }
    string Title { get; }
    string Url { get; }
    (string One, string Many) Noun { get; }
    string SearchHint { get; }
    NothingYet Nothing { get; }
    IReadOnlyList<Preset> Presets { get; }
    IReadOnlyList<BulkAction> Actions { get; }
    IReadOnlyList<(string Key, string Heading, bool Number, bool Sorts, bool Shown)> ColumnHeads { get; }
    IReadOnlyList<(string Key, string Words, FilterKind Kind, IReadOnlyList<KeyValuePair<string, string>> Choices)> FilterHeads { get; }

    /// <summary>Whether a row opens a page that leads back to this list.</summary>
    bool LeadsBack { get; }

    /// <summary>The page's own first action, as a link; null without one.</summary>
    (string Words, string Url)? Create { get; }

    /// <summary>What somebody must be allowed to do that.</summary>
    Right CreateNeeds { get; }

    /// <summary>Pages that belong to the list, beside its first action.</summary>
    IReadOnlyList<ListLink> Links { get; }

    string? MistakeIn(AskedFilter filter, ListContext context);
    Task<(IReadOnlyList<ListRow> Rows, string? Before, string? After)> Page(ListQuery query, int size, CancellationToken ct);
    Task<RowCount> Count(ListQuery query, int exactly, CancellationToken ct);
    Task<IReadOnlyList<(Guid Id, string Name)>> Names(ListQuery query, int most, CancellationToken ct);

    /// <summary>Each matching row as the values of these columns, in order, never all in memory.</summary>
    IAsyncEnumerable<IReadOnlyList<object?>> Values(ListQuery query, CancellationToken ct);
}

/// <summary>What is asked of a list, all of it settled.</summary>
/// <param name="Only">Only these rows; null for all that match.</param>
public sealed record ListQuery(IReadOnlyList<AskedFilter> Filters, string? Search, string Sort, IReadOnlyList<string> Columns, string? After, string? Before, ListContext Context, IReadOnlyCollection<Guid>? Only = null);

/// <summary>A list of the back office, declared: its rows, columns, filters and views. Everything else is the same for all.</summary>
public abstract class OfficeList<T> : IOfficeList
{
    public abstract string Key { get; }
    public abstract Area Area { get; }
    public abstract string Title { get; }
    public virtual string Url => $"/backoffice/{Key}";
    public abstract (string One, string Many) Noun { get; }
    public abstract string SearchHint { get; }
    public abstract NothingYet Nothing { get; }
    public abstract IReadOnlyList<Preset> Presets { get; }
    public virtual IReadOnlyList<BulkAction> Actions => [];
    public virtual (string Words, string Url)? Create => null;
    public virtual IReadOnlyList<ListLink> Links => [];
    public virtual Right CreateNeeds => new(Area, Act.Change);
    public virtual bool LeadsBack => true;

    public IReadOnlyList<(string Key, string Heading, bool Number, bool Sorts, bool Shown)> ColumnHeads => [.. Columns.Select(c => (c.Key, c.Heading, c.Number, c.Sort is not null, c.Shown))];
    public IReadOnlyList<(string Key, string Words, FilterKind Kind, IReadOnlyList<KeyValuePair<string, string>> Choices)> FilterHeads => [.. Rows.Filters.Select(f => (f.Key, f.Words, f.Kind, f.Choices))];

    protected abstract RowList<T> Rows { get; }
    protected abstract IReadOnlyList<Column<T>> Columns { get; }

    public string? MistakeIn(AskedFilter filter, ListContext context) => Rows.MistakeIn(filter, context);

    public async Task<(IReadOnlyList<ListRow> Rows, string? Before, string? After)> Page(ListQuery query, int size, CancellationToken ct)
    {
        var (sort, descending) = SortOf(query.Sort);
        var page = await Rows.Page(await Matching(query, ct), sort, descending, query.After, query.Before, size, ct);
        var columns = Chosen(query);
        var rows = (await Complete(page.Rows, ct)).Select(r => new ListRow(Rows.IdOf(r), NameOf(r), UrlOf(r), [.. columns.Select(c => c.Show(r))])).ToList();
        return (rows, page.Before, page.After);
    }

    public async Task<RowCount> Count(ListQuery query, int exactly, CancellationToken ct) => await RowCount.Of(await Matching(query, ct), ct, exactly);

    public async Task<IReadOnlyList<(Guid Id, string Name)>> Names(ListQuery query, int most, CancellationToken ct)
    {
        var (sort, descending) = SortOf(query.Sort);
        var names = new List<(Guid, string)>();
        await foreach (var piece in Rows.Pieces(await Matching(query, ct), sort, descending, ct))
        {
            names.AddRange(piece.Select(r => (Rows.IdOf(r), NameOf(r))));
            if (names.Count >= most) return names[..most];
        }
        return names;
    }

    public async IAsyncEnumerable<IReadOnlyList<object?>> Values(ListQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var (sort, descending) = SortOf(query.Sort);
        var columns = Chosen(query);
        await foreach (var piece in Rows.Pieces(await Matching(query, ct), sort, descending, ct))
            foreach (var row in await Complete(piece, ct))
                yield return [.. columns.Select(c => c.Raw(row))];
    }

    protected abstract IQueryable<T> All();
    protected abstract string UrlOf(T row);
    protected abstract string NameOf(T row);

    /// <summary>Reads what the rows of a page need besides, in as many questions however many rows.</summary>
    protected virtual Task<IReadOnlyList<T>> Complete(IReadOnlyList<T> rows, CancellationToken ct) => Task.FromResult(rows);

    /// <summary>Narrows to what somebody looks for. A list that is too long to be read whole for it finds its own way.</summary>
    protected virtual Task<IQueryable<T>> Searched(IQueryable<T> rows, string search, ListContext context, CancellationToken ct) => Task.FromResult(Rows.Matching(rows, [], search, context));

    private async Task<IQueryable<T>> Matching(ListQuery query, CancellationToken ct)
    {
        var rows = Rows.Matching(All(), query.Filters, null, query.Context);
        if (!string.IsNullOrWhiteSpace(query.Search)) rows = await Searched(rows, query.Search, query.Context, ct);
        return query.Only is { } only ? Rows.Only(rows, only) : rows;
    }

    private List<Column<T>> Chosen(ListQuery query) => [.. query.Columns.Select(key => Columns.FirstOrDefault(c => c.Key == key)).OfType<Column<T>>()];

    private (RowSort<T> Sort, bool Descending) SortOf(string sort) => (Columns.First(c => c.Key == sort.TrimStart('-')).Sort!, sort.StartsWith('-'));
}
