using System.IO.Compression;
using Microsoft.Playwright;

namespace Shop.Journeys;

/// <summary>What a first visit to a page weighs, how often it asks, and whom: the budgets of a shop that is quick on a slow line.</summary>
public sealed class WeightTests : Journey
{
    private const int MostRequests = 25;

    [Theory]
    [InlineData("/", 600)]
    [InlineData("/c/mugs-cups", 500)]
    [InlineData("/p/still-mug", 400)]
    [InlineData("/checkout", 200)]
    public async Task A_first_visit_stays_within_its_budget(string path, int kilobytes)
    {
        Elsewhere = await (await Site.Current).InWholeBrowser();
        await Browse(page => Weigh(page, path, kilobytes), name: Named(path));
    }

    private static async Task Weigh(IPage page, string path, int kilobytes)
    {
        var answers = new List<IResponse>();
        if (path == "/checkout")
        {
            await page.GotoAsync("/p/still-mug");
            await page.Locator("#buy-button").ClickAsync();
            await page.Locator("#cart-drawer[open]").WaitForAsync();
        }
        await page.RouteAsync("**", route => route.ContinueAsync()); // with this the browser keeps nothing between pages
        page.Response += (_, response) => { lock (answers) answers.Add(response); };
        await page.GotoAsync(path, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });

        var weighed = new List<(string Url, int Bytes)>();
        foreach (var answer in answers.ToList())
            if (answer.Status == 200) weighed.Add((new Uri(answer.Url).PathAndQuery, await WeightOf(answer)));
        var heaviest = string.Join('\n', weighed.OrderByDescending(w => w.Bytes).Select(w => $"{w.Bytes,8} {w.Url}"));

        var home = new Uri((await Site.Current).Shop.Address.ToString()).Authority;
        Assert.All(answers, a => Assert.True(a.Url.StartsWith("data:", StringComparison.Ordinal) || a.Url.StartsWith("blob:", StringComparison.Ordinal) || new Uri(a.Url).Authority == home, $"{path} asks {a.Url}"));
        Assert.True(weighed.Count <= MostRequests, $"{path} asks {weighed.Count} times:\n{heaviest}");
        Assert.True(weighed.Sum(w => w.Bytes) <= kilobytes * 1024, $"{path} weighs {weighed.Sum(w => w.Bytes) / 1024} KB:\n{heaviest}");
    }

    // As it travels from a published shop: text in brotli, pictures and fonts as they are.
    private static async Task<int> WeightOf(IResponse answer)
    {
        var body = await answer.BodyAsync();
        var type = (await answer.HeaderValueAsync("content-type") ?? "").Split(';')[0];
        if (!type.StartsWith("text/", StringComparison.Ordinal) && type is not ("application/javascript" or "image/svg+xml")) return body.Length;
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];
        return BrotliEncoder.TryCompress(body, packed, out var length, 5, 22) ? length : body.Length;
    }

    private static string Named(string path) => "Weight" + path.Replace('/', '-');
}
