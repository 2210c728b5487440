using System.ComponentModel.DataAnnotations;

namespace Shop.Search;

/// <summary>How products are found: configuration section “Search”.</summary>
public sealed class SearchOptions
{
    /// <summary>Groups of words that mean the same, each group separated by commas: “teapot, tea pot”.</summary>
    public IList<string> Synonyms { get; } = [];

    /// <summary>How long a page waits for an index that is catching up before it answers from what there is, in milliseconds.</summary>
    [Range(0, 60_000)] public int PatienceMilliseconds { get; set; } = 2000;
}
