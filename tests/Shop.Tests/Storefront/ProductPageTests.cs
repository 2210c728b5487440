using System.Net;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Shop.Catalog;
using Shop.Kernel;

namespace Shop.Tests.Storefront;

/// <summary>A product's page tells the truth about the variant in its address, to people and to search engines.</summary>
public sealed class ProductPageTests(ProductPageTests.Goods shop) : IClassFixture<ProductPageTests.Goods>
{
    [Fact]
    public async Task The_address_chooses_the_variant()
    {
        var large = shop.Planter.Variants.Single(v => v.Name == "Sand, Large");
        var page = await shop.Visitor().GetPage($"/p/planter?variant={large.Sku}");

        Assert.Equal("€30.00", page.Text("#buy .price-now .money"));
        Assert.Equal("Sand", page.QuerySelectorAll("#buy .option-head span")[0].TextContent);
        Assert.Equal("Large", page.QuerySelectorAll("#buy .option-head span")[1].TextContent);
        Assert.Equal(large.Id.ToString(), ((IHtmlInputElement)page.QuerySelector("#buy-form input[name=variantId]")!).Value);
        Assert.EndsWith("/p/planter", ((IHtmlLinkElement)page.QuerySelector("link[rel=canonical]")!).Href, StringComparison.Ordinal);
        Assert.Contains(large.Sku, page.Text("#buy .facts"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_are_links_and_say_what_cannot_be_had()
    {
        var page = await shop.Visitor().GetPage($"/p/planter?variant={shop.Planter.Variants.Single(v => v.Name == "Terracotta, Small").Sku}");
        var links = page.QuerySelectorAll("#buy .option-value").Cast<IHtmlAnchorElement>().ToDictionary(a => a.QuerySelector(".option-name")!.TextContent);

        Assert.Equal("true", links["Terracotta"].GetAttribute("aria-current"));
        Assert.Contains("sold out", links["Sand"].TextContent, StringComparison.Ordinal); // small and in sand: none left
        Assert.Contains("not in Terracotta", links["Large"].TextContent, StringComparison.Ordinal);
        Assert.EndsWith(shop.Planter.Variants.Single(v => v.Name == "Sand, Large").Sku, links["Large"].Href, StringComparison.Ordinal); // it leads to the nearest that there is
    }

    [Theory]
    [InlineData("planter", "Terracotta, Small", "Only 3 left", true)]
    [InlineData("planter", "Sand, Large", "In stock", true)]
    [InlineData("planter", "Sand, Small", "Sold out", false)]
    public async Task Stock_is_said_in_words(string slug, string variant, string words, bool canBeBought)
    {
        var page = await shop.Visitor().GetPage($"/p/{slug}?variant={shop.Planter.Variants.Single(v => v.Name == variant).Sku}");
        Assert.Equal(words, page.Text("#buy .stock"));
        Assert.Equal(canBeBought, page.QuerySelector("#buy-form") is not null);
    }

    [Fact]
    public async Task An_unknown_variant_is_the_first_that_can_be_had() => Assert.Equal("€10.00", (await shop.Visitor().GetPage("/p/planter?variant=%22%3E<script>")).Text("#buy .price-now .money"));

    [Fact]
    public async Task A_reduced_price_stands_beside_the_old_one()
    {
        var page = await shop.Visitor().GetPage("/p/reduced-lamp");
        Assert.Contains("€40.00", page.Text("#buy .price-now"), StringComparison.Ordinal);
        Assert.Contains("€50.00", page.Text("#buy .price-old"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_engines_read_the_same_facts()
    {
        var page = await shop.Visitor().GetPage($"/p/planter?variant={shop.Planter.Variants.Single(v => v.Name == "Sand, Large").Sku}");
        var told = page.QuerySelectorAll("script[type='application/ld+json']").Select(s => JsonDocument.Parse(s.TextContent).RootElement).ToDictionary(e => e.GetProperty("@type").GetString()!);

        string? Graph(string name) => page.QuerySelector($"meta[property='{name}']")?.GetAttribute("content");
        Assert.Equal(("product", "</script><b>Planter"), (Graph("og:type"), Graph("og:title")));
        Assert.EndsWith("/p/planter", Graph("og:url"), StringComparison.Ordinal);
        Assert.NotNull(Graph("og:site_name"));

        var product = told["Product"];
        Assert.Equal("</script><b>Planter", product.GetProperty("name").GetString()); // whatever the name, the script element holds
        Assert.Equal("30.00", product.GetProperty("offers").GetProperty("price").GetString());
        Assert.Equal("EUR", product.GetProperty("offers").GetProperty("priceCurrency").GetString());
        Assert.Equal("https://schema.org/InStock", product.GetProperty("offers").GetProperty("availability").GetString());
        Assert.Equal(8, product.GetProperty("aggregateRating").GetProperty("reviewCount").GetInt32());
        Assert.Equal("Pots", told["BreadcrumbList"].GetProperty("itemListElement")[1].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Reviews_are_counted_filtered_sorted_and_paged_without_those_that_wait()
    {
        var visitor = shop.Visitor();
        var page = await visitor.GetPage("/p/planter");
        Assert.Equal("8 reviews", page.Text(".reviews-head .quiet"));
        Assert.Equal(6, page.QuerySelectorAll(".review").Length);
        Assert.DoesNotContain("Waiting", page.Text("main"), StringComparison.Ordinal);

        var critical = await visitor.GetPage("/p/planter?order=lowest");
        Assert.Equal("Cracked", critical.Text(".review h3"));
        Assert.Equal(["Cracked"], (await visitor.GetPage("/p/planter?stars=1")).QuerySelectorAll(".review h3").Select(h => h.TextContent));
        Assert.Equal(2, (await visitor.GetPage("/p/planter?reviews=2")).QuerySelectorAll(".review").Length);
        Assert.Equal(2, (await visitor.GetPage("/p/planter?reviews=77&stars=&order=nonsense")).QuerySelectorAll(".review").Length);
    }

    [Fact]
    public async Task Other_products_stand_under_a_heading_that_says_why()
    {
        var page = await shop.Visitor().GetPage("/p/planter");
        Assert.Contains(page.QuerySelectorAll("main .section-head h2"), h => h.TextContent == "More pots");
        Assert.Contains("Other pot", page.Text("section[aria-labelledby=shelf-0]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_price_and_the_last_one_sold_are_on_the_page_at_once()
    {
        var product = await shop.InDb(db => Given.Product("Passing thing").At("passing-thing").Stocked(1).Save(db, shop.Clock.Now));
        await shop.Settle();
        Assert.Equal("€10.00", (await shop.Visitor().GetPage("/p/passing-thing")).Text("#buy .price-now .money"));

        await shop.InDb(async db =>
        {
            db.Attach(product).Entity.Variants[0].SetPrice(new Money(8_00), shop.Clock.Now);
            return await db.SaveChangesAsync();
        });
        await shop.InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await new StockRoom(db).Move(product.Variants[0].Id, StockMovementKind.WriteOff, -1, null, "broken", shop.Clock.Now, default);
            await transaction.CommitAsync();
            return 0;
        });
        await shop.Settle();
        var page = await shop.Visitor().GetPage("/p/passing-thing");
        Assert.Equal("€8.00", page.Text("#buy .price-now .money"));
        Assert.Equal("Sold out", page.Text("#buy .stock"));
    }

    /// <summary>A planter with variants of which some are missing, and a few things around it.</summary>
    public sealed class Goods : ShopFactory, IAsyncLifetime
    {
        public Product Planter { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            var pots = Given.Category("pots", "Pots");
            await InDb(db => { db.Add(pots); return db.SaveChangesAsync(); });
            await InDb(db => Given.Product("Other pot").In(pots).Save(db, Clock.Now));
            await InDb(db => Given.Product("Reduced lamp").At("reduced-lamp").Priced(40_00, before: 50_00).Save(db, Clock.Now));
            Planter = Product.Draft("planter", "</script><b>Planter", pots.Id);
            await InDb(async db =>
            {
                var stock = new StockRoom(db);
                foreach (var (colour, size, price, left) in new[] { ("Terracotta", "Small", 10_00, 3), ("Sand", "Small", 10_00, 0), ("Sand", "Large", 30_00, 20) })
                    stock.Open(Planter.AddVariant($"PL-{colour[0]}{size[0]}", new Money(price), [new OptionChoice("Colour", colour, "#CDB58F"), new OptionChoice("Size", size)]).Id, left, Clock.Now);
                foreach (var (stars, title) in new[] { (5, "A"), (5, "B"), (5, "C"), (5, "D"), (4, "E"), (4, "F"), (3, "G"), (1, "Cracked") })
                {
                    var review = Review.Write(Planter.Id, null, "Ingrid", "NO", stars, title, "Words about it.", true, Clock.Now);
                    review.Approve(Shop.Kernel.Actor.System, Clock.Now);
                    db.Add(review);
                    Planter.CountReview(stars);
                    Clock.Advance(TimeSpan.FromMinutes(1));
                }
                db.Add(Review.Write(Planter.Id, null, "Ingrid", "NO", 5, "Waiting", "Nobody has read this yet.", true, Clock.Now));
                Planter.Publish(Clock.Now);
                db.Add(Planter);
                return await db.SaveChangesAsync();
            });
        }

        Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;
    }
}
