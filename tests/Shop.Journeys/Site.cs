using System.Globalization;
using Microsoft.Playwright;

namespace Shop.Journeys;

/// <summary>The demo shop in a process of its own and one browser, both started once for all journeys and ended with them.</summary>
public sealed class Site
{
    private const string WholeChromium = "/usr/bin/chromium";

    private static readonly Lazy<Task<Site>> Opened = new(Open);
    private static readonly Lazy<Task<IBrowser>> Whole = new(async () => await Launch(await Playwright.CreateAsync(), WholeChromium));

    private Site(ShopProcess shop, IBrowser browser) => (Shop, Browser) = (shop, browser);

    public ShopProcess Shop { get; }

    public IBrowser Browser { get; }

    /// <summary>Where what failed is kept: screenshots, traces and the shop's log.</summary>
    public static string Results { get; } = Environment.GetEnvironmentVariable("SHOP_JOURNEY_RESULTS") is { Length: > 0 } folder ? folder : Path.Combine(Path.GetTempPath(), "shop-journeys");

    public static Task<Site> Current => Opened.Value;

    /// <summary>Another shop, shown in the same browser.</summary>
    public Site Of(ShopProcess shop) => new(shop, Browser);

    /// <summary>The demo shop with its data in a folder.</summary>
    /// <param name="daysAhead">How far in the future it lives.</param>
    public static ShopProcess StartShop(string folder, int daysAhead = 0) => ShopProcess.StartBuilt("Development", new Dictionary<string, string?>
    {
        ["Data:Directory"] = folder,
        ["Demo:Enabled"] = "true",
        ["Limits:RequestsPerMinute"] = "0",
        ["Limits:SensitivePerMinute"] = "0",
        ["Clock:DaysAhead"] = daysAhead.ToString(CultureInfo.InvariantCulture),
    });

    /// <summary>The same shop in Chromium as people have it: its shell without windows fetches pictures from farther below the fold.</summary>
    public async Task<Site> InWholeBrowser() => File.Exists(WholeChromium) ? new(Shop, await Whole.Value) : this;

    private static Task<IBrowser> Launch(IPlaywright playwright, string program) => playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = program,
        Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });

    private static async Task<Site> Open()
    {
        var folder = Directory.CreateTempSubdirectory("shop-journeys-data-").FullName;
        var shop = StartShop(folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            shop.Dispose();
            Directory.Delete(folder, recursive: true);
        };
        var playwright = await Playwright.CreateAsync();
        var browser = await Launch(playwright, Environment.GetEnvironmentVariable("SHOP_CHROMIUM") is { Length: > 0 } program ? program : WholeChromium);
        await shop.Ready(TimeSpan.FromMinutes(4));
        return new Site(shop, browser);
    }
}
