using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Shop.Journeys;

/// <summary>
/// What every journey keeps an eye on: a broken content rule, an error in the console or on the page, or an answer of the shop
/// that failed makes the test fail, even when the person would not have noticed.
/// </summary>
public abstract class Journey
{
    private const string ReportBrokenRules = "addEventListener('securitypolicyviolation', e => console.error(`Content rule broken: ${e.violatedDirective} by ${e.blockedURI} in ${e.sourceFile}:${e.lineNumber}`))";

    // Each step of each page costs a good part of the whole run: kept only where somebody looks for something.
    private static readonly bool Traced = Environment.GetEnvironmentVariable("SHOP_JOURNEY_TRACES") == "1";

    /// <summary>Answers that belong to the journey: 422 for a form with mistakes, 409 for a refusal, 404 for a missing page.</summary>
    protected HashSet<int> Expected { get; } = [];

    /// <summary>Where the journey goes, if not to the shop that all share.</summary>
    protected Site? Elsewhere { get; set; }

    /// <summary>A person with a browser of their own walks through the shop. When something goes wrong a screenshot and the page are kept, with SHOP_JOURNEY_TRACES=1 a trace of every step too.</summary>
    protected async Task Browse(Func<IPage, Task> walk, bool script = true, int width = 1280, int height = 900, ColorScheme colours = ColorScheme.Light, bool calm = true, [CallerMemberName] string name = "")
    {
        var site = Elsewhere ?? await Site.Current;
        await using var context = await site.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.Shop.Address.ToString(), JavaScriptEnabled = script, ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = colours, ReducedMotion = calm ? ReducedMotion.Reduce : ReducedMotion.NoPreference, Locale = "en-GB", TimezoneId = "Europe/Oslo",
        });
        context.SetDefaultTimeout(20_000);
        if (Traced) await context.Tracing.StartAsync(new TracingStartOptions { Snapshots = true });
        var troubles = Watch(context, site.Shop.Address);
        if (script) await context.AddInitScriptAsync(ReportBrokenRules);
        var page = await context.NewPageAsync();
        try
        {
            await walk(page);
            Assert.Empty(troubles.Distinct());
        }
        catch (Exception failure)
        {
            var kept = await Keep(context, site, name);
            throw new JourneyFailed($"{Shorten(failure.Message)}\nat {(context.Pages is [.., var last] ? last.Url : "no page")}, kept in {kept}{string.Concat(troubles.Distinct().Select(t => "\nTrouble: " + t))}", failure);
        }
    }

    private static string Shorten(string message) => message.Length <= 1200 ? message : message[..1200] + "…";

    private ConcurrentQueue<string> Watch(IBrowserContext context, Uri shop)
    {
        var troubles = new ConcurrentQueue<string>();
        bool IsOurs(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Authority == shop.Authority;
        // A failed load is reported below, with its address and status.
        context.Console += (_, message) => { if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)) troubles.Enqueue($"Console: {message.Text}"); };
        context.WebError += (_, error) => troubles.Enqueue($"Page error: {error.Error}");
        context.RequestFailed += (_, request) => { if (IsOurs(request.Url) && request.Failure is not "net::ERR_ABORTED") troubles.Enqueue($"{request.Method} {request.Url}: {request.Failure}"); };
        context.Response += (_, response) => { if (IsOurs(response.Url) && response.Status >= 400 && !Expected.Contains(response.Status)) troubles.Enqueue($"{response.Request.Method} {response.Url} answered {response.Status}"); };
        return troubles;
    }

    private async Task<string> Keep(IBrowserContext context, Site site, string name)
    {
        var folder = Path.Combine(Site.Results, $"{GetType().Name}.{name}-{Guid.NewGuid().ToString("N")[..6]}");
        Directory.CreateDirectory(folder);
        try
        {
            for (var i = 0; i < context.Pages.Count; i++)
            {
                await context.Pages[i].ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"page-{i + 1}.png"), FullPage = true, Timeout = 10_000 });
                await File.WriteAllTextAsync(Path.Combine(folder, $"page-{i + 1}.html"), await context.Pages[i].ContentAsync());
            }
            if (Traced) await context.Tracing.StopAsync(new TracingStopOptions { Path = Path.Combine(folder, "trace.zip") });
            await File.WriteAllTextAsync(Path.Combine(folder, "shop.log"), site.Shop.Output);
        }
        catch (PlaywrightException gone)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "not-kept.txt"), gone.ToString());
        }
        return folder;
    }
}

/// <summary>A journey that did not end as it should, with where it stopped and what else went wrong.</summary>
public sealed class JourneyFailed(string message, Exception cause) : Exception(message, cause);
