using Microsoft.AspNetCore.Mvc;
using Shop.Catalog;
using Shop.Web.Html;
using Shop.Web.Storefront.Sharing;

namespace Shop.Web.Storefront.Catalog;

/// <summary>The makers of what the shop sells.</summary>
public sealed class BrandsController(ShopWindow window, ListReader lists, FormerAddresses former) : ListController
{
    [HttpGet("/brands"), SharedPage]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var assortment = await window.Now(ct);
        return View((IReadOnlyList<BrandEntry>)[.. assortment.Brands.Select(b => (Brand: b, Products: assortment.By(b))).Where(b => b.Products.Count > 0)
            .Select(b => new BrandEntry(b.Brand.Name, $"/brands/{b.Brand.Slug}", b.Brand.Place, b.Brand.Story, b.Products.Count, Cards.PictureOf(b.Products.SelectMany(p => p.Pictures).FirstOrDefault())))]);
    }

    [HttpGet("/brands/{slug}"), SharedPage]
    public async Task<IActionResult> Show(string slug, CancellationToken ct)
    {
        var assortment = await window.Now(ct);
        if (assortment.Brand(slug) is not { } brand) return await Elsewhere(former, PageKind.Brand, slug, "/brands/", ct);

        var address = lists.AddressOf(Request) with { Path = $"/brands/{brand.Slug}" };
        address = address with { Query = address.Query with { Text = null } };
        var page = await lists.Read(brand.Name, address, address.Query with { BrandId = brand.Id }, ct);
        return List(page with
        {
            Lead = string.Join(". ", new[] { brand.Place, brand.Story }.Where(t => t.Length > 0)) is { Length: > 0 } lead ? lead : null,
            Crumbs = assortment.Remember(("crumbs", brand.Id), () => (IReadOnlyList<Crumb>)[new Crumb("Home", "/"), new Crumb("Makers", "/brands"), new Crumb(brand.Name)]),
        });
    }
}

/// <summary>A maker in the list of makers.</summary>
public sealed record BrandEntry(string Name, string Url, string Place, string Story, int Products, Picture? Picture)
{
    public string Count => Products == 1 ? "1 product" : $"{Products} products";

    /// <summary>Under which letter people look for it: “Ø” under O, numbers and signs together.</summary>
    public string Letter => Slugs.Of(Name) is [var first, ..] && char.IsAsciiLetter(first) ? char.ToUpperInvariant(first).ToString() : char.IsLetter(Name, 0) ? Name[..1] : "0–9";
}
