using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Mvc;
using Shop.Catalog;
using Shop.Data;
using Shop.Web.Storefront.Loyalty;
using Shop.Web.Storefront.Pages;

namespace Shop.Web.Storefront.Site;

/// <summary>What search engines ask for: which pages there are, and which are not for them.</summary>
public sealed class SiteController(Showcase showcase, SiteText texts, ClubTerms club, ShopAddress address) : Controller
{
    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private const int MostInOne = 40_000; // the protocol allows 50,000

    private string Origin => address.Base;

    [HttpGet("/robots.txt")]
    public IActionResult Robots() => Content(
        $"User-agent: *\nDisallow: /account\nDisallow: /backoffice\nDisallow: /cart\nDisallow: /checkout\nDisallow: /search\nDisallow: /track\nDisallow: /wishlist\nDisallow: /compare\nDisallow: /viewed\nDisallow: /stock-notices\nDisallow: /club/\n\nSitemap: {Origin}/sitemap.xml\n", "text/plain", Encoding.UTF8);

    [HttpGet("/sitemap.xml")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var paths = Paths(await showcase.Now(ct), await club.Now(ct) is not null);
        if (paths.Count <= MostInOne) return Xml("urlset", "url", paths);
        return Xml("sitemapindex", "sitemap", [.. Enumerable.Range(1, (paths.Count + MostInOne - 1) / MostInOne).Select(n => $"/sitemap-{n}.xml")]);
    }

    [HttpGet("/sitemap-{part:int:min(1)}.xml")]
    public async Task<IActionResult> Show(int part, CancellationToken ct)
    {
        var paths = Paths(await showcase.Now(ct), await club.Now(ct) is not null).Skip((int)Math.Min(int.MaxValue, (part - 1L) * MostInOne)).Take(MostInOne).ToList();
        return paths.Count == 0 ? NotFound() : Xml("urlset", "url", paths);
    }

    private List<string> Paths(Assortment assortment, bool hasClub) =>
    [
        "/", "/shop", "/categories", "/brands", "/contact", .. hasClub ? ["/club"] : Array.Empty<string>(), .. texts.Pages.Select(p => $"/{p.Slug}"),
        .. assortment.Categories.Where(c => assortment.In(c).Count > 0).Select(c => $"/c/{c.Slug}"),
        .. assortment.Brands.Where(b => assortment.By(b).Count > 0).Select(b => $"/brands/{b.Slug}"),
        .. assortment.Products.Select(p => $"/p/{p.Slug}"),
    ];

    private ContentResult Xml(string root, string item, IEnumerable<string> paths)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement(root, Namespace);
            foreach (var path in paths)
            {
                xml.WriteStartElement(item, Namespace);
                xml.WriteElementString("loc", Namespace, Origin + path);
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        return Content($"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{text}", "application/xml", Encoding.UTF8);
    }
}
