using Microsoft.Extensions.DependencyInjection;
using Shop.Web.Storefront.Sharing;

namespace Shop.Tests.Storefront;

/// <summary>The shop's visits to itself make its pages quick and leave no trace.</summary>
public sealed class FirstVisitsTests(FirstVisitsTests.KeepingShop shop) : IClassFixture<FirstVisitsTests.KeepingShop>
{
    public sealed class KeepingShop : ShopFactory
    {
        protected override Dictionary<string, string?> Settings => new() { ["Storefront:OutputCache"] = "true", ["Limits:RequestsPerMinute"] = "3" };
    }

    [Fact]
    public async Task Each_of_the_first_pages_is_visited_past_the_shelf_and_past_the_limits()
    {
        await shop.Have(Given.Product("Lys lamp").At("lys-lamp"));
        using var visits = ActivatorUtilities.CreateInstance<FirstVisits>(shop.Services);

        Assert.Equal(2 * 3 * 2, await visits.Run(2, default)); // the front page, a product, a search: each as a visitor and as somebody signed in

        Assert.Empty(shop.Errors);
        foreach (var page in new[] { "/", "/p/lys-lamp", "/search?q=lamp" })
        {
            var first = await shop.Visitor().Get(page);
            Assert.True(first.IsSuccessStatusCode, $"{page}: {first.StatusCode}");
            Assert.Null(first.Headers.Age);
        }
    }
}
