using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Shop.Journeys;

/// <summary>Light or dark, as one likes it.</summary>
public sealed class AppearanceTests : Journey
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task The_choice_of_dark_survives_a_reload_without_a_flash(bool script) => Browse(async page =>
    {
        await page.GotoAsync("/");
        var light = await Ground(page);
        await page.RunAndWaitForResponseAsync(() => page.Locator(".theme-switch button[value=dark]").ClickAsync(), "**/theme");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-bs-theme", "dark");
        var dark = await Ground(page);
        Assert.NotEqual(light, dark);

        // No flash: the server itself says dark, before any script could.
        var answer = await page.ReloadAsync();
        Assert.Contains("data-bs-theme=\"dark\"", await answer!.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(dark, await Ground(page));
        await page.GotoAsync("/c/lamps");
        Assert.Equal(dark, await Ground(page));
    }, script: script);

    [Fact]
    public Task Who_has_chosen_nothing_gets_what_the_system_says() => Browse(async page =>
    {
        await page.GotoAsync("/");
        var dark = await Ground(page);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        Assert.NotEqual(dark, await Ground(page));
    }, colours: ColorScheme.Dark);

    private static Task<string> Ground(IPage page) => page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
}
