using System.Globalization;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Shop.Catalog;
using Shop.Search;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Sharing;

/// <summary>
/// Keeps finished shared pages and gives them to the next visitors. A page goes as soon as what is on show changes; what a visitor brings
/// of their own never meets it: their requests pass by, and a page that would set a cookie is not kept.
/// </summary>
public sealed class SharedPageShelf(RequestDelegate next, Showcase showcase, IOptions<StorefrontOptions> options, TimeProvider clock) : IDisposable
{
    private const int LongestQuery = 400;

    // What a page may say to a browser besides its HTML. Nothing else is kept.
    private static readonly string[] KeptHeaders = ["HX-Push-Url", "HX-Trigger-After-Swap", HeaderNames.Link];

    private static readonly HashSet<string> KnownParameters = new(StringComparer.Ordinal) { "q", "sort", "page", "min", "max", "stock", "rating", "variant", "order", "stars", "reviews" };

    private readonly MemoryCache _pages = new(new MemoryCacheOptions { SizeLimit = options.Value.OutputCacheMegabytes * 1024L * 1024, CompactionPercentage = 0.2 });

    public async Task Invoke(HttpContext context)
    {
        if (!options.Value.OutputCache || !context.IsShared())
        {
            await next(context);
            return;
        }
        var assortment = await showcase.Now(context.RequestAborted);
        if (KeyOf(context, assortment) is not { } key)
        {
            await next(context);
            return;
        }
        var now = clock.GetUtcNow().UtcDateTime;
        if (_pages.TryGetValue(key, out KeptPage? kept) && kept!.IsGood(assortment.Edition, now))
        {
            context.Response.Headers.Age = ((int)(now - kept.KeptAt).TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await Send(kept, context);
            return;
        }
        await MakeAndKeep(context, key, assortment.Edition, now);
    }

    public void Dispose() => _pages.Dispose();

    private async Task MakeAndKeep(HttpContext context, PageKey key, long edition, DateTime now)
    {
        var (response, wire) = (context.Response, context.Response.Body);
        using var written = new MemoryStream();
        response.Body = written;
        try
        {
            await next(context);
        }
        finally
        {
            response.Body = wire;
        }
        if (response.HasStarted || response.StatusCode != StatusCodes.Status200OK || response.Headers.SetCookie.Count > 0 || response.ContentType is not { } type)
        {
            written.Position = 0;
            await written.CopyToAsync(wire, context.RequestAborted);
            return;
        }
        // As on show when it began to be made: if that changed meanwhile, it is made again for the next visitor.
        var seconds = context.GetEndpoint()!.Metadata.GetMetadata<SharedPageAttribute>()!.Seconds;
        var headers = KeptHeaders.Where(h => response.Headers.ContainsKey(h)).Select(h => KeyValuePair.Create(h, response.Headers[h].ToString())).ToList();
        var page = new KeptPage(written.ToArray(), type, headers, edition, now, now.AddSeconds(seconds));
        _pages.Set(key, page, new MemoryCacheEntryOptions { Size = page.Size });
        await Send(page, context);
    }

    private static async Task Send(KeptPage page, HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.Headers.ETag = page.Tag;
        response.Headers.CacheControl = "private, no-cache"; // a browser may keep it, and asks whether it is still the same
        response.Headers.Vary = "Cookie, HX-Request, Accept-Encoding";
        foreach (var (name, value) in page.Headers) response.Headers[name] = value;
        if (request.Headers.IfNoneMatch.Any(known => known?.Contains(page.Tag, StringComparison.Ordinal) == true))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            response.ContentType = null;
            return;
        }
        var (bytes, encoding) = page.In(request.Headers.AcceptEncoding.ToString());
        response.ContentType = page.ContentType;
        response.ContentLength = bytes.Length;
        if (encoding is not null) response.Headers.ContentEncoding = encoding;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    // Null where an address says something that no page of ours knows: a mark of a letter or an advertisement is one person's and fills no shelf.
    private static PageKey? KeyOf(HttpContext context, Assortment assortment)
    {
        var request = context.Request;
        if (request.QueryString.Value?.Length > LongestQuery) return null;
        if (request.QueryString.HasValue)
            foreach (var (name, _) in request.Query)
                if (!KnownParameters.Contains(name) && !assortment.HasFacet(name)) return null;
        return new PageKey(request.Scheme, request.Host.Value ?? "", request.PathBase.Value ?? "", request.Path.Value ?? "", request.QueryString.Value ?? "",
            Culture.Language, Theme.Chosen(request), CookieChoice.Of(request), IsPart(request));
    }

    private static bool IsPart(HttpRequest request) => request.Headers.ContainsKey("HX-Request") && !request.Headers.ContainsKey("HX-History-Restore-Request");
}
