using Microsoft.Playwright;

namespace Shop.Journeys;

/// <summary>Each page of the back office that a link leads to, one of each kind: readable by everyone, in light and dark, and no wider than a phone.</summary>
public sealed class OfficePageTests : Journey
{
    private const string Links = "links => links.filter(l => !l.hasAttribute('download')).map(l => new URL(l.href, location.href)).filter(u => u.origin === location.origin && u.pathname.startsWith('/backoffice')).map(u => u.pathname + u.search)";

    // Files to save, and what shows the shop as somebody else sees it.
    private static readonly string[] NoPages = [".csv", ".json", ".pdf", "/export", "/file"];

    [Fact]
    public Task Everyone_who_works_here_can_read_every_page() => Browse(async page =>
    {
        await page.SignInAs("the administrator");
        var (seen, waiting, findings) = (new HashSet<string>(), new Queue<string>(["/backoffice"]), new List<string>());
        while (waiting.TryDequeue(out var address))
        {
            if (!seen.Add(KindOf(address))) continue;
            var answer = await page.GotoAsync(address);
            if (answer!.Status != 200 || !(answer.Headers.GetValueOrDefault("content-type") ?? "").StartsWith("text/html", StringComparison.Ordinal)) continue; // what goes wrong is told by the journey itself
            seen.Add(KindOf(new Uri(page.Url).AbsolutePath));
            // A letter stands in a frame in which nothing may run, axe neither; what letters are made of is looked at where they are made.
            await page.EvaluateAsync("() => document.querySelectorAll('iframe[sandbox]').forEach(f => f.remove())");
            // The frame around it is the same everywhere, and was read with the first page.
            foreach (var colours in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce });
                findings.AddRange((await page.Findings(seen.Count > 2 ? "main" : null)).Select(f => $"{address} {colours}: {f}"));
            }
            await page.SetViewportSizeAsync(360, 740);
            if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth")) findings.Add($"{address} is wider than a phone");
            await page.SetViewportSizeAsync(1280, 900);
            foreach (var link in await page.Locator("a[href]").EvaluateAllAsync<string[]>(Links))
                if (!seen.Contains(KindOf(link)) && !NoPages.Any(n => link.Contains(n, StringComparison.Ordinal))) waiting.Enqueue(link);
        }
        Assert.True(seen.Count > 40, $"Only {seen.Count} kinds of pages were found: {string.Join(' ', seen)}");
        Assert.True(findings.Count == 0, $"{findings.Count} findings on {seen.Count} pages:\n{string.Join('\n', findings.Take(25))}");
    });

    // One product is like another.
    private static string KindOf(string address) => string.Join('/', address.Split('?')[0].Split('/').Select(part => part.Any(char.IsAsciiDigit) ? "*" : part));
}
