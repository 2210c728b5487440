using Microsoft.Playwright;

namespace Shop.Journeys;

/// <summary>Each type of page that a visitor can reach without having done anything: readable by everyone, in light and dark, on a desk and a phone.</summary>
public sealed class PageTests : Journey
{
    public static TheoryData<string, int> Pages => new()
    {
        { "/dev/styles", 200 },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task Everyone_can_read_it(string path, int status)
    {
        Expected.Add(status);
        await Browse(async page =>
        {
            var answer = await page.GotoAsync(path);
            Assert.Equal(status, answer!.Status);
            await page.IsReadableByEveryone();
        }, name: Named(path));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task It_fits_a_narrow_phone_without_script(string path, int status)
    {
        Expected.Add(status);
        await Browse(async page =>
        {
            await page.GotoAsync(path);
            await page.Fits();
        }, script: false, width: 360, height: 740, name: Named(path));
    }

    private static string Named(string path) => path.Trim('/').Replace('/', '-') is { Length: > 0 } name ? name.Split('?')[0] : "home";
}
