using Shop.Kernel;
using Shop.Web.Html;

namespace Shop.Tests.Html;

public sealed class PagePartTests
{
    [Theory]
    [InlineData(1, 1, "1")]
    [InlineData(1, 3, "1 2 3")]
    [InlineData(1, 12, "1 2 … 12")]
    [InlineData(3, 12, "1 2 3 4 … 12")]
    [InlineData(4, 12, "1 2 3 4 5 … 12")]
    [InlineData(6, 12, "1 … 5 6 7 … 12")]
    [InlineData(12, 12, "1 … 11 12")]
    public void A_pager_names_the_ends_and_the_neighbours_and_never_leaves_out_a_single_page(int page, int pages, string expected) =>
        Assert.Equal(expected, string.Join(' ', new PageLinks(page, pages, p => $"?page={p}").Numbers().Select(n => n is { } number ? $"{number}" : "…")));

    [Fact]
    public void A_price_is_reduced_only_when_it_was_higher()
    {
        Assert.True(new PriceTag(new Money(1900)) { Before = new Money(2400) }.IsReduced);
        Assert.False(new PriceTag(new Money(2400)) { Before = new Money(2400) }.IsReduced);
        Assert.False(new PriceTag(new Money(2400)).IsReduced);
    }

    [Fact]
    public void A_picture_knows_its_sizes()
    {
        var picture = Picture.Sized("/dist/pictures/mug-{0}.webp", "A mug", 320, 960);
        Assert.Equal([new PictureSize("/dist/pictures/mug-320.webp", 320), new PictureSize("/dist/pictures/mug-960.webp", 960)], picture.Sizes);
        Assert.Equal(960, picture.Width);
    }

    [Fact]
    public void Breadcrumbs_for_search_engines_cannot_close_their_script_element()
    {
        var json = JsonLd.Breadcrumbs([new("</script><b>", "/x"), new("Here")], "https://shop.example");
        Assert.DoesNotContain("<", json, StringComparison.Ordinal);
        Assert.Contains("\"item\":\"https://shop.example/x\"", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/account", "/account", true)]
    [InlineData("/account", "/account/orders", false)]
    [InlineData("/account/orders", "/account/orders/100042", true)]
    [InlineData("/account/orders", "/account/ordersandmore", false)]
    public void A_menu_marks_the_page_one_is_on(string link, string path, bool here) =>
        Assert.Equal(here, SiteLinks.IsHere(new SiteLinks.Link("x", link), path));
}
