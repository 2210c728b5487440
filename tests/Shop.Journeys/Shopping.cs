using Microsoft.Playwright;

namespace Shop.Journeys;

/// <summary>What a customer does, as steps that read like it.</summary>
public static class Shopping
{
    /// <summary>Types into the search field and presses Enter.</summary>
    public static async Task SearchFor(this IPage page, string words)
    {
        await page.Locator("#search").FillAsync(words);
        await page.Locator("#search").PressAsync("Enter");
        await page.WaitForURLAsync("**/search?**");
    }

    /// <summary>Opens a product by its address and puts it into the cart.</summary>
    public static async Task AddToCart(this IPage page, string product, int quantity = 1)
    {
        await page.GotoAsync($"/p/{product}");
        if (quantity > 1) await page.Locator("#buy-form [name=quantity]").FillAsync(quantity.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await page.Locator("#buy-button").ClickAsync();
    }

    public static ILocator Heading(this IPage page) => page.Locator("h1");

    public static ILocator Results(this IPage page) => page.Locator("#results .product-card");
}
