using static Microsoft.Playwright.Assertions;

namespace Shop.Journeys;

/// <summary>What is behind the doors, for those who have the key.</summary>
public sealed class AccountTests : Journey
{
    [Fact]
    public Task Each_page_of_an_account_can_be_read_by_everyone() => Browse(async page =>
    {
        await page.SignInAs("a customer");
        await page.GotoAsync("/account");
        await page.IsReadableByEveryone();
        foreach (var path in await page.Locator("main a[href^='/account']").EvaluateAllAsync<string[]>("links => [...new Set(links.map(l => l.getAttribute('href').split('?')[0].split('#')[0]))]"))
        {
            if (path == "/account") continue;
            await page.GotoAsync(path);
            await page.IsReadableByEveryone();
        }
    });

    [Fact]
    public Task The_first_page_of_the_back_office_can_be_read_by_everyone() => Browse(async page =>
    {
        await page.SignInAs("staff");
        await page.GotoAsync("/backoffice");
        await page.IsReadableByEveryone();
    });

    [Fact]
    public Task Who_has_signed_out_is_out_in_every_tab() => Browse(async page =>
    {
        Expected.Add(401);
        await page.SignInAs("a customer");
        await page.GotoAsync("/account");
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync("/account");
        await page.Locator("form[action$='/account/sign-out'] button").First.ClickAsync();
        await page.WaitForURLAsync(url => !url.EndsWith("/account", StringComparison.Ordinal));
        await other.ReloadAsync();
        await Expect(other).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("sign-in"));
    });
}
