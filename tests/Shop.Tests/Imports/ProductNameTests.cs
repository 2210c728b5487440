using Shop.Imports;

namespace Shop.Tests.Imports;

/// <summary>Names and shelves made of what a till knew.</summary>
public sealed class ProductNameTests
{
    [Theory]
    [InlineData("WHITE HANGING HEART T-LIGHT HOLDER", "White hanging heart T-light holder")]
    [InlineData(" SET OF 3  CAKE TINS PANTRY DESIGN ,", "Set of 3 cake tins pantry design")]
    [InlineData("CHRISTMAS LIGHTS 10 REINDEER", "Christmas lights 10 reindeer")]
    [InlineData("I'M ON HOLIDAY METAL SIGN", "I'm on holiday metal sign")]
    [InlineData("LONDON BUS COFFEE MUG", "London bus coffee mug")]
    [InlineData("FRENCH WC SIGN BLUE METAL", "French WC sign blue metal")]
    [InlineData("Dotcomgiftshop Bag", "Dotcomgiftshop Bag")]
    [InlineData("blue felt hat", "Blue felt hat")]
    [InlineData("BLÅ KOPP", "Blå kopp")]
    public void Capitals_become_a_sentence(string description, string name) => Assert.Equal(name, ProductName.Of(description));

    [Fact]
    public void Things_of_a_kind_stand_together()
    {
        string[] kinds = ["white hanging heart T-light holder", "jumbo bag red retrospot", "cushion cover with owl", "Christmas bag small", "regency teacup and saucer", "zinc watering can"];
        var names = kinds.SelectMany(k => Enumerable.Range(1, 14).Select(n => $"{k} {n}")).Append("Mystery").ToList();
        var shelves = Shelves.Sort(names);

        Assert.Equal(["Bags & purses", "Candles & lights", "Christmas", "Cushions & textiles", "Garden & outdoors", "Mugs & teatime", Shelves.TheRest], shelves.Select(s => s.Name));
        Assert.Equal(Enumerable.Range(0, names.Count), shelves.SelectMany(s => s.Products).Order());
        Assert.Equal("All products", Assert.Single(Shelves.Sort(["One", "Two"])).Name);
    }

    [Fact]
    public void A_kind_of_thing_no_family_knows_gets_its_own_shelf() =>
        Assert.Equal(["Saddles", Shelves.TheRest], Shelves.Sort([.. Enumerable.Range(1, 20).Select(n => $"Leather saddle {n}"), "Mystery"]).Select(s => s.Name));
}
