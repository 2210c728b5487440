using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Tests.Search;
using static Shop.Tests.Storefront.TwoNodesTests;

namespace Shop.Tests.Storefront;

/// <summary>What is saved on one node is seen on the pages of the other with its next look, which is a second away, without a start.</summary>
public sealed class TwoNodesTests(Nodes nodes) : IClassFixture<Nodes>
{
    [Fact]
    public async Task A_price_is_the_same_on_both()
    {
        var product = await nodes.Have(Given.Product("Rope lamp").In(nodes.Shelf).Priced(41_00));
        await nodes.Tell();
        await nodes.EachPageHas("€41.00", product.Slug, "rope lamp");

        await nodes.First.Change(product.Id, p => p.Variants[0].SetPrice(new Money(33_00), nodes.First.Clock.Now));
        await nodes.Tell();
        await nodes.EachPageHas("€33.00", product.Slug, "rope lamp");
        await nodes.NoPageHas("€41.00", product.Slug, "rope lamp");
    }

    [Fact]
    public async Task Sold_out_on_one_is_sold_out_on_the_other()
    {
        var product = await nodes.Have(Given.Product("Cord lamp").In(nodes.Shelf).Stocked(2));
        await nodes.Tell();
        await nodes.NoPageHas("Sold out", product.Slug, "cord lamp");

        await nodes.First.Move(product.Variants[0].Id, -2);
        await nodes.Tell();
        await nodes.EachPageHas("Sold out", product.Slug, "cord lamp");
        Assert.DoesNotContain("Cord lamp", await nodes.Page("/c/lights?stock=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_product_is_there_a_withdrawn_one_is_gone()
    {
        Assert.DoesNotContain("Paper lamp", await nodes.Page("/c/lights"), StringComparison.Ordinal);
        var product = await nodes.Have(Given.Product("Paper lamp").In(nodes.Shelf).Saying("Folded by lanternmakers"));
        await nodes.Tell();
        await nodes.EachPageHas("Paper lamp", product.Slug, "lanternmakers");

        await nodes.First.Change(product.Id, p => p.Archive());
        await nodes.Tell();
        Assert.DoesNotContain("Paper lamp", await nodes.Page("/c/lights"), StringComparison.Ordinal);
        Assert.DoesNotContain($"/p/{product.Slug}", await nodes.Page("/search?q=lanternmakers"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await nodes.Second.Visitor().Get($"/p/{product.Slug}")).StatusCode);
    }

    [Fact]
    public async Task A_renamed_product_is_found_at_its_new_address_and_the_old_one_leads_there()
    {
        var product = await nodes.Have(Given.Product("Glass lamp").In(nodes.Shelf).At("glass-lamp-old"));
        await nodes.Tell();
        await nodes.EachPageHas("Glass lamp", "glass-lamp-old", "glass lamp");

        await nodes.First.With<IServiceProvider>(async services =>
        {
            var db = services.GetRequiredService<Shop.Data.ShopDb>();
            var products = db.Products;
            await services.GetRequiredService<ChangeSlug>().Of(await products.SingleAsync(p => p.Id == product.Id), "glass-lamp-new", default);
            await db.SaveChangesAsync();
        });
        await nodes.Tell();
        await nodes.EachPageHas("Glass lamp", "glass-lamp-new", "glass lamp");
        foreach (var list in new[] { "/c/lights", "/search?q=glass+lamp" })
        {
            Assert.Contains("/p/glass-lamp-new", await nodes.Page(list), StringComparison.Ordinal);
            Assert.DoesNotContain("/p/glass-lamp-old", await nodes.Page(list), StringComparison.Ordinal);
        }
        var old = await nodes.Second.Visitor().Get("/p/glass-lamp-old");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/p/glass-lamp-new"), (old.StatusCode, old.Headers.Location?.ToString()));
    }

    public sealed class Nodes : IAsyncLifetime
    {
        public SearchShop First { get; } = new();
        public SecondNode Second { get; private set; } = null!;
        public Category Shelf { get; } = Category.Open("lights", "Lights", 1);

        public async Task InitializeAsync()
        {
            await First.InDb(db => { db.Add(Shelf); return db.SaveChangesAsync(); });
            Second = new SecondNode(First);
            Assert.Contains("Lights", await Page("/c/lights"), StringComparison.Ordinal); // it has looked at everything
            await Second.With<Showcase>(s => s.Follow(default));
        }

        public Task<Product> Have(ProductBuilder product) => First.Have(product);

        /// <summary>The first node's courier tells what was saved there; the second one looks, as it does every second.</summary>
        public async Task Tell()
        {
            await First.Tell();
            await Second.With<Showcase>(s => s.Follow(default));
        }

        public async Task EachPageHas(string text, string slug, string words)
        {
            foreach (var page in Pages(slug, words)) Assert.Contains(text, await Page(page), StringComparison.Ordinal);
        }

        public async Task NoPageHas(string text, string slug, string words)
        {
            foreach (var page in Pages(slug, words)) Assert.DoesNotContain(text, await Page(page), StringComparison.Ordinal);
        }

        /// <summary>The main part of a page of the second node.</summary>
        public async Task<string> Page(string url) => (await Second.Visitor().GetPage(url)).QuerySelector("main")!.InnerHtml;

        public async Task DisposeAsync()
        {
            await Second.DisposeAsync();
            await First.DisposeAsync();
        }

        private static IEnumerable<string> Pages(string slug, string words) => ["/c/lights", $"/p/{slug}", $"/search?q={Uri.EscapeDataString(words)}"];
    }

    public sealed class SecondNode(ShopFactory first) : ShopFactory(first)
    {
        protected override Dictionary<string, string?> Settings => new() { ["Search:PatienceMilliseconds"] = "20000" };
    }
}
