using Shop.Catalog;
using Shop.Search;

namespace Shop.Tests.Search;

/// <summary>What people find when they type, and what they must not find.</summary>
public sealed class ProductSearchTests(ProductSearchTests.Stocked shop) : IClassFixture<ProductSearchTests.Stocked>
{
    [Theory]
    [InlineData("heart")]
    [InlineData("HEART")]
    [InlineData("white hanging heart")]
    [InlineData("hearts")]
    public async Task Words_find_the_names_that_have_them(string text) => Assert.Equal("White hanging heart", (await shop.Names(text))[0]);

    [Theory]
    [InlineData("hart", "heart")]
    [InlineData("white hanging hart", "white hanging heart")]
    [InlineData("teepot", "teapot")]
    [InlineData("taepot", "teapot")]
    [InlineData("blankte", "blanket")]
    public async Task One_slip_of_the_finger_is_forgiven_and_the_mended_words_are_told(string typed, string mended)
    {
        var hits = await shop.Find(typed);
        Assert.Equal((Reading.Corrected, mended), (hits.Reading, hits.CorrectedText));
        Assert.NotEqual(0, hits.Total);
    }

    [Fact]
    public async Task No_slip_is_mended_to_a_word_that_only_joins_others()
    {
        var hits = await shop.Find("teh warmer"); // “the” is as near as “tea”
        Assert.Equal((Reading.Corrected, "tea warmer"), (hits.Reading, hits.CorrectedText));
        Assert.Equal("Teapot warmer", (await shop.NamesOf(hits.Ids))[0]);
        Assert.Equal("tea warmer", (await shop.Suggest("teh warmer")).CorrectedText);
    }

    [Fact]
    public async Task A_word_that_only_stands_in_a_text_is_asked_and_not_taken()
    {
        var hits = await shop.Find("faimtly");
        Assert.Equal((Reading.AsTyped, 0), (hits.Reading, hits.Total));
        Assert.Equal(["faintly"], hits.Guesses);
        Assert.Empty((await shop.Suggest("faimtly")).Products);
    }

    [Theory]
    [InlineData("blabaer", "Blåbær jam")]
    [InlineData("Blåbær", "Blåbær jam")]
    [InlineData("strasse", "Straße print")]
    [InlineData("lodz", "Łódź tray")]
    [InlineData("Lødz", "Łódź tray")]
    public async Task Marks_matter_in_neither_direction(string typed, string found) => Assert.Equal([found], await shop.Names(typed));

    [Theory]
    [InlineData("青花")]
    [InlineData("茶壶")]
    [InlineData("青花茶壶")]
    [InlineData("壶")]
    public async Task Chinese_words_are_found_by_their_characters(string typed) => Assert.Equal(["青花茶壶"], await shop.Names(typed));

    [Theory]
    [InlineData("tea pot warmer", "Teapot warmer")]
    [InlineData("woolblanket", "Wool blanket")]
    public async Task Words_written_together_or_apart_are_the_same(string typed, string found) => Assert.Equal([found], await shop.Names(typed));

    [Fact]
    public async Task Chinese_characters_in_another_order_are_another_word() => Assert.Empty(await shop.Names("花青"));

    [Fact]
    public async Task The_beginning_of_a_word_is_enough() => Assert.Equal(["Stoneware teapot", "Teapot warmer"], (await shop.Names("teap")).Order());

    [Fact]
    public async Task A_name_weighs_more_than_a_maker_and_a_maker_more_than_a_text() => Assert.Equal(["Juniper candle", "Plain bowl", "Quiet lamp"], await shop.Names("juniper"));

    [Fact]
    public async Task Another_word_for_the_same_thing_finds_it_after_those_that_are_called_so()
    {
        var names = await shop.Names("cup");
        Assert.Equal("Espresso cup", names[0]);
        Assert.Contains("Slow mug", names);
    }

    [Fact]
    public async Task Another_word_does_not_find_a_makers_name() => Assert.DoesNotContain("Juniper candle", await shop.Names("blue")); // made by Fjord & Sons

    [Fact]
    public async Task An_article_number_is_found() => Assert.Equal(["Slow mug"], await shop.Names((await shop.SlowMug()).Variants[0].Sku));

    [Fact]
    public async Task Where_nothing_has_all_words_some_are_better_than_none()
    {
        var hits = await shop.Find("heart zzqx juniper");
        Assert.Equal(Reading.SomeWords, hits.Reading);
        Assert.Contains("White hanging heart", await shop.NamesOf(hits.Ids));
    }

    [Theory]
    [InlineData("xyzzyplugh")]
    [InlineData("\"")]
    [InlineData("***")]
    [InlineData("")]
    public async Task Nonsense_finds_nothing(string typed)
    {
        if (typed.Length == 0) Assert.NotEqual(0, (await shop.Find(typed)).Total); // no words at all: everything
        else Assert.Equal(0, (await shop.Find(typed)).Total);
    }

    [Theory]
    [InlineData("heart OR juniper")]
    [InlineData("NOT heart")]
    [InlineData("name:heart")]
    [InlineData("heart*")]
    [InlineData("\"heart")]
    [InlineData("heart) OR (x")]
    [InlineData("NEAR(heart white)")]
    [InlineData("heart' or 1=1 --")]
    [InlineData("{name}: heart ^ + -")]
    public async Task Operators_are_words_like_any_other(string typed) => Assert.NotNull(await shop.Find(typed));

    [Fact]
    public async Task Drafts_archived_and_unpublished_products_are_never_found()
    {
        Assert.Empty(await shop.Names("secret"));
        Assert.Empty((await shop.Suggest("secret")).Products);
        Assert.DoesNotContain("Secret draft", await shop.Names(""));

        var product = await shop.Save(Given.Product("Retired zither"));
        await shop.Settle();
        Assert.Equal(["Retired zither"], await shop.Names("zither"));
        await shop.Change(product.Id, p => p.Archive());
        Assert.Empty(await shop.Names("zither"));
    }

    [Fact]
    public async Task Suggestions_are_few_and_of_three_kinds()
    {
        var suggestions = await shop.Suggest("te");
        Assert.Contains("Stoneware teapot", await shop.NamesOf(suggestions.Products));
        Assert.Single(suggestions.Categories); // Tea & coffee
        Assert.Contains("teapot", suggestions.Queries);
        Assert.InRange(suggestions.Products.Count + suggestions.Categories.Count + suggestions.Queries.Count, 3, Suggestions.Most);
    }

    [Theory]
    [InlineData("")]
    [InlineData("t")]
    [InlineData(" ")]
    public async Task Too_little_suggests_nothing(string typed) => Assert.Empty((await shop.Suggest(typed)).Products);

    [Fact]
    public async Task Suggestions_forgive_a_slip_too() => Assert.Equal(["White hanging heart"], await shop.NamesOf((await shop.Suggest("white hanging hart")).Products));

    /// <summary>A small shop with words to trip over.</summary>
    public sealed class Stocked : SearchShop, IAsyncLifetime
    {
        private Guid _slowMug;

        public async Task<ListedProduct> SlowMug() => (await With<Showcase, Assortment>(async s => await s.Now())).Product(_slowMug)!;

        public async Task InitializeAsync()
        {
            var tea = Given.Category("tea", "Tea & coffee");
            var brand = Brand.Of("juniper", "Juniper");
            var sons = Brand.Of("fjord-sons", "Fjord & Sons");
            await InDb(db => { db.AddRange(tea, brand, sons); return db.SaveChangesAsync(); });
            foreach (var name in new[] { "White hanging heart", "Wool blanket", "Blåbær jam", "Straße print", "Łódź tray", "Espresso cup" }) await Save(Given.Product(name));
            await Save(Given.Product("青花茶壶").At("blue-white-teapot"));
            await Save(Given.Product("Stoneware teapot").In(tea));
            await Save(Given.Product("Teapot warmer").Saying("For the tea in it.").In(tea));
            await Save(Given.Product("Juniper candle").By(sons));
            await Save(Given.Product("Plain bowl").By(brand));
            await Save(Given.Product("Quiet lamp").Saying("Smells faintly of juniper and the sea."));
            _slowMug = (await Save(Given.Product("Slow mug"))).Id;
            await Save(Given.Product("Secret draft").Unpublished());
        }

        Task IAsyncLifetime.DisposeAsync() => Task.CompletedTask;
    }
}
