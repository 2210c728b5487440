using AngleSharp.Html.Dom;
using Shop.Catalog;

namespace Shop.Tests.Storefront;

/// <summary>Makers have pages: found by letter, each with its story and what it makes.</summary>
public sealed class BrandPagesTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    [Fact]
    public async Task Makers_are_listed_by_letter_with_counts_and_have_a_page_of_their_own()
    {
        await shop.InDb(async db =>
        {
            var brands = Enumerable.Range(0, 26).Select(i => Brand.Of($"{(char)('a' + i)}-works", $"{(char)('A' + i)} works")).Append(Brand.Of("oestfold", "Østfold Glass", "Halden, Norway", "Blown by four people.")).Append(Brand.Of("3-hands", "3 Hands")).ToList();
            db.AddRange(brands.Append(Brand.Of("idle", "Idle, without anything")));
            await db.SaveChangesAsync();
            foreach (var brand in brands) Given.Product($"Thing by {brand.Slug}").By(brand).Put(db, shop.Clock.Now);
            Given.Product("Second thing").By(brands[^2]).Put(db, shop.Clock.Now);
            return await db.SaveChangesAsync();
        });
        await shop.Tell();

        var index = await shop.Visitor().GetPage("/brands");
        Assert.Equal(["0–9", "A", "B"], index.QuerySelectorAll(".letters a").Take(3).Select(a => a.TextContent));
        var o = index.QuerySelectorAll(".letter").Single(l => l.QuerySelector("h2")!.TextContent == "O");
        Assert.Equal(["O works", "Østfold Glass"], o.QuerySelectorAll("a").Select(a => a.TextContent));
        Assert.Contains("2 products", o.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Idle", index.Text("main"), StringComparison.Ordinal);

        var visitor = shop.Visitor();
        var page = await visitor.GetPage(((IHtmlAnchorElement)o.QuerySelectorAll("a")[1]).PathName);
        Assert.Equal("Halden, Norway. Blown by four people.", page.Text(".page-head .lead"));
        Assert.Equal(2, page.QuerySelectorAll("#results .product-card").Length);
        var card = (await visitor.GetPage("/shop?brand=oestfold")).QuerySelector(".product-card-maker a")!;
        Assert.Equal("/brands/oestfold", card.GetAttribute("href"));
    }
}
