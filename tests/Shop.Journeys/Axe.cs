using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Shop.Journeys;

/// <summary>Asks axe for everything that WCAG 2.2 level AA forbids.</summary>
public static class Axe
{
    private static readonly AxeRunOptions Options = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        ResultTypes = [ResultType.Violations], // everything is examined, but what passed is not described
    };

    /// <summary>Each finding as one line: what is wrong and where.</summary>
    /// <param name="within">Only a part of the page, as a selector.</param>
    public static async Task<IReadOnlyList<string>> Findings(this IPage page, string? within = null)
    {
        var result = within is null ? await page.RunAxe(Options) : await page.RunAxe(new AxeRunContext { Include = [new AxeSelector(within)] }, Options);
        return [.. result.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id} ({v.Help}): {n.Target} {Shorten(n.Html)} {Shorten(string.Join("; ", n.Any.Select(c => c.Message)))}"))];
    }

    private static string Shorten(string text) => text.Length <= 160 ? text : text[..160] + "…";
}
