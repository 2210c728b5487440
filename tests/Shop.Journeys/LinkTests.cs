using System.Net;
using System.Text.RegularExpressions;

namespace Shop.Journeys;

/// <summary>No way leads nowhere: whatever a page of the demo shop links to or shows is there.</summary>
public sealed partial class LinkTests
{
    private const int Most = 600;

    [Fact]
    public async Task Every_link_and_picture_reachable_from_the_front_page_is_there()
    {
        var site = await Site.Current;
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = site.Shop.Address };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var waiting = new Queue<(string Path, string From)>([("/", "the start")]);
        var seen = new HashSet<string> { "/" };
        var broken = new List<string>();
        while (waiting.TryDequeue(out var link) && seen.Count < Most)
        {
            using var answer = await http.GetAsync(link.Path);
            if (answer.StatusCode >= HttpStatusCode.BadRequest) broken.Add($"{link.Path} (linked from {link.From}) answers {(int)answer.StatusCode}");
            var next = answer.Headers.Location?.ToString();
            if (next is not null) Look(next, link.Path);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            foreach (Match found in Address().Matches(await answer.Content.ReadAsStringAsync())) Look(WebUtility.HtmlDecode(found.Groups[1].Value), link.Path);
        }
        Assert.True(broken.Count == 0, string.Join('\n', broken));
        Assert.True(seen.Count > 100, $"Only {seen.Count} addresses were found.");

        void Look(string address, string from)
        {
            // One of each kind is enough where only the query differs; what is left out are the many combinations of filters.
            var path = address.Split('#')[0].Split('?')[0];
            if (path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && seen.Add(path)) waiting.Enqueue((path == address.Split('#')[0] ? path : address.Split('#')[0], from));
        }
    }

    [GeneratedRegex("""\b(?:href|src)="(/[^"]*)""")]
    private static partial Regex Address();
}
