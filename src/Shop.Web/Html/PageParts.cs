namespace Shop.Web.Html;

/// <summary>A step on the way to this page; the last one has no address.</summary>
public sealed record Crumb(string Name, string? Url = null);

/// <summary>Which page of how many, and where each one is.</summary>
public sealed record PageLinks(int Page, int Pages, Func<int, string> Url)
{
    /// <summary>First, last, the neighbours of this page; null where some are left out.</summary>
    public IEnumerable<int?> Numbers()
    {
        var last = 0;
        foreach (var page in Enumerable.Range(1, Pages).Where(p => p == 1 || p == Pages || Math.Abs(p - Page) <= 1))
        {
            if (page == last + 2) yield return page - 1;
            else if (page > last + 2) yield return null;
            yield return last = page;
        }
    }
}

/// <summary>Nothing here yet: a picture or icon, one sentence and one way on.</summary>
public sealed record EmptyState(string Title, string Text, string ActionText, string ActionUrl)
{
    public string Icon { get; init; } = "search";
    public Picture? Picture { get; init; }
}

/// <summary>A line of the categories menu.</summary>
public sealed record MenuEntry(string Name, string Url)
{
    public IReadOnlyList<MenuEntry> Children { get; init; } = [];
    public Picture? Picture { get; init; }
    public string? Note { get; init; }
    public bool Current { get; init; }
    public bool Sale { get; init; }
}

/// <summary>A short line above the header.</summary>
public sealed record Announcement(string Icon, string Text, string? Url = null);
