using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Shop.Journeys.Published;

/// <summary>What is delivered, not what is developed: the published shop in Production, with an empty database, and every file its first page asks for.</summary>
public sealed partial class PublishedShopTests(PublishedShop shop) : IClassFixture<PublishedShop>
{
    [Fact]
    public async Task The_first_page_comes_with_script_style_font_and_icon()
    {
        var assets = await Assets();
        foreach (var ending in (string[])[".css", ".js", ".woff2", ".svg"]) Assert.Contains(assets, a => a.EndsWith(ending, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_file_of_the_first_page_is_there_and_may_be_kept_for_ever_because_its_name_changes_with_it()
    {
        foreach (var asset in await Assets())
        {
            var answer = await shop.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, asset));
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{asset} answered {(int)answer.StatusCode}");
            Assert.True(Fingerprinted().IsMatch(asset), $"{asset} has no fingerprint in its name");
            var cache = answer.Headers.CacheControl?.ToString() ?? "";
            Assert.True(cache.Contains("immutable", StringComparison.Ordinal) && answer.Headers.CacheControl!.MaxAge >= TimeSpan.FromDays(300), $"{asset} may be kept: {cache}");
        }
    }

    [Fact]
    public async Task Script_and_style_travel_in_brotli()
    {
        foreach (var asset in (await Assets()).Where(a => a.EndsWith(".css", StringComparison.Ordinal) || a.EndsWith(".js", StringComparison.Ordinal)))
        {
            var request = new HttpRequestMessage(HttpMethod.Get, asset) { Headers = { { "Accept-Encoding", "br" } } };
            var answer = await shop.Http.SendAsync(request);
            Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
        }
    }

    [Fact]
    public async Task It_tells_browsers_to_come_by_https_only_and_to_run_nothing_foreign()
    {
        var answer = await shop.Http.GetAsync("/");
        Assert.Contains("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")), StringComparison.Ordinal);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Its_sources_and_settings_are_not_for_everybody()
    {
        foreach (var path in (string[])["/appsettings.json", "/shop.db", "/data/shop.db", "/Shop.Web.dll", "/web.config", "/.git/config"])
        {
            // A shop that nobody has set up yet answers everything but its assets with its opening page.
            var answer = await shop.Http.GetAsync(path);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Contains("<h1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private async Task<IReadOnlyList<string>> Assets()
    {
        var answer = await shop.Http.GetAsync("/");
        for (var hops = 0; answer.Headers.Location is { } next && hops < 5; hops++) answer = await shop.Http.GetAsync(next);
        var html = await answer.Content.ReadAsStringAsync();
        return [.. Address().Matches(html).Select(m => WebUtility.HtmlDecode(m.Groups[1].Value).Split('#')[0]).Where(a => Ending().IsMatch(a)).Distinct()];
    }

    [GeneratedRegex("""\b(?:href|src)="(/[^"]+)""")]
    private static partial Regex Address();

    [GeneratedRegex(@"\.(css|js|svg|woff2|png|webp|ico|jpg)$")]
    private static partial Regex Ending();

    [GeneratedRegex(@"[.-][A-Za-z0-9_]{8,}\.\w+$")]
    private static partial Regex Fingerprinted();
}

/// <summary>The shop, published once into a temporary folder and started from there.</summary>
public sealed class PublishedShop : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shop-published-").FullName;
    private ShopProcess? _shop;

    public HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var target = Path.Combine(_folder, "app");
        var project = Path.Combine(Repository.Root, "src/Shop.Web/Shop.Web.csproj");
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", project, "-c", Repository.Configuration, "--no-build", "-o", target, "-v", "quiet", "-nologo"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0) throw new InvalidOperationException($"The shop could not be published:\n{said}");

        _shop = ShopProcess.Start(Path.Combine(target, "Shop.Web.dll"), target, "Production", new Dictionary<string, string?> { ["Data:Directory"] = Path.Combine(_folder, "data") });
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _shop.Address };
        await _shop.Live(TimeSpan.FromMinutes(2));
    }

    public Task DisposeAsync()
    {
        _shop?.Dispose();
        Http?.Dispose();
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
