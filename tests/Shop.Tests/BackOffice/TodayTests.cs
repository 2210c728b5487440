using Shop.Accounts;

namespace Shop.Tests.BackOffice;

/// <summary>The first page of the back office.</summary>
public sealed class TodayTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task It_opens_on_an_empty_shop()
    {
        await shop.Account("first@example.org", Roles.Administrator);
        var page = await (await shop.SignedIn("first@example.org")).GetPage("/backoffice");
        Assert.Equal("Today", page.Text("h1"));
        Assert.Contains("No orders yet", page.Text("main"), StringComparison.Ordinal);
        Assert.Equal(["0", "0", "€0.00"], page.QuerySelectorAll(".figure-card strong").Select(f => f.TextContent.Trim()));
    }
}
