using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Data;
using Shop.Web.Storefront.Catalog;

namespace Shop.Web.Storefront.Sharing;

/// <summary>
/// Visits the pages people come to first, from within, until they are quick: the runtime compiles well only what has been called often,
/// and that wait should be nobody's. Nothing is counted, sent or written by it.
/// </summary>
public sealed class FirstVisits(OwnPipeline own, Showcase showcase, ShopAddress address, CurrentShop shop, IHttpContextFactory contexts, IOptions<StorefrontOptions> options,
    IHostEnvironment environment, IHostApplicationLifetime lifetime, ILogger<FirstVisits> log) : BackgroundService
{
    private const int UsualRounds = 200;
    private const int InOneGo = 10;

    // The compiler waits for a moment in which nothing new is called.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rounds = options.Value.FirstVisits ?? (environment.IsProduction() ? UsualRounds : 0);
        if (rounds == 0 || !shop.IsOpen) return;
        try
        {
            await Opened(stoppingToken);
            var began = Stopwatch.GetTimestamp();
            var visits = await Run(rounds, stoppingToken);
            log.LogInformation("{Visits} first visits from within, in {Seconds:0.0} s: the pages are quick now.", visits, Stopwatch.GetElapsedTime(began).TotalSeconds);
        }
        catch (OperationCanceledException)
        {
            // the shop closes
        }
        catch (Exception failed)
        {
            log.LogWarning(failed, "The first visits from within were given up. Pages are whole all the same, and become quick with their visitors.");
        }
    }

    /// <returns>How many visits were answered with a page.</returns>
    public async Task<int> Run(int rounds, CancellationToken ct)
    {
        var answered = 0;
        var pages = Pages(await showcase.Now(ct));
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var (path, query) in pages)
            {
                if (await Visit(path, query, new FirstVisit(AsMember: false), ct) == StatusCodes.Status200OK) answered++;
                if (await Visit(path, query, new FirstVisit(AsMember: true), ct) == StatusCodes.Status200OK) answered++;
            }
            if (round % InOneGo == 0) await Task.Delay(Pause, ct);
        }
        return answered;
    }

    private async Task Opened(CancellationToken ct)
    {
        var opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = lifetime.ApplicationStarted.Register(opened.SetResult);
        await opened.Task.WaitAsync(ct);
    }

    private static List<(string Path, string Query)> Pages(Assortment assortment)
    {
        List<(string, string)> pages = [("/", "")];
        if (assortment.Categories.OrderByDescending(c => assortment.In(c).Count).FirstOrDefault() is { } fullest) pages.Add(($"/c/{fullest.Slug}", ""));
        if (assortment.Products.FirstOrDefault(p => p.Variants.Count > 1) is { } several) pages.Add((Cards.UrlOf(several), ""));
        if (assortment.Products is [var first, ..])
        {
            pages.Add((Cards.UrlOf(first), ""));
            pages.Add(("/search", "?q=" + Uri.EscapeDataString(first.Name.Split(' ')[^1])));
        }
        return pages;
    }

    private async Task<int> Visit(string path, string query, FirstVisit visit, CancellationToken ct)
    {
        var home = new Uri(address.Base);
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature
        {
            Method = HttpMethods.Get, Protocol = HttpProtocol.Http11, Scheme = home.Scheme, Path = path, QueryString = query,
            Headers = new HeaderDictionary { [HeaderNames.Host] = home.Authority },
        });
        features.Set<IHttpResponseFeature>(new HttpResponseFeature());
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        features.Set(visit);
        var context = contexts.Create(features);
        try
        {
            context.RequestAborted = ct;
            await own.Pipeline(context);
            await context.Response.CompleteAsync();
            return context.Response.StatusCode;
        }
        finally
        {
            contexts.Dispose(context);
        }
    }
}

/// <summary>Marks a request that comes from the shop itself: its pages are made, not taken from the shelf of shared ones. No request from a network can carry it.</summary>
/// <param name="AsMember">The page is made as for somebody signed in, who has no account, no cart and no rights.</param>
public sealed record FirstVisit(bool AsMember)
{
    internal static readonly SignedIn Member = new(Guid.Empty, Guid.Empty, "First Visit", "first@visit.invalid", [], DateTime.UnixEpoch, false);
}

/// <summary>The finished pipeline, for what visits pages without a network.</summary>
public sealed class OwnPipeline
{
    private RequestDelegate? _pipeline;

    public RequestDelegate Pipeline => _pipeline ?? throw new InvalidOperationException("The pipeline is not built yet.");

    internal RequestDelegate Keep(RequestDelegate next) => _pipeline = next;
}
