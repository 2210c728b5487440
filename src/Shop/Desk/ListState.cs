namespace Shop.Desk;

/// <summary>How a list stands: which view it began with, and what was changed since. Written in the address, so that Back, reload and a shared link give the same list.</summary>
public sealed record ListState
{
    public const int MostFilters = 20;

    /// <summary>The view it began with; null for the first one.</summary>
    public string? View { get; init; }
    public string? Search { get; init; }

    /// <summary>Null where the view's own count.</summary>
    public IReadOnlyList<AskedFilter>? Filters { get; init; }

    /// <summary>“total” or “-total” for the largest first; null where the view's own counts.</summary>
    public string? Sort { get; init; }
    public IReadOnlyList<string>? Columns { get; init; }
    public string? After { get; init; }
    public string? Before { get; init; }

    /// <summary>Only the rows that were refused in this bulk run.</summary>
    public Guid? Failed { get; init; }

    /// <summary>Whether anything differs from the view.</summary>
    public bool IsChanged => Filters is not null || Sort is not null || Columns is not null;

    public ListState FirstPage() => this with { After = null, Before = null };

    /// <summary>The fields of an address, in one order.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields()
    {
        if (View is not null) yield return new("view", View);
        if (Filters is { Count: 0 }) yield return new("f", "");
        foreach (var filter in Filters ?? []) yield return new("f", filter.ToString());
        if (Sort is not null) yield return new("sort", Sort);
        if (Columns is not null) yield return new("cols", string.Join(',', Columns));
        if (!string.IsNullOrWhiteSpace(Search)) yield return new("q", Search);
        if (Failed is { } failed) yield return new("failed", failed.ToString("N"));
        if (After is not null) yield return new("after", After);
        if (Before is not null) yield return new("before", Before);
    }

    /// <summary>“?view=late&amp;q=ada”; empty for the list as it is opened.</summary>
    public string Query() => string.Join('&', Fields().Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}")) is { Length: > 0 } query ? "?" + query : "";

    /// <summary>Reads an address; what it does not know it leaves alone.</summary>
    public static ListState Read(Func<string, IReadOnlyList<string?>> fields)
    {
        var filters = fields("f");
        return new ListState
        {
            View = One("view"), Search = One("q") is { Length: > 200 } long_ ? long_[..(char.IsHighSurrogate(long_[199]) ? 199 : 200)] : One("q"), Failed = Guid.TryParse(One("failed"), out var failed) ? failed : null,
            Filters = filters.Count == 0 ? null : [.. filters.Select(AskedFilter.Read).OfType<AskedFilter>().Take(MostFilters)],
            Sort = One("sort"), Columns = One("cols")?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } columns ? columns.Distinct().ToList() : null,
            After = One("after"), Before = One("before"),
        };

        string? One(string name) => fields(name) is [{ Length: > 0 } value, ..] ? value : null;
    }

    public static ListState Read(string query)
    {
        var fields = query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2)).ToLookup(p => p[0], p => p.Length == 2 ? Uri.UnescapeDataString(p[1]) : "");
        return Read(name => [.. fields[name]]);
    }
}
