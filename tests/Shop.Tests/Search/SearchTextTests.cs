using Shop.Search;

namespace Shop.Tests.Search;

/// <summary>How texts become words: whoever types without marks, in capitals or with half a character finds the same.</summary>
public sealed class SearchTextTests
{
    [Theory]
    [InlineData("Blåbær", "blabaer")]
    [InlineData("STRAẞE Straße", "strasse strasse")]
    [InlineData("Łódź", "lodz")]
    [InlineData("crème brûlée", "creme brulee")]
    [InlineData("Ærø øl", "aero ol")]
    [InlineData("children's", "childrens")]
    [InlineData("T-light 0.32 l", "t light 0 32 l")]
    [InlineData("ｆｕｌｌ ｗｉｄｔｈ", "full width")]
    public void Marks_and_capitals_are_folded(string text, string words) => Assert.Equal(words, string.Join(' ', SearchText.Words(text).Select(w => w.Text)));

    [Theory]
    [InlineData("mugs", "mug")]
    [InlineData("glasses", "glass")]
    [InlineData("vases", "vase")]
    [InlineData("boxes", "box")]
    [InlineData("berries", "berry")]
    [InlineData("dishes", "dish")]
    [InlineData("glass", null)]
    [InlineData("gas", null)]
    [InlineData("octopus", null)]
    public void Plurals_have_a_singular(string word, string? singular) => Assert.Equal(singular, SearchText.Singular(word));

    [Fact]
    public void A_script_without_spaces_is_cut_into_characters_and_pairs()
    {
        Assert.Equal("青 花 瓷 青花 花瓷", SearchText.Indexed("青花瓷").Trim());
        Assert.Equal("茶 壶 茶壶 tea", SearchText.Indexed("茶壶tea").Trim());
        Assert.Equal(["茶壶"], SearchText.Grams("茶壶", alsoSingle: false));
        Assert.Equal(["茶"], SearchText.Grams("茶", alsoSingle: false));
    }

    [Fact]
    public void Broken_text_does_no_harm()
    {
        Assert.Equal(["a", "b"], SearchText.Words("a\ud800b").Select(w => w.Text));
        Assert.Empty(SearchText.Words("\uffff\udc00\0\ufdd0"));
        Assert.Equal(40, SearchText.Words(new string('x', 5000)).Single().Text.Length);
    }

    [Theory]
    [InlineData("heart", "hart", 1)]
    [InlineData("teapot", "teepot", 1)]
    [InlineData("form", "from", 1)]
    [InlineData("abc", "abc", 0)]
    [InlineData("kitten", "sitting", 3)]
    public void Slips_are_counted(string a, string b, int distance)
    {
        Assert.Equal(distance, SpellBook.Distance(a, b, 3));
        Assert.Equal(distance, SpellBook.Distance(b, a, 3));
    }

    [Fact]
    public void Counting_stops_beyond_the_limit() => Assert.Equal(2, SpellBook.Distance("kitten", "sitting", 1));
}
