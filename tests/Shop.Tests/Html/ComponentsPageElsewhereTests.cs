using System.Net;

namespace Shop.Tests.Html;

public sealed class ComponentsPageElsewhereTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task The_page_of_components_exists_in_development_only() => await shop.Visitor().GetPage("/dev/styles", HttpStatusCode.NotFound);
}
