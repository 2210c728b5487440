using Shop.Catalog;
using Shop.Search;

namespace Shop.Tests.Search;

/// <summary>Narrowing by properties: any of the ticks within one, all of them together, and counts that say what another tick would give.</summary>
public sealed class FacetTests(FacetTests.Shelf shop) : IClassFixture<FacetTests.Shelf>
{
    [Fact]
    public async Task Without_ticks_each_value_counts_all_its_products()
    {
        var hits = await shop.Tick();
        Assert.Equal(4, hits.Total);
        Assert.Equal("Chalk 2, Moss 3, Ink 1", Shown(hits, "colour", "Chalk", "Moss", "Ink"));
        Assert.Equal("Clay 2, Glass 2", Shown(hits, "material", "Clay", "Glass"));
    }

    [Fact]
    public async Task Ticks_within_a_property_add_up_and_between_properties_narrow()
    {
        Assert.Equal(["Both", "Chalk cup", "Moss bowl", "Moss vase"], await shop.Names([("colour", ["moss", "chalk"])]));
        Assert.Equal(["Both", "Chalk cup"], await shop.Names([("colour", ["moss", "chalk"]), ("material", ["clay"])]));
    }

    [Fact]
    public async Task A_propertys_own_ticks_do_not_change_its_own_counts()
    {
        var hits = await shop.Tick(("colour", ["chalk"]));
        Assert.Equal("Chalk 2, Moss 3, Ink 1", Shown(hits, "colour", "Chalk", "Moss", "Ink"));
        Assert.Equal("Clay 2, Glass 0", Shown(hits, "material", "Clay", "Glass")); // nothing in glass is chalk: shown, with nothing
        Assert.True(hits.Facets.Single(f => f.Key == "colour").Values.Single(v => v.Key == "chalk").Chosen);
    }

    [Fact]
    public async Task One_article_must_have_everything_at_once()
    {
        // “Both” is there in chalk for 10 and in moss for 30: chalk for 30 is not.
        Assert.Equal(["Both", "Chalk cup"], await shop.Names([("colour", ["chalk"])], q => q with { PriceTo = SearchShop.Whole(15) }));
        Assert.Empty(await shop.Names([("colour", ["chalk"])], q => q with { PriceFrom = SearchShop.Whole(20) }));
        Assert.Equal(["Both"], await shop.Names([("colour", ["moss"])], q => q with { PriceFrom = SearchShop.Whole(30) }));
    }

    [Fact]
    public async Task In_stock_means_the_article_with_the_ticks()
    {
        Assert.Equal(["Chalk cup"], await shop.Names([("colour", ["chalk"])], q => q with { InStock = true })); // of “Both” only the moss one is there
        Assert.Equal(1, (await shop.Tick(("colour", ["chalk"]))).InStock);
    }

    [Fact]
    public async Task Prices_span_what_is_left_without_the_price_limit()
    {
        var hits = await shop.Find("", q => q with { PriceTo = SearchShop.Whole(15) });
        Assert.Equal((SearchShop.Whole(10), SearchShop.Whole(30)), hits.Prices);
    }

    [Fact]
    public async Task A_property_nothing_has_is_passed_over() => Assert.Equal(4, (await shop.Tick(("utm_source", ["letter"]), ("colour", ["nonesuch"]))).Total);

    [Theory]
    [InlineData(ProductSort.PriceUp, "Chalk cup, Moss bowl, Moss vase, Both")] // of “Both” the cheaper one is sold out: its card shows the other
    [InlineData(ProductSort.PriceDown, "Both, Moss vase, Moss bowl, Chalk cup")]
    [InlineData(ProductSort.Newest, "Moss vase, Both, Moss bowl, Chalk cup")]
    public async Task Hits_are_sorted(ProductSort sort, string names) => Assert.Equal(names, string.Join(", ", await shop.NamesOf((await shop.Find("", q => q with { Sort = sort })).Ids)));

    [Fact]
    public async Task Pages_share_the_hits_out()
    {
        var pages = await Task.WhenAll(Enumerable.Range(1, 3).Select(page => shop.Find("", q => q with { PageSize = 3, Page = page })));
        Assert.Equal([3, 1, 0], pages.Select(p => p.Ids.Count));
        Assert.Equal(4, pages.SelectMany(p => p.Ids).Distinct().Count());
        Assert.All(pages, p => Assert.Equal(4, p.Total));
    }

    private static string Shown(ProductHits hits, string facet, params string[] names) =>
        string.Join(", ", names.Select(n => $"{n} {hits.Facets.Single(f => f.Key == facet).Values.Single(v => v.Name == n).Count}"));

    /// <summary>Four products that differ in colour, material, price and stock.</summary>
    public sealed class Shelf : SearchShop, IAsyncLifetime
    {
        public async Task InitializeAsync()
        {
            await InDb(db => { db.Add(AttributeDefinition.Of("material", "Material", filterable: true, 0)); return db.SaveChangesAsync(); });
            foreach (var product in new[]
                     {
                         Given.Product("Chalk cup").With("material", "Clay").In("Colour", "Chalk", 12_00),
                         Given.Product("Moss bowl").With("material", "Glass").In("Colour", "Moss", 20_00),
                         Given.Product("Both").With("material", "Clay").In("Colour", "Chalk", 10_00, stock: 0).In("Colour", "Moss", 30_00),
                         Given.Product("Moss vase").With("material", "Glass").In("Colour", "Moss", 25_00).In("Colour", "Ink", 25_00),
                     })
            {
                await Save(product);
                Clock.Advance(TimeSpan.FromDays(1));
            }
        }

        public Task<ProductHits> Tick(params (string Facet, string[] Values)[] ticks) =>
            Find("", q => q with { Choices = ticks.ToDictionary(t => t.Facet, t => (IReadOnlyList<string>)t.Values) });

        public async Task<IReadOnlyList<string>> Names((string Facet, string[] Values)[] ticks, Func<ProductQuery, ProductQuery>? also = null)
        {
            var hits = await Find("", q => (also?.Invoke(q) ?? q) with { Choices = ticks.ToDictionary(t => t.Facet, t => (IReadOnlyList<string>)t.Values) });
            return [.. (await NamesOf(hits.Ids)).Order()];
        }

        Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;
    }
}
