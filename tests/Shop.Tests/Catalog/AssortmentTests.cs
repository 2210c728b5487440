using Shop.Catalog;
using Shop.Kernel;
using Shop.Search;

namespace Shop.Tests.Catalog;

/// <summary>What is on show follows changes one by one and is always what it would be if it were read anew.</summary>
public sealed class AssortmentTests
{
    private static readonly DateTime Day = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly ShownCategory[] Categories = MakeCategories();
    private static readonly ShownBrand[] Brands = [.. Enumerable.Range(0, 4).Select(i => new ShownBrand(NewId.Next(), 1, $"maker-{i}", $"Maker {i}", "", ""))];
    private static readonly ShownAttribute[] Attributes = [new("material", "Material", true, 0), new("care", "Care", false, 1), new("made-in", "Made in", true, 2)];

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    public void After_any_changes_it_equals_one_made_anew(int seed, bool mixed)
    {
        var dice = new Random(seed);
        var products = Enumerable.Range(0, 60).Select(i => Make(dice, i, mixed)).ToDictionary(p => p.Id);
        var shown = Anew(1, products);
        Look(shown);
        for (var edition = 2; edition < 80; edition++)
        {
            var changed = Enumerable.Range(0, dice.Next(1, 4)).Select(_ => Change(products, dice, mixed)).ToList();
            if (dice.Next(4) == 0) changed.Add(NewId.Next()); // a draft that nobody sees
            shown = shown.With(edition, changed, products);
            Same(Anew(edition, products), shown);
        }
    }

    [Fact]
    public void A_change_of_price_leaves_other_shelves_and_the_names_of_facets_as_they_are()
    {
        var dice = new Random(5);
        var products = Enumerable.Range(0, 60).Select(i => Make(dice, i, mixed: false)).ToDictionary(p => p.Id);
        var before = Anew(1, products);
        Look(before);
        var changed = products.Values.First(p => p.CategoryId == Categories[1].Id);
        products[changed.Id] = Priced(changed, 77_00);
        var after = before.With(2, [changed.Id], products);

        Assert.Same(before.In(Categories[3]), after.In(Categories[3]));
        Assert.NotSame(before.In(Categories[1]), after.In(Categories[1]));
        Assert.Same(FacetBoard.Of(before).Values, FacetBoard.Of(after).Values);
        Assert.Equal(77_00, FacetBoard.Of(after)[products[changed.Id]].Articles[0].Price);
        Assert.NotEqual(77_00, FacetBoard.Of(before)[changed].Articles[0].Price);
    }

    [Fact]
    public void It_knows_what_changed_since_an_edition_as_long_as_it_followed()
    {
        var products = Enumerable.Range(0, 5).Select(i => Make(new Random(i), i, mixed: false)).ToDictionary(p => p.Id);
        var (first, second) = (products.Keys.First(), products.Keys.Last());
        var one = Anew(1, products);
        var two = one.With(2, [first], products);
        var four = two.With(4, [second], products);
        Assert.Equal([first, second], four.ChangedSince(1)!.Order());
        Assert.Equal([second], four.ChangedSince(2));
        Assert.Empty(four.ChangedSince(4)!);
        Assert.Null(four.ChangedSince(3));
        Assert.Null(four.ChangedSince(0));
        Assert.Null(Anew(5, products).ChangedSince(4));
    }

    [Fact]
    public void Very_many_changes_begin_anew()
    {
        var products = Enumerable.Range(0, 600).Select(i => Make(new Random(i), i, mixed: false)).ToDictionary(p => p.Id);
        var before = Anew(1, products);
        Same(Anew(2, products), before.With(2, products.Keys, products));
        var shown = before;
        for (var edition = 2; edition < 12; edition++)
        {
            var some = products.Keys.Skip(edition * 40).Take(300).ToList();
            foreach (var id in some) products[id] = products[id] with { SoldLately = edition * 7 };
            shown = shown.With(edition, some, products);
        }
        Same(Anew(11, products), shown);
    }

    private static Assortment Anew(long edition, Dictionary<Guid, ListedProduct> products) => new(edition, products.Values, Categories, Brands, Attributes);

    // Asks for everything that can be kept, so that it is there to be followed.
    private static void Look(Assortment assortment)
    {
        foreach (var category in Categories) assortment.In(category);
        foreach (var brand in Brands) assortment.By(brand);
        FacetBoard.Of(assortment);
    }

    private static void Same(Assortment anew, Assortment followed)
    {
        Assert.True(anew.Products.SequenceEqual(followed.Products, ReferenceEqualityComparer.Instance));
        foreach (var product in anew.Products)
        {
            Assert.Same(product, followed.Product(product.Id));
            Assert.Same(anew.Product(product.Slug), followed.Product(product.Slug));
        }
        for (var i = 0; i < 200; i++) Assert.Same(anew.Product($"thing-{i}"), followed.Product($"thing-{i}"));
        foreach (var category in Categories) Assert.True(anew.In(category).SequenceEqual(followed.In(category), ReferenceEqualityComparer.Instance));
        foreach (var brand in Brands) Assert.True(anew.By(brand).SequenceEqual(followed.By(brand), ReferenceEqualityComparer.Instance));
        foreach (var query in Queries()) Assert.Equal(Told(anew, query), Told(followed, query));
    }

    private static IEnumerable<ProductQuery> Queries() =>
    [
        new(), new() { CategoryId = Categories[0].Id }, new() { BrandId = Brands[1].Id }, new() { InStock = true, PriceTo = new Money(40_00) }, new() { Sort = ProductSort.PriceUp, MinRating = 3 },
        new() { Choices = new Dictionary<string, IReadOnlyList<string>> { ["colour"] = ["moss", "ink"], ["material"] = ["clay"] } }, new() { Choices = new Dictionary<string, IReadOnlyList<string>> { ["size"] = ["7-cm"] } },
    ];

    private static string Told(Assortment assortment, ProductQuery query)
    {
        var shelf = query.CategoryId is { } category ? assortment.In(assortment.Category(category)!) : query.BrandId is { } brand ? assortment.By(assortment.Brand(brand)!) : assortment.Products;
        var count = FacetCount.Of(shelf, assortment, query);
        var facets = count.Facets(shelf.Count, query.CategoryId is null, query.BrandId is null)
            .Select(f => $"{f.Key} {f.Name}: {string.Join(", ", f.Values.Select(v => $"{v.Key} {v.Name} {v.Swatch} {v.Count} {v.Chosen}"))}");
        return string.Join('\n', [$"{string.Join(' ', count.Matches.Select(m => m.Id))} {count.Prices} {count.InStock} {count.FourStars} {count.ThreeStars}", .. facets]);
    }

    private static Guid Change(Dictionary<Guid, ListedProduct> products, Random dice, bool mixed)
    {
        var all = products.Values.OrderBy(p => p.Id).ToList();
        var one = all[dice.Next(all.Count)];
        switch (dice.Next(9))
        {
            case 0: products[one.Id] = Priced(one, dice.Next(5, 90) * 100); break;
            case 1: products[one.Id] = one with { Variants = [.. one.Variants.Select(v => v with { InStock = dice.Next(2) == 0 })] }; break;
            case 2: products[one.Id] = one with { SoldLately = dice.Next(4) }; break;
            case 3: products[one.Id] = one with { RatingCount = 2, RatingSum = dice.Next(2, 11) }; break;
            case 4: products[one.Id] = one with { Slug = $"thing-{dice.Next(200)}" }; break; // sometimes that of another, which is about to move
            case 5: if (all.Count > 20) products.Remove(one.Id); break;
            case 6:
                var made = Make(dice, dice.Next(200), mixed);
                products[made.Id] = made;
                return made.Id;
            case 7: products[one.Id] = Make(dice, dice.Next(200), mixed) with { Id = one.Id }; break;
            default: products[one.Id] = one with { Version = one.Version + 1 }; break; // looked at again, and the same
        }
        return one.Id;
    }

    private static ListedProduct Priced(ListedProduct product, long minor) => product with { Variants = [.. product.Variants.Select(v => v with { Price = new Money(minor) })] };

    private static ListedProduct Make(Random dice, int number, bool mixed)
    {
        string[] colours = ["Moss", "Ink", "Chalk", mixed ? "moss" : "Sand"], materials = ["Clay", "Glass", "Wood", $"Rare {dice.Next(30)}"];
        OptionChoice Colour() => colours[dice.Next(colours.Length)] is var colour ? new OptionChoice("Colour", colour, mixed && dice.Next(9) == 0 ? "#123456" : $"#{colour.Length}") : null!;
        OptionChoice Size() => new("Size", $"{dice.Next(5, 9)} cm");
        List<OptionChoice> Options() => dice.Next(3) == 0 ? [Colour()] : mixed && dice.Next(4) == 0 ? [Size(), Colour()] : [Colour(), Size()];
        return new ListedProduct(NewId.Next(), 1, $"thing-{number}", $"Thing {number}", dice.Next(8) == 0 ? null : Categories[dice.Next(Categories.Length)].Id, dice.Next(5) == 0 ? null : Brands[dice.Next(Brands.Length)].Id,
            Day.AddDays(dice.Next(9)), null, dice.Next(3), 0, 0, [])
        {
            Variants = [.. Enumerable.Range(0, dice.Next(1, 4)).Select(i => new ListedVariant(NewId.Next(), $"{number}-{i}", new Money(dice.Next(5, 90) * 100), null, Options(), dice.Next(3) > 0))],
            Pictures = [],
            Attributes = [new("material", materials[dice.Next(materials.Length)]), new("care", $"By hand {number}"), .. dice.Next(2) == 0 ? [new ListedAttribute("made-in", "Bergen")] : Array.Empty<ListedAttribute>()],
        };
    }

    private static ShownCategory[] MakeCategories()
    {
        ShownCategory Category(string slug, int position, Guid? parent) => new(NewId.Next(), 1, slug, slug, "", "", parent, position, null, null);
        var table = Category("table", 0, null);
        return [table, Category("cups", 0, table.Id), Category("plates", 1, table.Id), Category("lamps", 1, null), Category("empty", 2, null)];
    }
}
