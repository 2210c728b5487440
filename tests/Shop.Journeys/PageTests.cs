using Microsoft.Playwright;

namespace Shop.Journeys;

/// <summary>Each type of page that a visitor can reach without having done anything: readable by everyone, in light and dark, on a desk and a phone.</summary>
public sealed class PageTests : Journey
{
    public static TheoryData<string, int> Pages => new()
    {
        { "/", 200 },
        { "/categories", 200 },
        { "/c/mugs-cups", 200 },
        { "/c/mugs-cups?colour=moss&stock=1", 200 },
        { "/shop?page=2", 200 },
        { "/brands", 200 },
        { "/brands/fjord-clay", 200 },
        { "/search", 200 },
        { "/search?q=drizle", 200 },
        { "/search?q=nothingiscalledthis", 200 },
        { "/p/still-mug", 200 },
        { "/p/slow-morning-box", 200 },
        { "/cart", 200 },
        { "/wishlist", 200 },
        { "/club", 200 },
        { "/compare", 200 },
        { "/viewed", 200 },
        { "/p/hammered-kettle", 200 },
        { "/track", 200 },
        { "/contact", 200 },
        { "/account/sign-in", 200 },
        { "/account/register", 200 },
        { "/account/forgotten", 200 },
        { "/help", 200 },
        { "/returns", 200 },
        { "/terms", 200 },
        { "/about", 200 },
        { "/delivery", 200 },
        { "/cookies", 200 },
        { "/newsletter", 200 },
        { "/there-is-no-such-page", 404 },
        { "/error/500", 500 },
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
