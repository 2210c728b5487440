using Microsoft.Playwright;

namespace Shop.Journeys;

/// <summary>What holds for every page, wherever a journey meets it.</summary>
public static class Reading
{
    /// <summary>Nothing that axe finds, in light and dark, at 1280 and at 390 pixels; and nothing sticks out at 360.</summary>
    public static async Task IsReadableByEveryone(this IPage page)
    {
        var findings = new List<string>();
        foreach (var width in (int[])[1280, 390])
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))"); // the page stands at its new width
            await page.EvaluateAsync("() => scrollTo(0, 0)"); // what a bar that sticks covers for a moment depends on where one stands
            foreach (var colours in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
            {
                await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce });
                findings.AddRange((await page.Findings()).Select(f => $"{colours} {width}: {f}"));
            }
        }
        await page.SetViewportSizeAsync(360, 740);
        await page.Fits();
        await page.SetViewportSizeAsync(1280, 900);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce });
        Assert.True(findings.Count == 0, $"{findings.Count} findings on {page.Url}:\n{string.Join('\n', findings.Take(12))}");
    }

    /// <summary>A page of the back office in light and dark, and at 360 pixels; the frame around it is the same everywhere and read once for all.</summary>
    public static async Task IsReadableAtTheDesk(this IPage page)
    {
        var findings = new List<string>();
        foreach (var colours in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce });
            findings.AddRange((await page.Findings("main")).Select(f => $"{colours}: {f}"));
        }
        await page.SetViewportSizeAsync(360, 740);
        await page.Fits();
        await page.SetViewportSizeAsync(1280, 900);
        Assert.True(findings.Count == 0, $"{findings.Count} findings on {page.Url}:\n{string.Join('\n', findings.Take(12))}");
    }

    /// <summary>The page does not scroll sideways.</summary>
    public static async Task Fits(this IPage page)
    {
        var outside = await page.EvaluateAsync<string[]>("""
            () => {
                const wide = document.documentElement.clientWidth;
                scrollTo(10000, scrollY);
                const moved = scrollX;
                scrollTo(0, scrollY);
                if (moved < 1) return [];
                // What lies in a box that scrolls or cuts off by itself does not make the page wider.
                const boxed = e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') return true; return false; };
                const found = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > wide + 1 && !boxed(e))
                    .slice(0, 8).map(e => `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} reaches ${Math.round(e.getBoundingClientRect().right)} of ${wide}`);
                return found.length > 0 ? found : [`something scrolls ${moved} pixels`];
            }
            """);
        Assert.True(outside.Length == 0, $"{page.Url} is wider than the window:\n{string.Join('\n', outside)}");
    }
}
