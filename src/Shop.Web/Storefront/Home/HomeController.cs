using Microsoft.AspNetCore.Mvc;
using Shop.Catalog;
using Shop.Web.Html;
using Shop.Web.Storefront.Catalog;
using Shop.Web.Storefront.Pages;
using Shop.Web.Storefront.Sharing;

namespace Shop.Web.Storefront.Home;

/// <summary>The front page.</summary>
public sealed class HomeController(Showcase showcase, ShopWindow window, Cards cards, SiteText texts, LatestReviews reviews) : Controller
{
    private const int OnAShelf = 8;
    private const int MostShelves = 6;

    [HttpGet("/"), SharedPage]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var assortment = await window.Now(ct);
        var latest = await reviews.Of(await showcase.Now(ct), ct); // the same for everybody
        var page = assortment.Remember("home", () => PageOf(assortment, latest));
        return View(ReferenceEquals(page.Text, texts.Home) ? page : PageOf(assortment, latest)); // the words may change without the goods
    }

    private HomePage PageOf(Assortment assortment, IReadOnlyList<ShownReview> latest) => new(
        texts.Home,
        texts.Home.HeroPicture ?? Cards.PictureOf(HeroPicture(assortment)),
        [.. Shelves.Of(assortment, null).Take(MostShelves)],
        cards.Of(assortment.Products.Where(p => p.InStock).OrderByDescending(p => p.SoldLately).ThenByDescending(p => p.CautiousRating).Take(OnAShelf), assortment),
        cards.Of(assortment.Products.Where(p => p.InStock).OrderByDescending(p => p.PublishedAt).Take(OnAShelf), assortment),
        [.. latest.Select(r => (Review: r, Product: assortment.Product(r.ProductId))).Where(r => r.Product is not null)
            .Select(r => new SaidLately(r.Review.Rating, Opening(r.Review.Text), r.Review.Author, r.Product!.Name, Cards.UrlOf(r.Product)))]);

    // A thing at home says more than a thing alone.
    private static ListedPicture? HeroPicture(Assortment assortment) =>
        assortment.Products.SelectMany(p => p.Pictures).FirstOrDefault(p => p.File.EndsWith("-scene", StringComparison.Ordinal)) ?? assortment.Products.SelectMany(p => p.Pictures).FirstOrDefault();

    // The first sentences, as many as fit.
    private static string Opening(string text)
    {
        const int most = 160;
        if (text.Length <= most) return text;
        var end = text.LastIndexOfAny(['.', '!', '?'], most);
        if (end > 40) return text[..(end + 1)];
        var space = text.LastIndexOf(' ', most);
        return text[..(space > 0 ? space : most)] + " …";
    }
}
